//! What the attributes say of how a block is shown.

use super::{Attribute, BAD_VALUE, Display, FenceProblem, LineSet, Mark, MarkKind, pattern};
use crate::diagnostic::Severity;

/// The greatest line number that is believed; no page has an example longer than that.
const LAST_LINE: usize = 1_000_000;

/// Reads the display attributes. Problems of the first `known` of them, which were reported
/// when they were read for themselves, are left out.
pub(super) fn read(
    attributes: &[Attribute],
    known: usize,
    problems: &mut Vec<FenceProblem>,
) -> Display {
    let mut display = Display::default();
    let mut file = None;
    for (position, attribute) in attributes.iter().enumerate() {
        let value = attribute.value.as_deref().unwrap_or_default();
        let expected = match attribute.key.as_str() {
            "title" => {
                display.title = Some(value.to_owned());
                None
            }
            "file" => {
                file = Some(value.to_owned());
                None
            }
            "lang" => {
                display.changed_lang = Some(value.to_lowercase()).filter(|lang| !lang.is_empty());
                None
            }
            "wrap" => {
                display.wrap = true;
                None
            }
            "linenos" => first_line(&mut display, value),
            "hide_lines" => lines(&mut display.hidden, value),
            "collapse" => lines(&mut display.collapsed, value),
            "mark-text" => text(&mut display.marks, MarkKind::Highlight, value),
            "highlight" => {
                either(&mut display.highlight, &mut display.marks, MarkKind::Highlight, value)
            }
            "ins" => either(&mut display.inserted, &mut display.marks, MarkKind::Inserted, value),
            "del" => either(&mut display.deleted, &mut display.marks, MarkKind::Deleted, value),
            "focus" => either(&mut display.focus, &mut display.marks, MarkKind::Focus, value),
            _ => None,
        };
        problems.extend(expected.filter(|_| position >= known).map(|what| bad(attribute, what)));
    }
    display.title = display.title.or(file).filter(|title| !title.is_empty());
    display
}

/// What is expected instead of a value that cannot be read; none where it was read.
type Expected = Option<&'static str>;

fn first_line(display: &mut Display, value: &str) -> Expected {
    let first = if value.is_empty() { Some(1) } else { line_number(value) };
    display.first_line_number = first.or(display.first_line_number).or(Some(1));
    first.is_none().then_some("a line number, as in `linenos=10`")
}

fn lines(place: &mut LineSet, value: &str) -> Expected {
    match line_set(value) {
        Some(set) => {
            *place = merged(std::mem::take(place), set);
            None
        }
        None => Some("lines and ranges, as in `1,4-6`"),
    }
}

fn text(marks: &mut Vec<Mark>, kind: MarkKind, value: &str) -> Expected {
    let mark = pattern::read(kind, value, true);
    let unread = mark.is_none();
    marks.extend(mark);
    unread.then_some("a text, or a regular expression between slashes")
}

/// Lines where the value reads as lines, else text.
fn either(place: &mut LineSet, marks: &mut Vec<Mark>, kind: MarkKind, value: &str) -> Expected {
    // What reads as lines lacks nothing.
    lines(place, value)?;
    let mark = pattern::read(kind, value, false);
    let unread = mark.is_none();
    marks.extend(mark);
    unread.then_some("lines and ranges, as in `1,4-6`, or a text, as in `\"word\"` and `/regex/`")
}

fn bad(attribute: &Attribute, expected: &str) -> FenceProblem {
    let value = attribute.value.as_deref().unwrap_or_default();
    let written = if value.is_empty() { &attribute.key } else { value };
    FenceProblem {
        rule: BAD_VALUE,
        severity: Severity::Warning,
        message: format!("`{written}` cannot be read"),
        help: Some(format!("write {expected}")),
        span: attribute.span,
    }
}

fn line_number(text: &str) -> Option<usize> {
    text.parse().ok().filter(|&number| number <= LAST_LINE)
}

/// `1,4-6`, as sorted ranges that do not touch.
fn line_set(text: &str) -> Option<LineSet> {
    let mut ranges = Vec::new();
    for part in text.split([',', ' ']).map(str::trim).filter(|part| !part.is_empty()) {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let range = (line_number(first.trim())?, line_number(last.trim())?);
        if range.0 == 0 || range.1 < range.0 {
            return None;
        }
        ranges.push(range);
    }
    (!ranges.is_empty()).then(|| merged(LineSet::default(), LineSet(ranges)))
}

fn merged(first: LineSet, second: LineSet) -> LineSet {
    let mut ranges = [first.0, second.0].concat();
    ranges.sort_unstable();
    let mut joined: Vec<(usize, usize)> = Vec::with_capacity(ranges.len());
    for (start, end) in ranges {
        match joined.last_mut() {
            Some(last) if start <= last.1 + 1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    LineSet(joined)
}
