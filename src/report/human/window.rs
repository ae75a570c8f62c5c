//! The lines of source around a place, and of a very long line only what is near.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Origin, Snippet};

use crate::source::{Location, Position, Sources, Span};

/// Lines shown before and after the place of a finding.
const CONTEXT: usize = 1;

/// A finding over more lines than this shows its first lines only.
const MOST_LINES: usize = 12;

/// Where a line is longer than this, in bytes, a part of one line is shown and nothing around it.
const LONGEST_LINE: usize = 400;

/// What is shown of a long line before its place, in bytes, and from the place on.
const NEAR: (usize, usize) = (60, 120);

/// The part of a file around a place.
pub(super) struct Window<'a> {
    path: &'a str,
    text: Cow<'a, str>,
    /// The number of its first line.
    first_line: usize,
    /// The place, in `text`.
    span: Range<usize>,
    /// Where the place is in the file, if `text` does not tell.
    position: Option<Position>,
}

impl<'a> Window<'a> {
    pub(super) fn around(sources: &'a Sources, location: Location) -> Self {
        let file = sources.get(location.source);
        let text = file.text.as_str();
        let Span { start, end } = location.span;
        let (start, end) = (floor(text, start), floor(text, end.max(start)));
        let lines = lines(text, start, end);
        let shown = text[lines.clone()].trim_end_matches(['\n', '\r']);
        let cut = |at: usize| (at - lines.start).min(shown.len());
        let span = cut(start)..cut(end.min(lines.end));
        let window = Self {
            path: &file.path,
            text: Cow::Borrowed(shown),
            first_line: file.position(lines.start).line,
            span,
            position: None,
        };
        if shown.lines().all(|line| line.len() <= LONGEST_LINE) {
            return window;
        }
        let position = file.position(start);
        Self { first_line: position.line, position: Some(position), ..window.narrowed() }
    }

    /// One line, and of that what is near the place.
    fn narrowed(self) -> Self {
        let line = self.text[..self.span.start].rfind('\n').map_or(0, |at| at + 1);
        let rest = &self.text[line..];
        let rest = rest.lines().next().unwrap_or_default();
        let (start, end) = (self.span.start - line, self.span.end - line);
        let start = start.min(rest.len());
        let from = floor(rest, start.saturating_sub(NEAR.0));
        let to = floor(rest, start + NEAR.1);
        let before = if from > 0 { "…" } else { "" };
        let after = if to < rest.len() { "…" } else { "" };
        let place = |at: usize| before.len() + at.min(to) - from;
        Self {
            span: place(start)..place(end.max(start)),
            text: Cow::Owned(format!("{before}{}{after}", &rest[from..to])),
            ..self
        }
    }

    /// Adds the window to what is said, with its place marked.
    pub(super) fn show<'g>(
        &'g self,
        group: Group<'g>,
        kind: AnnotationKind,
        label: Option<&'g str>,
    ) -> Group<'g> {
        let mark = kind.span(self.span.clone()).label(label);
        let snippet = Snippet::source(&*self.text).line_start(self.first_line).annotation(mark);
        match self.position {
            None => group.element(snippet.path(self.path)),
            Some(Position { line, column }) => group
                .element(Origin::path(self.path).line(line).char_column(column))
                .element(snippet),
        }
    }
}

/// The lines of a place, and those around them.
fn lines(text: &str, start: usize, end: usize) -> Range<usize> {
    let mut first = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let mut last = start;
    for _ in 0..CONTEXT {
        first = text[..first.saturating_sub(1)].rfind('\n').map_or(0, |at| at + 1);
    }
    for _ in 0..=MOST_LINES + CONTEXT {
        last = text[last..].find('\n').map_or(text.len(), |at| last + at + 1);
        if last > end {
            break;
        }
    }
    for _ in 0..CONTEXT {
        last = text[last..].find('\n').map_or(text.len(), |at| last + at + 1);
    }
    first..last
}

/// The nearest character boundary at or before an offset.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(text: &str, span: Range<usize>) -> (String, Range<usize>, usize) {
        let mut sources = Sources::default();
        let source = sources.add("a.md", text);
        let window =
            Window::around(&sources, Location { source, span: Span::new(span.start, span.end) });
        (window.text.to_string(), window.span, window.first_line)
    }

    #[test]
    fn lines_around_a_place_are_shown() {
        assert_eq!(window("a\nb\ncde\nf\ng\n", 5..6), ("b\ncde\nf".into(), 3..4, 2));
        assert_eq!(window("", 0..0), (String::new(), 0..0, 1));
        assert_eq!(window("a\n", 2..2), ("a".into(), 1..1, 1));
    }

    #[test]
    fn of_a_long_line_the_near_part_is_shown() {
        let long = "é".repeat(1000);
        let text = format!("a\n{long}x{long}\nb\n");
        let at = text.find('x').unwrap();
        let (shown, span, line) = window(&text, at..at + 1);
        assert_eq!((&shown[span], line), ("x", 2));
        assert!(shown.len() < 200 && shown.starts_with('…') && shown.ends_with('…'));
        // To the end of what is shown, where the place goes on.
        let (shown, span, _) = window(&text, at..text.len());
        assert!(shown[span].ends_with('é'));
        // A short line beside a long one.
        assert_eq!(window(&text, 0..1), ("a".into(), 0..1, 1));
    }
}
