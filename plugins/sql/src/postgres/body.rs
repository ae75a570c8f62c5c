//! Bodies of functions, which the server parses when a function is made.
//!
//! Of what the compiler of PL/pgSQL says only errors of syntax are believed: others depend on
//! tables and types that only a server has.

use proofpress_plugin::Span;
use serde_json::{Value, json};

use super::scan::{Kind, Scanner};
use super::{Error, answer, byte_of};
use crate::c;
use crate::mistake::{Mistake, token_at};

/// SQLSTATE `syntax_error`.
const SYNTAX_ERROR: &str = "42601";

/// What stands in the place of a variable.
const STANDIN: &str = "p0";

/// What is put around a bare body.
const OPENING: &str = "DO $proofpress$";

/// A language whose bodies can be parsed here.
enum Language {
    Sql,
    PlPgSql,
}

/// What is wrong with the body in a statement that parsed as `tree`; `original` takes places in
/// `text` to the example.
pub(super) fn check(
    text: &str,
    tree: &Value,
    original: impl Fn(usize) -> usize,
) -> Option<Mistake> {
    let (language, body) = function(tree)?;
    let quoted = body_of(text, &body)?;
    let error = match language {
        Language::PlPgSql => {
            answer(&c::plpgsql(text)).error.filter(|error| error.code == SYNTAX_ERROR)?
        }
        Language::Sql => {
            let contents = quoted.contents(text);
            let error = answer(&c::postgres(&contents, false)).error?;
            Error { within: error.at, ..error }
        }
    };
    let token = within(&error, text, &quoted);
    let span = Span::new(original(token.start), original(token.end));
    Some(Mistake { span, message: error.message, help: error.hint })
}

/// The language and the body of the function that a statement defines as text.
fn function(tree: &Value) -> Option<(Language, String)> {
    let statement = tree.get("stmts")?.get(0)?.get("stmt")?;
    let (options, default) = match (statement.get("CreateFunctionStmt"), statement.get("DoStmt")) {
        (Some(function), _) => (function.get("options")?, None),
        (_, Some(block)) => (block.get("args")?, Some("plpgsql")),
        _ => return None,
    };
    let option = |name: &str| {
        let mut options = options.as_array()?.iter().filter_map(|it| it.get("DefElem"));
        options.find(|option| option.get("defname").is_some_and(|it| it == name))?.get("arg")
    };
    let string = |value: &Value| Some(value.get("String")?.get("sval")?.as_str()?.to_owned());
    let body = option("as")?;
    let body = match body.get("List") {
        Some(list) => match list.get("items")?.as_array()?.as_slice() {
            [body] => string(body)?,
            // The file and the name of a function in C.
            _ => return None,
        },
        None => string(body)?,
    };
    let named = option("language").and_then(string);
    match named.as_deref().or(default)?.to_lowercase().as_str() {
        "sql" => Some((Language::Sql, body)),
        "plpgsql" => Some((Language::PlPgSql, body)),
        _ => None,
    }
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
    let body = json!({"DefElem": {"defname": "as", "arg": {"String": {"sval": text}}}});
    let block = json!({"stmts": [{"stmt": {"DoStmt": {"args": [body]}}}]});
    check(&whole, &block, original).into_iter().collect()
}

/// A string of a statement and how it is written.
struct Quoted {
    /// Of what is within the quotes.
    span: Span,
    is_dollar: bool,
}

impl Quoted {
    /// The string itself.
    fn contents(&self, text: &str) -> String {
        let written = text.get(self.span.start..self.span.end).unwrap_or_default();
        if self.is_dollar { written.to_owned() } else { written.replace("''", "'") }
    }
}

/// Where a statement writes its body. None where it stands in no single string there: then it came
/// from a variable, or in pieces.
fn body_of(text: &str, body: &str) -> Option<Quoted> {
    let mut scanner = Scanner::new(text);
    while let Some(token) = scanner.next_token() {
        let written = text.get(token.span.start..token.span.end)?;
        let tag = written.strip_prefix('$').and_then(|rest| rest.find('$'));
        let quoted = match (token.kind, tag) {
            (Kind::Literal, Some(tag)) => {
                Quoted { span: inner(token.span, tag + 2), is_dollar: true }
            }
            (Kind::Literal, None) if written.starts_with('\'') => {
                Quoted { span: inner(token.span, 1), is_dollar: false }
            }
            _ => continue,
        };
        if quoted.contents(text) == body && body != STANDIN {
            return Some(quoted);
        }
    }
    None
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
