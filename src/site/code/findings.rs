//! Findings inside a code block: on which line each stands, and how it reads.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::Around;
use crate::check::ExampleReport;
use crate::diagnostic::Finding;
use crate::fence::Display;
use crate::highlight::escaped;
use crate::markdown::Example;
use crate::source::Span;

/// The findings of an example, by the line they begin on, from zero.
#[derive(Default)]
pub(super) struct Placed<'a> {
    lines: BTreeMap<usize, Vec<&'a Finding>>,
    /// The characters to underline, for each line that has any.
    marks: BTreeMap<usize, Range<usize>>,
    /// Findings about no line of the example.
    outside: Vec<&'a Finding>,
    /// The rules that the page says would report.
    expected: &'a [String],
}

impl<'a> Placed<'a> {
    pub(super) fn new(example: &Example, report: Option<&'a ExampleReport>) -> Self {
        let expected = report.map(|report| report.expected.as_slice()).unwrap_or_default();
        let mut placed = Self { expected, ..Self::default() };
        for finding in report.into_iter().flat_map(|report| &report.findings) {
            match place(example, finding) {
                Some((line, mark)) => {
                    placed.lines.entry(line).or_default().push(finding);
                    placed.marks.entry(line).or_insert(mark);
                }
                None => placed.outside.push(finding),
            }
        }
        placed
    }

    /// Adds the findings that begin on a line.
    pub(super) fn write_on(&self, html: &mut String, line: usize, around: &Around<'_>) {
        for finding in self.lines.get(&line).into_iter().flatten() {
            self.note(html, finding, around);
        }
    }

    /// What to underline on a line.
    pub(super) fn marks(&self, line: usize) -> Option<Range<usize>> {
        self.marks.get(&line).cloned()
    }

    /// Adds the findings on hidden lines and on none.
    pub(super) fn write_rest(&self, html: &mut String, display: &Display, around: &Around<'_>) {
        let hidden = { &self.lines }.iter().filter(|(line, _)| display.hidden.contains(**line + 1));
        for finding in hidden.flat_map(|(_, findings)| findings).chain(&self.outside) {
            self.note(html, finding, around);
        }
    }

    fn note(&self, html: &mut String, finding: &Finding, around: &Around<'_>) {
        note(html, finding, self.expected.contains(&finding.rule), around);
    }
}

/// The line a finding begins on, and the characters of it that it is about.
fn place(example: &Example, finding: &Finding) -> Option<(usize, Range<usize>)> {
    let at = finding.location;
    let mut from = 0;
    for (number, line) in example.text.as_str().split_inclusive('\n').enumerate() {
        let span = Span::new(from, from + line.trim_end().len());
        from += line.len();
        let origin = example.text.locate(span);
        let here = origin.source == at.source
            && (origin.span.start..=origin.span.end).contains(&at.span.start);
        if !here {
            continue;
        }
        let exact = origin.span.len() == span.len();
        let indent = line.len() - line.trim_start().len();
        let (start, end) = if exact {
            let start = at.span.start - origin.span.start;
            (start.max(indent), at.span.end.saturating_sub(origin.span.start).min(span.len()))
        } else {
            (indent, span.len())
        };
        let chars = |to: usize| line.get(..to).map_or(0, |text| text.chars().count());
        return Some((number, chars(start)..chars(end.max(start))));
    }
    None
}

/// A finding in words.
fn note(html: &mut String, finding: &Finding, expected: bool, around: &Around<'_>) {
    let kind = if expected { "expected" } else { finding.severity.name() };
    let _ = write!(
        html,
        "<span class=\"note note-{kind}\" data-pagefind-ignore><span class=\"note-text\"{}>",
        around.words.foreign()
    );
    let _ = write!(html, "{} ", code_words(&finding.message));
    let rule = escaped(&finding.rule);
    match (around.rule_url)(&finding.rule) {
        Some(url) => {
            let _ = write!(html, "<a class=\"note-rule\" href=\"{}\">{rule}</a>", escaped(&url));
        }
        None => {
            let _ = write!(html, "<span class=\"note-rule\">{rule}</span>");
        }
    }
    if let Some(help) = finding.help.as_deref().filter(|_| !expected) {
        let _ = write!(html, "<span class=\"note-help\">{}</span>", code_words(help));
    }
    html.push_str("</span></span>");
}

/// Text with what stands between backticks as code.
pub(crate) fn code_words(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // An odd backtick out means nothing.
    if parts.len().is_multiple_of(2) {
        return escaped(text);
    }
    let word = |(at, part): (usize, &&str)| match at % 2 {
        0 => escaped(part),
        _ => format!("<code>{}</code>", escaped(part)),
    };
    parts.iter().enumerate().map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backticks_become_code() {
        assert_eq!(code_words("`a<b` is not `c`"), "<code>a&lt;b</code> is not <code>c</code>");
        assert_eq!(code_words("a ` b"), "a ` b");
    }
}
