//! What an attribute looks for in the text of an example: a word, or a regular expression.

use super::{Mark, MarkKind, Pattern};
use crate::highlight::is_regex;

/// Reads the value of an attribute that marks text. None where it is none that could be found: it
/// is empty, a regular expression that cannot be read, or numbers that were meant as lines.
pub(super) fn read(kind: MarkKind, value: &str, quoted: bool) -> Option<Mark> {
    let regex = value.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    let pattern = match regex.filter(|regex| !regex.is_empty()) {
        Some(regex) if is_regex(regex) => Pattern::Regex(regex.to_owned()),
        Some(_) => return None,
        None => Pattern::Text(value.to_owned()),
    };
    // `3-1`, `5-` and `1,x` were meant as lines, `5.0` was not.
    let first = value.split([',', ' ']).next().unwrap_or_default();
    let lines = first.starts_with(|c: char| c.is_ascii_digit())
        && first.chars().all(|c| c.is_ascii_digit() || c == '-');
    (!value.is_empty() && (quoted || !lines)).then_some(Mark { kind, pattern })
}
