//! What the attributes say of how a block is shown.

use super::{Attribute, BAD_VALUE, Display, FenceProblem, LineSet};
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
        let lines = match attribute.key.as_str() {
            "title" => {
                display.title = Some(value.to_owned());
                continue;
            }
            "file" => {
                file = Some(value.to_owned());
                continue;
            }
            "wrap" => {
                display.wrap = true;
                continue;
            }
            "linenos" => {
                let first = if value.is_empty() { Some(1) } else { line_number(value) };
                display.first_line_number = first.or(display.first_line_number).or(Some(1));
                if first.is_none() && position >= known {
                    problems.push(bad(attribute, "a line number, as in `linenos=10`"));
                }
                continue;
            }
            "highlight" => &mut display.highlight,
            "hide_lines" => &mut display.hidden,
            "ins" => &mut display.inserted,
            "del" => &mut display.deleted,
            "focus" => &mut display.focus,
            _ => continue,
        };
        match line_set(value) {
            Some(set) => *lines = merged(std::mem::take(lines), set),
            None if position >= known => {
                problems.push(bad(attribute, "lines and ranges, as in `1,4-6`"));
            }
            None => {}
        }
    }
    display.title = display.title.or(file).filter(|title| !title.is_empty());
    display
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
