//! Markdown of one line where only words may stand: titles of blocks, captions.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::escape;
use crate::markdown::events::{self, Step};

/// Keeps the line from being a list, a heading or a fence.
const BEFORE: &str = "x ";

/// Adds a line with its emphasis and code; links are their words.
pub(super) fn write(html: &mut String, markdown: &str) {
    let mut skipped = false;
    events::visit_plain(&format!("{BEFORE}{markdown}"), |step, _| {
        let Step::Event(event) = step else { return };
        match event {
            Event::Text(text) if !skipped => {
                skipped = true;
                escape::text(html, text.strip_prefix(BEFORE).unwrap_or(&text));
            }
            Event::Text(text) | Event::InlineHtml(text) => escape::text(html, &text),
            Event::Code(text) => {
                html.push_str("<code>");
                escape::text(html, &text);
                html.push_str("</code>");
            }
            Event::Start(Tag::Emphasis) => html.push_str("<em>"),
            Event::End(TagEnd::Emphasis) => html.push_str("</em>"),
            Event::Start(Tag::Strong) => html.push_str("<strong>"),
            Event::End(TagEnd::Strong) => html.push_str("</strong>"),
            Event::Start(Tag::Strikethrough) => html.push_str("<del>"),
            Event::End(TagEnd::Strikethrough) => html.push_str("</del>"),
            _ => {}
        }
    });
}
