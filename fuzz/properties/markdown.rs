//! A page with the files it includes: every character of every example must be the one that
//! stands in the file at the place it is said to come from.

use proofpress::source::Span;

use super::{findings_hold, holds, text};

#[path = "../../tests/markdown/page.rs"]
mod page;

/// Reads a page. A NUL byte ends it; what follows is the file `a.txt`, and after another one the
/// file `b.md`.
pub(crate) fn markdown(data: &[u8]) {
    let mut parts = data.splitn(3, |&byte| byte == 0).map(text);
    let page = parts.next().unwrap_or_default();
    let files: Vec<(String, String)> =
        ["a.txt", "b.md"].into_iter().map(String::from).zip(parts).collect();
    let read = page::Read::with_files(&page, &files);
    findings_hold(&read.sources, &read.findings);
    if let Err(why) = read.check_mapping() {
        panic!("{why}");
    }
    let body = read.document.body.as_str();
    for example in &read.document.examples {
        holds(body, example.span, "an example");
        let opening = example.opening;
        holds(&read.sources.get(opening.source).text, opening.span, "an opening");
        assert_eq!(example.attribute_locations.len(), example.fence.attributes.len());
        for location in &example.attribute_locations {
            holds(&read.sources.get(location.source).text, location.span, "an attribute");
        }
    }
    for heading in &read.document.headings {
        let location = heading.location;
        holds(&read.sources.get(location.source).text, location.span, "a heading");
        assert!(!heading.id.is_empty(), "a heading without an id");
    }
    for link in &read.document.links {
        holds(&read.sources.get(link.location.source).text, link.location.span, "a link");
    }
    // Any range of the page has a place.
    for (start, _) in body.char_indices().step_by(7) {
        let end = body[start..].chars().next().map_or(start, |next| start + next.len_utf8());
        let location = read.document.body.locate(Span::new(start, end));
        holds(&read.sources.get(location.source).text, location.span, "a character");
    }
    assert_eq!(read.html(), page::Read::with_files(&page, &files).html());
}
