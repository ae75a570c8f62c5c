//! The block at the top of a page.

use proofpress::content::FrontMatter;
use proofpress::source::Sources;

use super::{findings_hold, text};

/// Splits the text into front matter and Markdown.
pub(crate) fn front_matter(data: &[u8]) {
    let page = text(data);
    let mut sources = Sources::default();
    let source = sources.add("page.md", page.as_str());
    let (front, start, findings) = FrontMatter::split(&page, source);
    assert!(page.is_char_boundary(start), "the Markdown starts at {start}");
    findings_hold(&sources, &findings);

    let (again, same, found) = FrontMatter::split(&page, source);
    assert_eq!((&front, start), (&again, same));
    assert_eq!(findings, found);
    // What follows is not front matter again unless it looks like it.
    let rest = &page[start..];
    let bare = rest.strip_prefix('\u{feff}').unwrap_or(rest);
    if start > 3 && !bare.starts_with("+++") && !bare.starts_with("---") {
        assert_eq!(
            FrontMatter::split(rest, source).1,
            usize::from(rest.starts_with('\u{feff}')) * 3
        );
    }
}
