//! A change to a file, as a unified diff.

use std::fmt::Write as _;

use similar::{ChangeTag, TextDiff};

/// Lines around a change.
const CONTEXT: usize = 3;

/// The unified diff of two texts of a file, in red and green; empty where they are equal.
pub fn text_diff(path: &str, old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let mut text = String::new();
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        if text.is_empty() {
            let _ = writeln!(text, "--- {path}\n+++ {path}");
        }
        let _ = writeln!(text, "{}", hunk.header());
        for change in hunk.iter_changes() {
            let (colour, sign) = match change.tag() {
                ChangeTag::Delete => ("\u{1b}[31m", '-'),
                ChangeTag::Insert => ("\u{1b}[32m", '+'),
                ChangeTag::Equal => ("", ' '),
            };
            let end = if colour.is_empty() { "" } else { "\u{1b}[0m" };
            let _ = writeln!(text, "{colour}{sign}{}{end}", change.value().trim_end_matches('\n'));
        }
    }
    text
}
