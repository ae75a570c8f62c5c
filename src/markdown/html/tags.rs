//! Tags that are the same wherever they stand.

use pulldown_cmark::{BlockQuoteKind, Tag, TagEnd};

use super::Labels;
use super::escape;

/// How a tag opens, and whether it stands on a line of its own.
pub(super) fn opening(tag: &Tag<'_>) -> (&'static str, bool) {
    match tag {
        Tag::Paragraph => ("<p>", true),
        Tag::BlockQuote(None) => ("<blockquote>\n", true),
        Tag::List(None) => ("<ul>\n", true),
        Tag::List(Some(1)) => ("<ol>\n", true),
        Tag::Item => ("<li>", true),
        Tag::DefinitionList => ("<dl>\n", true),
        Tag::DefinitionListTitle => ("<dt>", true),
        Tag::DefinitionListDefinition => ("<dd>", true),
        Tag::Emphasis => ("<em>", false),
        Tag::Strong => ("<strong>", false),
        Tag::Strikethrough => ("<del>", false),
        Tag::Superscript => ("<sup>", false),
        Tag::Subscript => ("<sub>", false),
        _ => ("", false),
    }
}

/// How a tag closes.
pub(super) fn closing(tag: TagEnd) -> &'static str {
    match tag {
        TagEnd::Paragraph => "</p>\n",
        TagEnd::BlockQuote(None) => "</blockquote>\n",
        TagEnd::BlockQuote(Some(_)) => "</div>\n",
        TagEnd::List(true) => "</ol>\n",
        TagEnd::List(false) => "</ul>\n",
        TagEnd::Item => "</li>\n",
        TagEnd::DefinitionList => "</dl>\n",
        TagEnd::DefinitionListTitle => "</dt>\n",
        TagEnd::DefinitionListDefinition => "</dd>\n",
        TagEnd::Emphasis => "</em>",
        TagEnd::Strong => "</strong>",
        TagEnd::Strikethrough => "</del>",
        TagEnd::Superscript => "</sup>",
        TagEnd::Subscript => "</sub>",
        TagEnd::Link => "</a>",
        _ => "",
    }
}

/// Opens an alert and gives it its title.
pub(super) fn alert(html: &mut String, kind: BlockQuoteKind, labels: &Labels<'_>) {
    let (class, position) = match kind {
        BlockQuoteKind::Note => ("note", 0),
        BlockQuoteKind::Tip => ("tip", 1),
        BlockQuoteKind::Important => ("important", 2),
        BlockQuoteKind::Warning => ("warning", 3),
        BlockQuoteKind::Caution => ("caution", 4),
    };
    html.push_str("<div class=\"alert alert-");
    html.push_str(class);
    html.push_str("\" role=\"note\">\n<p class=\"alert-title\">");
    escape::text(html, labels.alerts[position]);
    html.push_str("</p>\n");
}

/// Whether an address leads to another site.
pub(super) fn is_external(address: &str) -> bool {
    ["http://", "https://", "//"].iter().any(|scheme| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}
