//! Cuts a JSON text into tokens. Comments and `...` are recognised although they are no JSON.

use std::ops::Range;

use proofpress_plugin::Span;

use super::scalar;
use super::{Dialect, Kind, Mistake, Problem};

/// A token and where it stands.
pub(super) struct Token {
    pub(super) kind: Lexeme,
    pub(super) span: Span,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lexeme {
    /// `{` or `[`.
    Open(char),
    /// `}` or `]`.
    Close(char),
    Colon,
    Comma,
    /// A string, its escapes resolved.
    Text(String),
    /// A number, `true`, `false` or `null`.
    Atom,
    /// Letters that are none of those: `True`, `NaN`, `<id>`.
    Word,
    /// `...` or `…`.
    Ellipsis,
    /// The end of the text.
    End,
}

/// Walks over a range of a text.
pub(super) struct Lexer<'a> {
    source: &'a str,
    at: usize,
    end: usize,
    dialect: Dialect,
}

impl<'a> Lexer<'a> {
    /// Starts at the beginning of `range`, behind a byte order mark if there is one.
    pub(super) fn new(source: &'a str, range: Range<usize>, dialect: Dialect) -> Self {
        let mark =
            if source[range.clone()].starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { source, at: range.start + mark, end: range.end, dialect }
    }

    /// The text not yet read.
    fn rest(&self) -> &'a str {
        &self.source[self.at..self.end]
    }

    /// The next token. What is wrong inside it goes to `problems`; `None` where the text cannot
    /// be read on, which is then the last of the problems.
    pub(super) fn next(&mut self, problems: &mut Vec<Problem>) -> Option<Token> {
        self.skip(problems)?;
        let start = self.at;
        let Some(letter) = self.rest().chars().next() else {
            return Some(Token { kind: Lexeme::End, span: Span::at(start) });
        };
        let (kind, length) = match letter {
            '{' | '[' => (Lexeme::Open(letter), 1),
            '}' | ']' => (Lexeme::Close(letter), 1),
            ':' => (Lexeme::Colon, 1),
            ',' => (Lexeme::Comma, 1),
            '"' => return self.string(problems),
            '\'' => return self.single_quoted(problems),
            '…' => (Lexeme::Ellipsis, letter.len_utf8()),
            // Some type four: one ellipsis, not an ellipsis and a stray dot.
            '.' if self.rest().starts_with("...") => {
                let rest = self.rest();
                (Lexeme::Ellipsis, rest.len() - rest.trim_start_matches('.').len())
            }
            _ => self.word(letter, problems),
        };
        self.at += length;
        Some(Token { kind, span: Span::new(start, self.at) })
    }

    /// Skips white space and comments.
    fn skip(&mut self, problems: &mut Vec<Problem>) -> Option<()> {
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
            self.at += blank;
            let rest = self.rest();
            let length = if rest.starts_with("//") || rest.starts_with('#') {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                match rest.find("*/") {
                    Some(close) => close + 2,
                    None => {
                        return self.fail(
                            2,
                            Mistake::new("this comment is never closed").help("close it with `*/`"),
                            problems,
                        );
                    }
                }
            } else {
                return Some(());
            };
            let span = Span::new(self.at, self.at + rest[..length].trim_end().len());
            if rest.starts_with('#') && self.dialect == Dialect::Comments {
                let mistake =
                    Mistake::new("`#` starts no comment in JSON with comments").help("write `//`");
                problems.push(Problem { span, kind: Kind::Syntax(mistake) });
            } else if self.dialect != Dialect::Comments {
                problems.push(Problem { span, kind: Kind::Comment });
            }
            self.at += length;
        }
    }

    fn string(&mut self, problems: &mut Vec<Problem>) -> Option<Token> {
        let start = self.at;
        let Some(length) = scalar::closing(self.rest(), '"') else {
            let line = self.rest().split('\n').next().unwrap_or_default().trim_end().len();
            let mistake = Mistake::new("this string is not closed on its line")
                .help("close it with `\"`, and write a line break inside a string as `\\n`");
            return self.fail(line, mistake, problems);
        };
        self.at += length;
        let (text, mistake) = scalar::unescape(&self.source[start + 1..self.at - 1], start + 1);
        if let Some((span, mistake)) = mistake {
            problems.push(Problem { span, kind: Kind::Syntax(mistake) });
        }
        Some(Token { kind: Lexeme::Text(text), span: Span::new(start, self.at) })
    }

    fn single_quoted(&mut self, problems: &mut Vec<Problem>) -> Option<Token> {
        let start = self.at;
        let Some(length) = scalar::closing(self.rest(), '\'') else {
            return self.fail(
                1,
                Mistake::new("unexpected `'`").help("strings stand in double quotes"),
                problems,
            );
        };
        self.at += length;
        let span = Span::new(start, self.at);
        let double = scalar::in_double_quotes(&self.source[start + 1..self.at - 1]);
        let (text, _) = scalar::unescape(&double[1..double.len() - 1], 0);
        problems.push(Problem { span, kind: Kind::SingleQuoted { double } });
        Some(Token { kind: Lexeme::Text(text), span })
    }

    /// A number, a literal or something that is neither, and its length.
    fn word(&self, first: char, problems: &mut Vec<Problem>) -> (Lexeme, usize) {
        let rest = self.rest();
        let stops = |letter: char| letter.is_whitespace() || "{}[]:,\"'".contains(letter);
        let length = rest.find(stops).unwrap_or(rest.len()).max(first.len_utf8());
        let text = &rest[..length];
        if matches!(text, "true" | "false" | "null") {
            return (Lexeme::Atom, length);
        }
        if !scalar::looks_numeric(text) {
            return (Lexeme::Word, length);
        }
        let span = Span::new(self.at, self.at + length);
        if let Some(mistake) = scalar::number_mistake(text, span) {
            problems.push(Problem { span, kind: Kind::Syntax(mistake) });
        }
        (Lexeme::Atom, length)
    }

    /// Notes what ends the reading.
    fn fail<T>(&self, length: usize, mistake: Mistake, problems: &mut Vec<Problem>) -> Option<T> {
        let span = Span::new(self.at, self.at + length);
        problems.push(Problem { span, kind: Kind::Syntax(mistake) });
        None
    }
}
