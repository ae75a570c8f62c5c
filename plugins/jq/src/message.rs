//! Errors in jq's words. The engine says `cannot index 1 with "a"` where jq says `Cannot index
//! number with "a"`; programs are compared by what they print, so the words count.

use jaq_json::{Val, read};

use crate::write;

/// jq shows at most so many bytes of a value in a message.
const SHOWN: usize = 11;

/// An error of the engine in jq's words, where it is one that jq has words for.
pub(crate) fn worded(message: &str) -> String {
    index(message)
        .or_else(|| wrong_type(message))
        .or_else(|| calculation(message))
        .unwrap_or_else(|| message.to_owned())
}

fn index(message: &str) -> Option<String> {
    let (value, index) = pair(message.strip_prefix("cannot index ")?, " with ")?;
    let kind = kind(&value);
    Some(match &index {
        Val::TStr(_) => format!("Cannot index {kind} with string \"{}\"", plain(&index)),
        other => format!("Cannot index {kind} with {}", self::kind(other)),
    })
}

fn wrong_type(message: &str) -> Option<String> {
    let rest = message.strip_prefix("cannot use ")?;
    let (value, wanted) = rest.rsplit_once(" as ")?;
    let value = parse(value)?;
    let told = told(&value);
    Some(match wanted {
        "iterable (array or object)" => format!("Cannot iterate over {told}"),
        "array" => format!("{told} is not an array"),
        "string" => format!("{told} is not a string"),
        "number" => format!("{told} number required"),
        _ => return None,
    })
}

fn calculation(message: &str) -> Option<String> {
    let rest = message.strip_prefix("cannot calculate ")?;
    let operations = [
        (" + ", "added"),
        (" - ", "subtracted"),
        (" * ", "multiplied"),
        (" / ", "divided"),
        (" % ", "divided"),
    ];
    operations.iter().find_map(|(sign, done)| {
        let (one, other) = pair(rest, sign)?;
        Some(format!("{} and {} cannot be {done}", told(&one), told(&other)))
    })
}

/// Two values with something between them.
fn pair(text: &str, between: &str) -> Option<(Val, Val)> {
    text.match_indices(between).find_map(|(at, _)| {
        Some((parse(text.get(..at)?)?, parse(text.get(at + between.len()..)?)?))
    })
}

fn parse(text: &str) -> Option<Val> {
    read::parse_single(text.as_bytes()).ok()
}

/// A value as messages show it: `number (1)`.
fn told(value: &Val) -> String {
    let mut shown = write::compact(value);
    if shown.len() > SHOWN + 3 {
        let end = (0..=SHOWN).rev().find(|at| shown.is_char_boundary(*at)).unwrap_or(0);
        shown.truncate(end);
        shown.push_str("...");
    }
    format!("{} ({shown})", kind(value))
}

/// What jq calls the type of a value.
pub(crate) fn kind(value: &Val) -> &'static str {
    match value {
        Val::Null => "null",
        Val::Bool(_) => "boolean",
        Val::Num(_) => "number",
        Val::TStr(_) | Val::BStr(_) => "string",
        Val::Arr(_) => "array",
        Val::Obj(_) => "object",
    }
}

/// A string without its quotes.
pub(crate) fn plain(value: &Val) -> String {
    match value {
        Val::TStr(bytes) | Val::BStr(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        other => write::compact(other),
    }
}
