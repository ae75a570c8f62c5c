//! The grammar of JSON as a loop over tokens with a stack of its own, so that a text nested a
//! hundred thousand deep costs memory, never the call stack.

use std::collections::BTreeMap;
use std::ops::Range;

use proofpress_plugin::Span;

use super::explain;
use super::lexer::{Lexeme, Lexer, Token};
use super::{Dialect, Kind, Mistake, Problem};

/// What may come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expect {
    /// A value, or, in a bracket just opened, its end.
    First,
    /// A value or member after a comma.
    AfterComma,
    /// The colon of a member.
    Colon,
    /// The value of a member, or the document.
    Value,
    /// A comma, the closing bracket, or the end.
    AfterValue,
    /// Any of these: what `...` left out is not known.
    AfterEllipsis,
}

/// An open bracket.
struct Frame {
    open: Span,
    close: char,
    comma: Span,
    keys: BTreeMap<String, Span>,
}

impl Frame {
    fn is_object(&self) -> bool {
        self.close == '}'
    }
}

/// Reads the document in `range` and adds what is wrong to `problems`. False where the range ends
/// with a bracket still open.
pub(super) fn parse(
    source: &str,
    range: Range<usize>,
    dialect: Dialect,
    problems: &mut Vec<Problem>,
) -> bool {
    let lexer = Lexer::new(source, range.clone(), dialect);
    let last = Span::at(range.start);
    let mut parser = Parser {
        source,
        lexer,
        dialect,
        frames: Vec::new(),
        expect: Expect::Value,
        last,
        ended_open: false,
        problems,
    };
    while parser.step() {}
    !parser.ended_open
}

struct Parser<'a, 'p> {
    source: &'a str,
    lexer: Lexer<'a>,
    dialect: Dialect,
    frames: Vec<Frame>,
    expect: Expect,
    /// The token before.
    last: Span,
    /// Whether the text ended with a bracket open.
    ended_open: bool,
    problems: &'p mut Vec<Problem>,
}

impl Parser<'_, '_> {
    /// Takes one token in. False at the end, good or bad.
    fn step(&mut self) -> bool {
        let Some(token) = self.lexer.next(self.problems) else { return false };
        let span = token.span;
        let goes_on = match (self.expect, &token.kind) {
            (_, Lexeme::Ellipsis) => {
                self.note(span, Kind::Ellipsis);
                self.expect = Expect::AfterEllipsis;
                true
            }
            (Expect::Colon, Lexeme::Colon) => {
                self.expect = Expect::Value;
                true
            }
            (Expect::Colon, _) => self.wrong(&token, "`:` after the name"),
            (Expect::AfterValue | Expect::AfterEllipsis, Lexeme::Comma)
                if !self.frames.is_empty() =>
            {
                self.comma(span);
                true
            }
            (Expect::AfterEllipsis, Lexeme::End) if self.frames.is_empty() => false,
            (Expect::AfterValue, Lexeme::End) if self.frames.is_empty() => false,
            (Expect::AfterValue, Lexeme::Close(_)) if self.frames.is_empty() => {
                let mistake = Mistake::new(format!("{} closes nothing", self.show(&token)));
                self.note(span, Kind::Syntax(mistake.help("remove it")));
                false
            }
            (Expect::AfterValue, Lexeme::Close(_)) => self.close(&token),
            (Expect::AfterValue, _) => self.after_value(&token),
            (Expect::Value, _) => self.value(&token),
            (_, Lexeme::Close(_)) if !self.frames.is_empty() => self.close(&token),
            _ if self.frames.last().is_some_and(Frame::is_object) => self.name(token),
            _ => self.value(&token),
        };
        self.last = span;
        goes_on
    }

    fn comma(&mut self, span: Span) {
        self.expect = Expect::AfterComma;
        if let Some(frame) = self.frames.last_mut() {
            frame.comma = span;
        }
    }

    /// A closing bracket, where one may stand.
    fn close(&mut self, token: &Token) -> bool {
        let Lexeme::Close(close) = token.kind else { return false };
        if self.frames.last().is_none_or(|frame| frame.close != close) {
            return self.wrong(token, "");
        }
        let frame = self.frames.pop();
        if let (Some(frame), Expect::AfterComma) = (frame, self.expect)
            && self.dialect != Dialect::Comments
        {
            self.note(frame.comma, Kind::TrailingComma { close });
        }
        self.expect = Expect::AfterValue;
        true
    }

    /// A value.
    fn value(&mut self, token: &Token) -> bool {
        match token.kind {
            Lexeme::Open(open) => {
                let close = if open == '{' { '}' } else { ']' };
                let keys = BTreeMap::new();
                self.frames.push(Frame { open: token.span, close, comma: token.span, keys });
                self.expect = Expect::First;
                true
            }
            Lexeme::Text(_) | Lexeme::Atom => {
                self.expect = Expect::AfterValue;
                true
            }
            Lexeme::Word => {
                self.expect = Expect::AfterValue;
                let mut mistake =
                    explain::word(&self.source[token.span.start..token.span.end], token.span);
                if self.frames.is_empty() && mistake.repair.is_none() {
                    mistake.help = Some("keep what is no JSON out of this fence".into());
                }
                // A word of several parts (`<your id>`) cannot be told from a missing comma.
                let goes_on = mistake.repair.is_some();
                self.note(token.span, Kind::Syntax(mistake));
                goes_on
            }
            _ => self.wrong(token, "a value"),
        }
    }

    /// The name of a member.
    fn name(&mut self, token: Token) -> bool {
        let Lexeme::Text(key) = token.kind else {
            if token.kind == Lexeme::Word {
                let text = &self.source[token.span.start..token.span.end];
                self.note(token.span, Kind::Syntax(explain::bare_name(text, token.span)));
                return false;
            }
            return self.wrong(&token, "a name in double quotes");
        };
        self.expect = Expect::Colon;
        let Some(frame) = self.frames.last_mut() else { return false };
        if let Some(&first) = frame.keys.get(&key) {
            self.note(token.span, Kind::Duplicate { first });
        } else {
            frame.keys.insert(key, token.span);
        }
        true
    }

    /// Something after a value that is neither a comma nor the end.
    fn after_value(&mut self, token: &Token) -> bool {
        let Some(frame) = self.frames.last() else { return self.second_document(token) };
        let close = frame.close;
        if matches!(token.kind, Lexeme::End | Lexeme::Colon | Lexeme::Word) {
            return self.wrong(token, &format!("`,` or `{close}`"));
        }
        let found = self.show(token);
        let gap = Span::at(self.last.end);
        // In an object the comma helps only where a member follows.
        let named = self.source[token.span.end..].trim_start().starts_with(':');
        let repair =
            (named || close == ']').then(|| ("insert the comma".to_owned(), gap, ",".to_owned()));
        let message = format!("expected `,` or `{close}` after the value, found {found}");
        let mistake = Mistake { repair, ..Mistake::new(message) };
        self.note(token.span, Kind::Syntax(mistake));
        false
    }

    /// Something after the document.
    fn second_document(&mut self, token: &Token) -> bool {
        let found = self.show(token);
        let mistake = match token.kind {
            Lexeme::Colon => Mistake::new("these are members without their object")
                .help("put `{` and `}` around them"),
            Lexeme::Comma => {
                Mistake::new("a comma after the end of the document").help("remove it")
            }
            _ if self.dialect == Dialect::Lines => {
                Mistake::new(format!("{found} follows a document on the same line"))
                    .help("put each document on a line of its own")
            }
            _ => Mistake::new(format!("expected the end of the document, found {found}")).help(
                "give each document a fence of its own, or mark one document to a line as `jsonl`",
            ),
        };
        self.note(token.span, Kind::Syntax(mistake));
        false
    }

    /// A token that cannot stand here.
    fn wrong(&mut self, token: &Token, expected: &str) -> bool {
        let at_end = token.kind == Lexeme::End;
        if at_end && self.frames.is_empty() && self.has_comment() {
            // Nothing but comments: they are the cause, and they are noted.
            return false;
        }
        let mut mistake = match (&token.kind, self.frames.last()) {
            (Lexeme::Close(_) | Lexeme::End, Some(frame)) => {
                let inside = matches!(self.expect, Expect::Value | Expect::Colon);
                let close = format!("`{}`", frame.close);
                let expected = if inside { expected } else { &close };
                let bracket = &self.source[frame.open.start..frame.open.end];
                let related = Some((frame.open, format!("`{bracket}` is opened here")));
                let message = format!("expected {expected}, found {}", self.show(token));
                Mistake { related, ..Mistake::new(message) }
            }
            _ => Mistake::new(format!("expected {expected}, found {}", self.show(token))),
        };
        if at_end {
            self.ended_open = !self.frames.is_empty();
            mistake.help = match self.dialect {
                Dialect::Lines => Some("put the whole document on this line".into()),
                _ if self.frames.is_empty() => Some("an empty text is no JSON document".into()),
                _ => None,
            };
        } else if token.kind == Lexeme::Comma {
            mistake.help = Some("remove the comma, or write the value before it".into());
        }
        // At the end, point behind the last token, not at blank lines below it.
        let span = if at_end { Span::at(self.last.end) } else { token.span };
        self.note(span, Kind::Syntax(mistake));
        false
    }

    fn has_comment(&self) -> bool {
        self.problems.iter().any(|problem| matches!(problem.kind, Kind::Comment))
    }

    fn show(&self, token: &Token) -> String {
        let text = &self.source[token.span.start..token.span.end];
        match &token.kind {
            Lexeme::End if self.dialect == Dialect::Lines => "the end of the line".to_owned(),
            Lexeme::End => "the end of the text".to_owned(),
            _ if text.chars().count() > 40 => {
                format!("`{}…`", text.chars().take(40).collect::<String>().replace('`', "'"))
            }
            _ => format!("`{}`", text.replace('`', "'")),
        }
    }

    fn note(&mut self, span: Span, kind: Kind) {
        self.problems.push(Problem { span, kind });
    }
}
