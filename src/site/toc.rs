//! A page's own contents: its second and third level headings.

use serde::Serialize;

use crate::markdown::Heading;

/// One entry and what stands under it.
#[derive(Debug, Serialize)]
pub(super) struct TocEntry {
    /// The heading's id.
    id: String,
    /// Its text, as inline HTML.
    html: String,
    children: Vec<TocEntry>,
}

/// Second level headings, with the third level under them. A third level heading before any
/// second stands by itself.
pub(super) fn contents(headings: &[Heading]) -> Vec<TocEntry> {
    let mut entries: Vec<TocEntry> = Vec::new();
    for heading in headings {
        let entry = TocEntry {
            id: heading.id.clone(),
            html: without_links(&heading.html),
            children: Vec::new(),
        };
        match (heading.level, entries.last_mut()) {
            (2, _) | (3, None) => entries.push(entry),
            (3, Some(parent)) => parent.children.push(entry),
            _ => {}
        }
    }
    entries
}

/// The contents of a page that has its parts, by id and text, and no Markdown.
pub(super) fn of_parts(parts: &[(&str, &str)]) -> Vec<TocEntry> {
    let entry = |(id, text): &(&str, &str)| TocEntry {
        id: (*id).to_owned(),
        html: crate::highlight::escaped(text),
        children: Vec::new(),
    };
    parts.iter().map(entry).collect()
}

/// A link in a heading would be a link in a link.
fn without_links(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, after) = tag.split_at(end);
        if !(tag.starts_with("<a ") || tag == "<a>" || tag == "</a>") {
            out.push_str(tag);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_taken_out_and_other_markup_stays() {
        assert_eq!(
            without_links("a <a href=\"x\"><code>b</code></a> &lt;c"),
            "a <code>b</code> &lt;c"
        );
    }
}
