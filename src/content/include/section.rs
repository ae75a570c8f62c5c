//! A part of a Markdown file: what stands below one of its headings.

use crate::content::FrontMatter;
use crate::markdown;
use crate::source::{MappedText, SourceId, Span};

/// From the heading of that id or text to the next one that is not below it; none where there is
/// no such heading.
pub(super) fn select(text: &str, source: SourceId, name: &str) -> Option<Vec<Span>> {
    let (_, start, _) = FrontMatter::split(text, source);
    let body = MappedText::of_source(source, text, Span::new(start, text.len()));
    let (document, _) = markdown::parse(&body);
    let headings = &document.headings;
    let is_wanted = |heading: &&markdown::Heading| heading.id == name || heading.text == name;
    let at = headings.iter().position(|heading| is_wanted(&heading))?;
    let level = headings[at].level;
    let next = headings[at + 1..].iter().find(|heading| heading.level <= level);
    let end = next.map_or(text.len(), |heading| heading.location.span.start);
    Some(vec![Span::new(headings[at].location.span.start, end)])
}

/// The ids of its headings.
pub(super) fn ids(text: &str, source: SourceId) -> Vec<String> {
    let body = MappedText::of_source(source, text, Span::new(0, text.len()));
    let (document, _) = markdown::parse(&body);
    document.headings.into_iter().map(|heading| heading.id).collect()
}

/// Where the Markdown of a file begins: after its front matter.
pub(super) fn start(text: &str, source: SourceId) -> usize {
    FrontMatter::split(text, source).1
}
