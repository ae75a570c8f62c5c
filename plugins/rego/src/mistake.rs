//! What the evaluator says is wrong, out of the text it says it in: file, line, column, message.
//! It prints a frame around the line; the place and the last line are what counts.

use regorus::Source;
use regorus::unstable::{Lexer, TokenKind};

use crate::builtins;

/// Something wrong with a policy, at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    /// The file it is in; empty where the evaluator does not say.
    pub(crate) file: String,
    /// One-based line.
    pub(crate) line: u32,
    /// One-based column as the evaluator counts: in characters, a tab for four.
    pub(crate) column: u32,
    /// What is wrong.
    pub(crate) message: String,
}

impl Mistake {
    /// Reads an error of the evaluator.
    pub(crate) fn of(error: &anyhow::Error) -> Self {
        let text = format!("{error}");
        let message = match text.rsplit_once("\nerror: ") {
            Some((_, message)) => message,
            None => &text,
        };
        let (file, line, column) = place(&text).unwrap_or_default();
        Self { file, line, column, message: message.trim().to_owned() }
    }
}

/// The first `--> file:line:column` of an error.
fn place(text: &str) -> Option<(String, u32, u32)> {
    let (_, rest) = text.split_once("--> ")?;
    let mut pieces = rest.lines().next()?.rsplitn(3, ':');
    let column = pieces.next()?.parse().ok()?;
    let line = pieces.next()?.parse().ok()?;
    Some((pieces.next()?.to_owned(), line, column))
}

/// The bytes of the token at a line and column, or of the line's end where there is none.
pub(crate) fn token_at(text: &str, line: u32, column: u32) -> (usize, usize) {
    let before: usize =
        text.split_inclusive('\n').take(line.saturating_sub(1) as usize).map(str::len).sum();
    let rest = text.get(before..).unwrap_or_default();
    let here = rest.split('\n').next().unwrap_or_default();
    let (mut start, mut counted) = (before, 1);
    for letter in here.chars() {
        if counted >= column {
            break;
        }
        counted += if letter == '\t' { 4 } else { 1 };
        start += letter.len_utf8();
    }
    (start, token_end(text, start).unwrap_or_else(|| next_character(text, start)))
}

/// Where the token that starts at a byte ends.
fn token_end(text: &str, start: usize) -> Option<usize> {
    let source = Source::from_contents(String::new(), text.to_owned()).ok()?;
    let mut lexer = Lexer::new(&source);
    loop {
        let token = lexer.next_token().ok()?;
        let (from, to) = (token.1.start as usize, token.1.end as usize);
        // The span of a string leaves its quotes out.
        let quotes = usize::from(matches!(token.0, TokenKind::String | TokenKind::RawString));
        if from.saturating_sub(quotes) == start && token.0 != TokenKind::Eof {
            return Some(to + quotes);
        }
        if token.0 == TokenKind::Eof || from > start {
            return None;
        }
    }
}

fn next_character(text: &str, start: usize) -> usize {
    let letter = text.get(start..).and_then(|rest| rest.chars().next());
    start + letter.filter(|letter| *letter != '\n').map_or(0, char::len_utf8)
}

impl Mistake {
    /// The code `opa` gives such a mistake.
    pub(crate) fn code(&self) -> &'static str {
        let says = |words: &[&str]| words.iter().any(|words| self.message.contains(words));
        if says(&["is unsafe"]) {
            "rego_unsafe_var_error"
        } else if says(&["multiple outputs", "generated multiple times", "rule conflicts with"]) {
            "eval_conflict_error"
        } else if says(&["could not find function", "mismatch in number of arguments"]) {
            "rego_type_error"
        } else if says(&["recursive", "recursion"]) {
            "rego_recursion_error"
        } else if says(&["expecting", "invalid", "expected", "is required", "keyword"]) {
            "rego_parse_error"
        } else {
            "eval_error"
        }
    }

    /// The message in `opa`'s words where it has words of its own.
    pub(crate) fn worded(&self) -> String {
        let message = self.message.as_str();
        let quoted = message.split('`').nth(1).unwrap_or_default();
        match message {
            _ if message.contains("is unsafe") && !quoted.is_empty() => {
                format!("var {quoted} is unsafe")
            }
            "complete rules should not produce multiple outputs"
            | "rules must not produce multiple outputs"
            | "rules should not produce multiple outputs." => {
                "complete rules must not produce multiple outputs".into()
            }
            _ if message.starts_with("rule conflicts with") => {
                "complete rules must not produce multiple outputs".into()
            }
            _ => match message.strip_prefix("could not find function ") {
                Some(name) if builtins::arity(name).is_some() => {
                    format!("{name} is not supported here")
                }
                Some(name) => format!("undefined function {name}"),
                None => message.into(),
            },
        }
    }
}
