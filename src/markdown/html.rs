//! From a [`Document`] to HTML: the body of a page, without the theme around it.
//!
//! What code blocks look like and where links lead is the caller's business, through the hooks
//! of [`RenderOptions`]. Raw HTML passes through; `proof:` comments do not.

mod block;
pub(super) mod escape;
mod files;
mod footnote;
mod image;
mod inline;
mod table;
mod tags;
mod writer;

use super::{Document, Example};
use crate::source::{MappedText, Sources, Span};

/// How a document is turned into HTML.
#[derive(Clone, Copy)]
pub struct RenderOptions<'a> {
    /// The HTML of a code block.
    pub code: &'a dyn Fn(&Example) -> String,
    /// Where a link or an image leads instead; none leaves it as written.
    pub link: &'a dyn Fn(&str) -> Option<String>,
    /// What is known of an image, by its target as written.
    pub picture: &'a dyn Fn(&str) -> Option<Picture>,
    /// What stands in the place of a stretch of raw HTML; none leaves it as written.
    pub html: &'a dyn Fn(&str) -> Option<String>,
    /// The words the page adds to what its writer wrote.
    pub labels: Labels<'a>,
}

/// An image as it is published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Width and height in pixels.
    pub size: Option<(u32, u32)>,
    /// The same picture in better formats, the best first.
    pub sources: Vec<PictureSource>,
    /// The same picture in other sizes of its own format: a `srcset`, or nothing.
    pub srcset: String,
}

/// A picture in another format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureSource {
    /// `image/avif`
    pub media_type: &'static str,
    /// Addresses and widths, as in HTML's `srcset`.
    pub srcset: String,
}

/// Words put into a page, in the language of the site.
#[derive(Clone, Copy, Debug)]
pub struct Labels<'a> {
    /// Titles of alerts: note, tip, important, warning, caution, info, danger.
    pub alerts: [&'a str; 7],
    /// The title of a folded block that has none.
    pub details: &'a str,
    /// What a link to a heading is called; the heading's text follows.
    pub permalink: &'a str,
    /// What the list of footnotes is called.
    pub footnotes: &'a str,
    /// What the link from a footnote back to its place is called; its number follows.
    pub back: &'a str,
}

impl Default for Labels<'_> {
    fn default() -> Self {
        Self {
            alerts: ["Note", "Tip", "Important", "Warning", "Caution", "Info", "Danger"],
            details: "Details",
            permalink: "Link to this section:",
            footnotes: "Footnotes",
            back: "Back to the text, note",
        }
    }
}

impl Default for RenderOptions<'_> {
    fn default() -> Self {
        Self {
            code: &plain_code,
            link: &|_| None,
            picture: &|_| None,
            html: &|_| None,
            labels: Labels::default(),
        }
    }
}

impl std::fmt::Debug for RenderOptions<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RenderOptions").field("labels", &self.labels).finish_non_exhaustive()
    }
}

/// The HTML of a page's body.
pub fn render(document: &Document, options: &RenderOptions<'_>) -> String {
    writer::write(document, options, false)
}

/// The HTML of a text as CommonMark and GitHub's specification have it, with nothing of ours: no
/// heading ids, no attributes for browsers, no wrapping.
pub fn render_plain(text: &str) -> String {
    let source = Sources::default().add("", "");
    let body = MappedText::of_source(source, text, Span::new(0, text.len()));
    let (document, _) = super::parse(&body);
    writer::write(&document, &RenderOptions::default(), true)
}

/// A code block as CommonMark has it: `<pre><code class="language-…">`.
pub fn plain_code(example: &Example) -> String {
    let mut html = String::from("<pre><code");
    if !example.fence.lang.is_empty() {
        html.push_str(" class=\"language-");
        escape::attribute(&mut html, &example.fence.lang);
        html.push('"');
    }
    html.push('>');
    escape::text(&mut html, example.text.as_str());
    html.push_str("</code></pre>\n");
    html
}
