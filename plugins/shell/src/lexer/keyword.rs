//! Words as tokens: where reserved words count, and what they open and close.

use brush_parser::Token;
use proofpress_plugin::Span;

use super::{Broken, CASES, Level, Lexer, Position, Stop, location};

/// A construct that still wants its end.
#[derive(Clone, Debug)]
pub(super) enum Open {
    Parenthesis(Span),
    Keyword(&'static str, Span),
    /// The `{` of a `for` that has no `do`.
    Body(Span),
    Case(Stage, Span),
}

/// How far a `case` has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Before its word.
    Word,
    /// Before `in`.
    In,
    /// Before a pattern or `esac`.
    Pattern,
    /// Among the commands of a pattern.
    Body,
}

/// The reserved words that open something, and what closes it.
const PAIRS: &[(&str, &str)] = &[
    ("if", "fi"),
    ("while", "done"),
    ("until", "done"),
    ("for", "done"),
    ("select", "done"),
    ("do", "done"),
    ("{", "}"),
];

/// The words that mean nothing special once a command has begun.
const RESERVED: &[&str] = &[
    "!", "[[", "]]", "case", "coproc", "do", "done", "elif", "else", "esac", "fi", "for",
    "function", "if", "in", "select", "then", "time", "until", "while", "{", "}",
];

/// Builtins whose arguments may be arrays.
const DECLARING: &[&str] =
    &["alias", "declare", "eval", "export", "let", "local", "readonly", "typeset"];

impl Open {
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Parenthesis(span)
            | Self::Keyword(_, span)
            | Self::Body(span)
            | Self::Case(_, span) => *span,
        }
    }

    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Parenthesis(_) => "(",
            Self::Keyword(word, _) => word,
            Self::Body(_) => "{",
            Self::Case(..) => "case",
        }
    }

    pub(super) fn closer(&self) -> &'static str {
        match self {
            Self::Parenthesis(_) => ")",
            Self::Keyword(word, _) => {
                PAIRS.iter().find(|(open, _)| open == word).map_or("done", |(_, close)| close)
            }
            Self::Body(_) => "}",
            Self::Case(..) => "esac",
        }
    }
}

impl Level {
    pub(super) fn case_stage_is(&self, stage: Stage) -> bool {
        matches!(self.open.last(), Some(Open::Case(found, _)) if *found == stage)
    }

    pub(super) fn case_stage(&mut self, stage: Stage) {
        if let Some(Open::Case(found, _)) = self.open.last_mut() {
            *found = stage;
        }
    }

    /// Right before the first word of a pattern, where `(` is decoration.
    pub(super) fn awaits_pattern(&self) -> bool {
        self.case_stage_is(Stage::Pattern)
            && self
                .tokens
                .iter()
                .rev()
                .map(Token::to_str)
                .find(|token| *token != "\n")
                .is_some_and(|token| matches!(token, ";;" | ";&" | ";;&" | "in"))
    }
}

impl Lexer<'_> {
    /// Lexes a word and pushes its token.
    pub(super) fn word_token(&mut self, level: &mut Level) -> Result<(), Stop> {
        let start = self.at;
        let bare_in_case = level.case_stage_is(Stage::Pattern);
        let shape = if level.regex {
            level.regex = false;
            self.regex()?
        } else {
            let subscript = matches!(
                level.position,
                Position::Start | Position::Assigned | Position::Declaring
            );
            self.word(level.condition.is_some(), subscript)?
        };
        let span = Span::new(start, self.at);
        if level.condition.is_some() {
            return self.condition_word(level, shape, span);
        }
        if std::mem::take(&mut level.target) {
            level.tokens.push(Token::Word(shape, location(span)));
            return Ok(());
        }
        if bare_in_case || level.case_stage_is(Stage::Word) || level.case_stage_is(Stage::In) {
            return self.case_word(level, shape, span);
        }
        match level.position {
            Position::Start => self.first_word(level, shape, span),
            Position::Name => {
                // A body may follow at once: `function f {`, `for x do`.
                level.position = Position::Start;
                level.tokens.push(Token::Word(shape, location(span)));
                Ok(())
            }
            Position::Assigned | Position::Arguments | Position::Declaring => {
                self.later_word(level, shape, span)
            }
        }
    }

    fn condition_word(&mut self, level: &mut Level, shape: String, span: Span) -> Result<(), Stop> {
        match shape.as_str() {
            "]]" if matches!(level.tokens.last(), Some(Token::Word(word, _)) if word == "[[") => {
                let message = "unexpected `]]`: there is nothing to test".to_owned();
                return Err(Stop::Broken(Broken { span, message, incomplete: false }));
            }
            "]]" => {
                level.condition = None;
                level.position = Position::Arguments;
            }
            "=~" => level.regex = true,
            "!" => level.more_terms()?,
            _ => {}
        }
        level.tokens.push(Token::Word(shape, location(span)));
        Ok(())
    }

    fn case_word(&mut self, level: &mut Level, shape: String, span: Span) -> Result<(), Stop> {
        if level.case_stage_is(Stage::Word) {
            level.case_stage(Stage::In);
        } else if level.case_stage_is(Stage::In) {
            if shape == "in" {
                level.case_stage(Stage::Pattern);
            }
        } else if shape == "esac" && level.awaits_pattern() {
            self.close(level, "esac");
        }
        level.tokens.push(Token::Word(shape, location(span)));
        Ok(())
    }

    fn first_word(&mut self, level: &mut Level, shape: String, span: Span) -> Result<(), Stop> {
        let before_body = matches!(
            level.open.last(),
            Some(Open::Keyword("for" | "select" | "while" | "until", _))
        );
        if before_body && shape == "do" {
            level.open.pop();
            level.open.push(Open::Keyword("do", span));
        } else if matches!(level.open.last(), Some(Open::Keyword("for" | "select", _)))
            && matches!(level.tokens.last(), Some(Token::Operator(..)))
            && shape == "{"
        {
            level.open.pop();
            level.open.push(Open::Body(span));
            level.tokens.push(Token::Word("do".into(), location(span)));
            return Ok(());
        } else if let Some((word, _)) =
            PAIRS.iter().find(|(word, _)| *word == shape && *word != "do")
        {
            self.deeper()?;
            level.open.push(Open::Keyword(word, span));
        }
        match shape.as_str() {
            "then" | "do" | "else" | "elif" | "!" | "time" | "if" | "while" | "until" | "{" => {}
            "-p" if matches!(level.tokens.last(), Some(Token::Word(word, _)) if word == "time") => {
            }
            "coproc" => self.deeper()?,
            "}" if matches!(level.open.last(), Some(Open::Body(_))) => {
                self.close(level, "}");
                level.tokens.push(Token::Word("done".into(), location(span)));
                level.position = Position::Arguments;
                return Ok(());
            }
            "fi" | "done" | "}" => {
                self.close(level, &shape);
                level.position = Position::Arguments;
            }
            "esac" => {
                if level.case_stage_is(Stage::Body) {
                    level.tokens.push(Token::Operator(";;".into(), location(Span::at(span.start))));
                }
                self.close(level, "esac");
                level.position = Position::Arguments;
            }
            "case" => {
                self.deeper()?;
                let cases = level.open.iter().filter(|open| matches!(open, Open::Case(..))).count();
                if cases >= CASES {
                    return Err(Stop::TooDeep);
                }
                level.open.push(Open::Case(Stage::Word, span));
                level.position = Position::Arguments;
            }
            "for" | "select" => {
                level.tokens.push(Token::Word("for".into(), location(span)));
                level.position = Position::Name;
                self.arithmetic_for(level);
                return Ok(());
            }
            "function" => level.position = Position::Name,
            "[[" => level.condition = Some(0),
            _ if DECLARING.contains(&shape.as_str()) => level.position = Position::Declaring,
            _ => return self.later_word(level, shape, span),
        }
        level.tokens.push(Token::Word(shape, location(span)));
        Ok(())
    }

    /// Any other word: an assignment, perhaps of an array, the name of a command, an argument.
    fn later_word(&mut self, level: &mut Level, mut shape: String, span: Span) -> Result<(), Stop> {
        if level.position == Position::Assigned && RESERVED.contains(&shape.as_str()) {
            // The grammar knows reserved words by their text alone.
            shape = "_".into();
        }
        let assigns = is_assignment(&shape);
        let may_assign = level.position != Position::Arguments;
        let array = assigns && shape.ends_with('=') && self.byte(0) == Some(b'(');
        if !(assigns && may_assign) {
            if level.position != Position::Declaring {
                level.position = Position::Arguments;
            }
        } else if level.position == Position::Start {
            level.position = Position::Assigned;
        }
        level.tokens.push(Token::Word(shape, location(span)));
        if array {
            if !may_assign {
                let span = Span::new(self.at, self.at + 1);
                let message = "unexpected `(`: an array cannot be an argument".to_owned();
                return Err(Stop::Broken(Broken { span, message, incomplete: false }));
            }
            self.array(level)?;
        }
        Ok(())
    }

    /// `(…)` after `name=`.
    fn array(&mut self, level: &mut Level) -> Result<(), Stop> {
        let open = Span::new(self.at, self.at + 1);
        self.at += 1;
        level.tokens.push(Token::Operator("(".into(), location(open)));
        loop {
            self.skip_blank();
            let start = self.at;
            match self.byte(0) {
                None => return Err(super::unended(open, "`(` is never closed by `)`")),
                Some(b'\n') => {
                    self.at += 1;
                    self.bodies();
                }
                Some(b')') => {
                    self.at += 1;
                    level
                        .tokens
                        .push(Token::Operator(")".into(), location(Span::new(start, self.at))));
                    return Ok(());
                }
                Some(b';' | b'&' | b'|' | b'(') => return Err(self.unexpected(start)),
                Some(b'<' | b'>') if !self.at_process_substitution() => {
                    return Err(self.unexpected(start));
                }
                Some(_) => {
                    let shape = self.word(false, true)?;
                    level.tokens.push(Token::Word(shape, location(Span::new(start, self.at))));
                }
            }
        }
    }

    fn unexpected(&self, at: usize) -> Stop {
        let span = Span::new(at, at + 1);
        let message = format!("unexpected `{}`", self.shown(span));
        Stop::Broken(Broken { span, message, incomplete: false })
    }

    /// Forgets the construct that `closer` ends, where it is the innermost.
    fn close(&mut self, level: &mut Level, closer: &str) {
        if level.open.last().is_some_and(|open| open.closer() == closer) {
            level.open.pop();
            self.depth = self.depth.saturating_sub(1);
        }
    }
}

/// `name=…`, `name+=…` or `name[…]=…`.
pub(super) fn is_assignment(shape: &str) -> bool {
    let Some((name, _)) = shape.split_once('=') else { return false };
    let name = name.strip_suffix('+').unwrap_or(name);
    let name = name.strip_suffix("[_]").unwrap_or(name);
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}
