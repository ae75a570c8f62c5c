//! Text to tokens for `brush-parser`'s grammar, with byte offsets.
//!
//! The grammar is brush's; the tokens are ours, since its own tokenizer counts characters,
//! leaves the insides of `$(…)` unparsed and loses its way in a `case` in there. Three tokens
//! that change nothing are put in so that its grammar stays linear: a newline between `( (`,
//! `;;` before an `esac`, and `for` where bash's `select` stands.

mod expansion;
mod heredoc;
mod keyword;
mod operator;
mod text;

use std::collections::BTreeMap;
use std::sync::Arc;

use brush_parser::ast::Program;
use brush_parser::{ParseError, ParserOptions, SourcePosition, SourceSpan, Token, parse_tokens};
use proofpress_plugin::Span;

use crate::word::Word;
use keyword::Open;

/// How deeply constructs may nest: beyond what people write, within the stack of any thread.
pub(crate) const DEPTH: usize = 60;
/// How many `case` may stand in one another: where one is broken, the grammar reads what is in
/// it three times.
pub(crate) const CASES: usize = 6;
/// How many `&&` and `||` one `[[ … ]]` may hold: its tree nests once for each.
pub(crate) const TERMS: usize = 200;

/// Why a text could not be read.
#[derive(Clone, Debug)]
pub(crate) enum Stop {
    /// A complaint about the text.
    Broken(Broken),
    /// It nests deeper than [`DEPTH`].
    TooDeep,
}

/// What is wrong with a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    pub(crate) span: Span,
    pub(crate) message: String,
    /// Whether more lines could mend it: the end came too early.
    pub(crate) incomplete: bool,
}

/// Commands inside a word.
#[derive(Debug)]
pub(crate) struct Substitution {
    /// Its commands; nothing where backticks hold something that does not parse.
    pub(crate) program: Option<Program>,
}

/// A here-document that was announced and whose body is still to come.
#[derive(Clone, Debug)]
struct Pending {
    delimiter: String,
    strip_tabs: bool,
    span: Span,
}

/// Reads one text, in one or several stretches.
pub(crate) struct Lexer<'a> {
    text: &'a str,
    /// Prompts at line starts that are no part of a here-document's body.
    gaps: &'a [Span],
    at: usize,
    end: usize,
    depth: usize,
    extglob: bool,
    pending: Vec<Pending>,
    /// Every word, and where each starts.
    pub(crate) words: Vec<Word>,
    pub(crate) word_at: BTreeMap<usize, usize>,
    pub(crate) substitutions: Vec<Substitution>,
    /// Here-documents without their end, by delimiter.
    pub(crate) unended: Vec<(Span, String)>,
}

/// Where in a command the next word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Position {
    /// Reserved words count.
    Start,
    /// After an assignment.
    Assigned,
    /// The name of a function after `function`, or of a variable after `for`.
    Name,
    /// After the name of a command.
    Arguments,
    /// The same, of a command that takes `name=(…)`.
    Declaring,
}

/// The state of one list of commands: the script's, or a substitution's.
struct Level {
    tokens: Vec<Token>,
    open: Vec<Open>,
    position: Position,
    /// The next word is where a redirection goes.
    target: bool,
    /// Inside `[[ … ]]`, with the number of its `&&`, `||`, `!` and `(`.
    condition: Option<usize>,
    /// The next word is a regular expression.
    regex: bool,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(text: &'a str, gaps: &'a [Span]) -> Self {
        Self {
            text,
            gaps,
            at: 0,
            end: text.len(),
            depth: 0,
            extglob: false,
            pending: Vec::new(),
            words: Vec::new(),
            word_at: BTreeMap::new(),
            substitutions: Vec::new(),
            unended: Vec::new(),
        }
    }

    /// The commands of a stretch of the text.
    pub(crate) fn stretch(&mut self, range: Span) -> Result<Program, Stop> {
        self.at = range.start;
        self.end = range.end;
        self.depth = 0;
        self.pending.clear();
        let program = self.commands(None)?;
        self.end_pending();
        Ok(program)
    }

    /// Commands up to the end, or up to the `)` of what opened at `opener`.
    fn commands(&mut self, opener: Option<Span>) -> Result<Program, Stop> {
        self.deeper()?;
        let start = self.at;
        let mut level = Level {
            tokens: Vec::new(),
            open: Vec::new(),
            position: Position::Start,
            target: false,
            condition: None,
            regex: false,
        };
        let depth = self.depth;
        while !self.token(&mut level, opener)? {}
        self.depth = depth - 1;
        let range = Span::new(start, self.at);
        let options = ParserOptions::default();
        match parse_tokens(&level.tokens, &options) {
            Ok(program) => Ok(program),
            Err(why) => Err(Stop::Broken(self.complaint(&why, &level, range, opener))),
        }
    }

    /// What brush's refusal means, in our words.
    fn complaint(
        &self,
        why: &ParseError,
        level: &Level,
        range: Span,
        opener: Option<Span>,
    ) -> Broken {
        if let ParseError::ParsingNear(position) = why
            && let Ok(nth) = level
                .tokens
                .binary_search_by_key(&position.index, |token| token.location().start.index)
        {
            let span = Span::new(position.index, level.tokens[nth].location().end.index);
            let before = nth.checked_sub(1).map(|nth| level.tokens[nth].location());
            let message = match level.tokens[nth].to_str() {
                // Shown at what it follows: a line's end cannot be underlined.
                "\n" => {
                    let span =
                        before.map_or(span, |place| Span::new(place.start.index, place.end.index));
                    let message = format!("unexpected end of line after `{}`", self.shown(span));
                    return Broken { span, message, incomplete: false };
                }
                _ => format!("unexpected `{}`", self.shown(span)),
            };
            return Broken { span, message, incomplete: false };
        }
        if let Some(open) = level.open.last() {
            let (word, closer) = (open.word(), open.closer());
            let message = format!("`{word}` is never closed by `{closer}`");
            return Broken { span: open.span(), message, incomplete: opener.is_none() };
        }
        let last = level.tokens.iter().rev().find(|token| token.to_str() != "\n");
        let last =
            last.map(|token| Span::new(token.location().start.index, token.location().end.index));
        let span = last.unwrap_or(range);
        if level.condition.is_some() {
            let message = "`[[` is never closed by `]]`".to_owned();
            return Broken { span, message, incomplete: opener.is_none() };
        }
        Broken {
            span,
            message: format!("nothing follows `{}`", self.shown(span).trim_end()),
            incomplete: opener.is_none(),
        }
    }

    /// The text of a span, cut to its first line.
    fn shown(&self, span: Span) -> &str {
        let text = self.text.get(span.start..span.end).unwrap_or_default();
        text.split('\n').next().unwrap_or_default()
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        let at = self.at + ahead;
        if at < self.end { self.text.as_bytes().get(at).copied() } else { None }
    }

    fn starts_with(&self, what: &str) -> bool {
        self.text.get(self.at..self.end).is_some_and(|rest| rest.starts_with(what))
    }

    /// The length of the character at the cursor, in bytes.
    fn step(&self) -> usize {
        self.text
            .get(self.at..self.end)
            .and_then(|rest| rest.chars().next())
            .map_or(1, char::len_utf8)
    }

    fn deeper(&mut self) -> Result<(), Stop> {
        self.depth += 1;
        if self.depth > DEPTH { Err(Stop::TooDeep) } else { Ok(()) }
    }

    /// Skips blanks, continued lines and a comment.
    fn skip_blank(&mut self) {
        loop {
            match self.byte(0) {
                Some(b' ' | b'\t') => self.at += 1,
                Some(b'\\') if self.byte(1) == Some(b'\n') => self.at += 2,
                Some(b'#') => {
                    while self.byte(0).is_some_and(|byte| byte != b'\n') {
                        self.at += 1;
                    }
                }
                _ => return,
            }
        }
    }
}

/// A complaint that the text ends inside what starts at `span`.
fn unended(span: Span, message: impl Into<String>) -> Stop {
    Stop::Broken(Broken { span, message: message.into(), incomplete: true })
}

/// Where a token stands, as brush wants it. Lines and columns are not used here.
fn location(span: Span) -> SourceSpan {
    let position = |index| Arc::new(SourcePosition { index, line: 0, column: 0 });
    SourceSpan { start: position(span.start), end: position(span.end) }
}
