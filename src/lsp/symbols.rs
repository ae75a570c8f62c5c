//! The outline of a page: its headings as they are nested, and its examples below them.

use lsp_types::{DocumentSymbol, SymbolKind};

use super::view::View;
use crate::markdown::Example;
use crate::source::Span;

/// The outline; empty for a file that is no page.
pub fn of(view: &View<'_>) -> Vec<DocumentSymbol> {
    if view.page_path().is_none() {
        return Vec::new();
    }
    let page = view.page();
    let document = &page.document;
    let lines = view.lines();
    let headings = document.headings.iter().map(|heading| {
        let span = heading.location.span;
        Entry { level: heading.level, span, name: named(&heading.text), detail: None }
    });
    let examples = document.examples.iter().map(|example| {
        let span = document.body.locate(example.span).span;
        Entry {
            level: EXAMPLE,
            span,
            name: title(example),
            detail: Some(example.fence.lang.clone()),
        }
    });
    let mut entries: Vec<Entry> = headings.chain(examples).collect();
    entries.sort_by_key(|entry| entry.span);
    let mut entries = entries.as_slice();
    let end = view.text.len();
    nest(&mut entries, 0, end, &|span| lines.range(span))
}

/// The level of an example: below every heading.
const EXAMPLE: u8 = 7;

struct Entry {
    level: u8,
    span: Span,
    name: String,
    detail: Option<String>,
}

/// Takes the entries of a deeper level than `above` off the front, as trees. `end` is where what
/// holds them ends.
#[expect(deprecated, reason = "the type has a field that nobody should use")]
fn nest(
    entries: &mut &[Entry],
    above: u8,
    end: usize,
    range: &dyn Fn(Span) -> lsp_types::Range,
) -> Vec<DocumentSymbol> {
    let mut symbols = Vec::new();
    while let Some((entry, rest)) = entries.split_first().filter(|(entry, _)| entry.level > above) {
        *entries = rest;
        let is_example = entry.level == EXAMPLE;
        let next = rest.iter().find(|other| other.level <= entry.level);
        let own_end = match next {
            Some(next) if !is_example => next.span.start.min(end),
            _ if is_example => entry.span.end,
            _ => end,
        };
        let children = nest(entries, entry.level, own_end, range);
        symbols.push(DocumentSymbol {
            name: entry.name.clone(),
            detail: entry.detail.clone().filter(|detail| !detail.is_empty()),
            kind: if is_example { SymbolKind::OBJECT } else { SymbolKind::STRING },
            tags: None,
            deprecated: None,
            range: range(Span::new(entry.span.start, own_end.max(entry.span.end))),
            selection_range: range(entry.span),
            children: (!children.is_empty()).then_some(children),
        });
    }
    symbols
}

/// Editors refuse a symbol without a name.
fn named(text: &str) -> String {
    if text.trim().is_empty() { "(no text)".to_owned() } else { text.to_owned() }
}

/// What an example is called: its title, its name, or its first line.
fn title(example: &Example) -> String {
    let given = example.fence.display.title.as_deref().or_else(|| example.fence.get("name"));
    let first = || example.text.as_str().lines().find(|line| !line.trim().is_empty());
    let text = given.or_else(first).unwrap_or_default().trim();
    named(&text.chars().take(60).collect::<String>())
}
