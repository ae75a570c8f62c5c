//! A diff in the colours of the language that was changed: `diff lang=python`.

use super::line::{Line, Looks};
use crate::highlight::{Colours, escaped};

/// The lines of a diff. Each loses its sign; the theme shows it again, so that it is not copied.
pub(super) fn lines(lang: &str, text: &str, colours: &Colours) -> Vec<Line> {
    let lines: Vec<&str> = text.lines().collect();
    let headers: Vec<bool> = (0..lines.len()).map(|at| is_header(&lines, at)).collect();
    // Coloured as two texts: what it was, and what it is.
    let part = |without: char| -> Vec<String> {
        let kept = |(line, is_header): (&&str, &bool)| match line.starts_with(without) {
            true => String::from("\n"),
            false if *is_header => String::from("\n"),
            false => format!("{}\n", line.get(1..).unwrap_or_default()),
        };
        let kept: String = lines.iter().zip(&headers).map(kept).collect();
        colours.lines(lang, &kept)
    };
    let (old, new) = (part('+'), part('-'));
    let line = |(at, line): (usize, &&str)| {
        let take = |part: &[String]| part.get(at).cloned().unwrap_or_default();
        if headers[at] {
            let html = format!("<span class=\"hl-c\">{}</span>", escaped(line));
            return Line::code(html).looking([Looks::Head]);
        }
        match line.chars().next() {
            Some('+') => Line::code(take(&new)).looking([Looks::Inserted]),
            Some('-') => Line::code(take(&old)).looking([Looks::Deleted]),
            Some(' ') | None => Line::code(take(&new)),
            Some(_) => Line::code(escaped(line)),
        }
    };
    lines.iter().enumerate().map(line).collect()
}

/// Whether a line tells of the change and is no part of what was changed.
fn is_header(lines: &[&str], at: usize) -> bool {
    let starts = |at: Option<usize>, start: &str| {
        at.and_then(|at| lines.get(at)).is_some_and(|line| line.starts_with(start))
    };
    // The names of files come in pairs; alone, such a line is a comment that was changed.
    let names = starts(Some(at), "--- ") && starts(Some(at + 1), "+++ ")
        || starts(Some(at), "+++ ") && starts(at.checked_sub(1), "--- ");
    names || ["@@ ", "diff ", "index ", "\\ "].iter().any(|start| starts(Some(at), start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_comment_is_no_header() {
        let lines = ["--- a.sql", "+++ b.sql", "@@ -1 +1 @@", "--- old", " x"];
        let headers: Vec<bool> = (0..lines.len()).map(|at| is_header(&lines, at)).collect();
        assert_eq!(headers, [true, true, true, false, false]);
    }
}
