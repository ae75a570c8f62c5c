//! Bodies of functions in PL/pgSQL, which the server parses when a function is made.
//!
//! Of what the compiler of PL/pgSQL says only errors of syntax are believed: others depend on
//! tables and types that only a server has.

use proofpress_plugin::Span;

use super::scan::{Kind, Scanner};
use super::{Error, answer, byte_of};
use crate::c;
use crate::mistake::{Mistake, token_at};

/// SQLSTATE `syntax_error`.
const SYNTAX_ERROR: &str = "42601";

/// What is put around a bare body.
const OPENING: &str = "DO $proofpress$";

/// What is wrong with the bodies of a statement that parsed; `original` takes places in `text` to
/// the example.
pub(super) fn check(text: &str, original: impl Fn(usize) -> usize) -> Option<Mistake> {
    let lower = text.to_lowercase();
    let defines = lower.contains("plpgsql") && lower.contains("create");
    let does =
        lower.starts_with("do") && (lower.contains("plpgsql") || !lower.contains("language"));
    if !defines && !does {
        return None;
    }
    let error = answer(&c::plpgsql(text)).error.filter(|error| error.code == SYNTAX_ERROR)?;
    let quoted = body_of(text)?;
    let token = within(&error, text, &quoted);
    let span = Span::new(original(token.start), original(token.end));
    Some(Mistake { span, message: error.message, help: error.hint })
}

/// Whether a text is the body of a function rather than statements.
pub(super) fn is_bare(text: &str) -> bool {
    let mut scanner = Scanner::new(text);
    let mut words = std::iter::from_fn(|| {
        loop {
            let token = scanner.next_token()?;
            if token.kind != Kind::Space {
                break text.get(token.span.start..token.span.end);
            }
        }
    });
    let first = words.next().unwrap_or_default().to_uppercase();
    let second = words.next().unwrap_or_default();
    match first.as_str() {
        "DECLARE" => !words.next().unwrap_or_default().eq_ignore_ascii_case("CURSOR"),
        "BEGIN" => second != ";" && !second.eq_ignore_ascii_case("ISOLATION"),
        "<" => second == "<",
        _ => false,
    }
}

/// What is wrong with a bare body.
pub(super) fn check_bare(text: &str) -> Vec<Mistake> {
    let whole = format!("{OPENING}{text}$proofpress$");
    let original = |at: usize| at.saturating_sub(OPENING.len()).min(text.len());
    check(&whole, original).into_iter().collect()
}

/// A string of a statement and how it is written.
struct Quoted {
    /// Of what is within the quotes.
    span: Span,
    is_dollar: bool,
}

/// The body: the longest string of the statement.
fn body_of(text: &str) -> Option<Quoted> {
    let mut scanner = Scanner::new(text);
    let mut longest: Option<Quoted> = None;
    while let Some(token) = scanner.next_token() {
        let written = text.get(token.span.start..token.span.end)?;
        let is_string = written.starts_with('\'') || written.starts_with(['e', 'E']);
        let tag = written.strip_prefix('$').and_then(|rest| rest.find('$'));
        let quoted = match (token.kind, tag) {
            (Kind::Literal, Some(tag)) => {
                Quoted { span: inner(token.span, tag + 2), is_dollar: true }
            }
            (Kind::Literal, None) if is_string && written.ends_with('\'') => {
                let open = written.find('\'')? + 1;
                let span = Span::new(token.span.start + open, token.span.end - 1);
                Quoted { span, is_dollar: false }
            }
            _ => continue,
        };
        let length = |quoted: &Quoted| quoted.span.end.saturating_sub(quoted.span.start);
        if longest.as_ref().is_none_or(|old| length(&quoted) > length(old)) {
            longest = Some(quoted);
        }
    }
    longest
}

fn inner(span: Span, quotes: usize) -> Span {
    let end = span.end.saturating_sub(quotes);
    Span::new((span.start + quotes).min(end), end)
}

/// The place in the statement of an error in its body.
fn within(error: &Error, text: &str, body: &Quoted) -> Span {
    let contents = text.get(body.span.start..body.span.end).unwrap_or_default();
    let Some(character) = error.within else { return Span::new(body.span.start, body.span.end) };
    let at = match body.is_dollar {
        true => byte_of(contents, character),
        false => byte_of_quoted(contents, character),
    };
    if error.message.ends_with("at end of input") {
        return Span::at(body.span.start + contents.trim_end().len());
    }
    token_at(text, body.span.start + at)
}

/// As [`byte_of`], in a text in which two quotes stand for one.
fn byte_of_quoted(contents: &str, character: usize) -> usize {
    let mut letters = contents.char_indices().peekable();
    let mut count = 0;
    while let Some((at, letter)) = letters.next() {
        if count == character {
            return at;
        }
        if letter == '\'' {
            letters.next_if(|(_, next)| *next == '\'');
        }
        count += 1;
    }
    contents.len()
}
