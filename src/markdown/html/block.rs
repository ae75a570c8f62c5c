//! How `:::` blocks begin and end.

use super::{Labels, escape, inline};
use crate::markdown::block::{Alert, Block, Kind};
use crate::markdown::text::plain_text;

/// Opens a block; gives what closes it.
pub(super) fn open(html: &mut String, block: &Block<'_>, labels: &Labels<'_>) -> &'static str {
    match block.kind {
        Kind::Alert(alert) => {
            let (class, label) = alert_words(alert, labels);
            let title = if block.title.is_empty() { label } else { block.title };
            match block.open {
                Some(is_open) => foldable(html, class, title, is_open, block.id),
                None => boxed(html, class, title, block.id),
            }
        }
        Kind::Details => {
            let title = if block.title.is_empty() { labels.details } else { block.title };
            foldable(html, "details", title, block.open == Some(true), block.id)
        }
        Kind::Tab => tab(html, block.title, block.id),
        Kind::Tabs => plain(html, "tab-set", block.id),
        Kind::CodeGroup => plain(html, "tab-set code-group", block.id),
        Kind::Files => plain(html, "files", block.id),
        Kind::Steps => plain(html, "steps", block.id),
        Kind::Unknown => plain(html, "", block.id),
    }
}

/// Opens a panel. Without a script, its label stands above it.
pub(super) fn tab(html: &mut String, label: &str, id: &str) -> &'static str {
    html.push_str("<div class=\"tab-panel\"");
    attribute(html, "id", id);
    html.push_str(" data-label=\"");
    escape::attribute(html, &plain_text(label));
    html.push_str("\">\n<p class=\"tab-label\">");
    inline::write(html, label);
    html.push_str("</p>\n");
    "</div>\n"
}

fn alert_words<'a>(alert: Alert, labels: &Labels<'a>) -> (&'static str, &'a str) {
    match alert {
        Alert::Note => ("note", labels.alerts[0]),
        Alert::Tip => ("tip", labels.alerts[1]),
        Alert::Important => ("important", labels.alerts[2]),
        Alert::Warning => ("warning", labels.alerts[3]),
        Alert::Caution => ("caution", labels.alerts[4]),
        Alert::Info => ("info", labels.alerts[5]),
        Alert::Danger => ("danger", labels.alerts[6]),
    }
}

fn boxed(html: &mut String, class: &str, title: &str, id: &str) -> &'static str {
    html.push_str("<div class=\"alert alert-");
    html.push_str(class);
    html.push('"');
    attribute(html, "id", id);
    html.push_str(" role=\"note\">\n<p class=\"alert-title\">");
    inline::write(html, title);
    html.push_str("</p>\n");
    "</div>\n"
}

fn foldable(html: &mut String, class: &str, title: &str, open: bool, id: &str) -> &'static str {
    html.push_str("<details class=\"alert alert-");
    html.push_str(class);
    html.push('"');
    attribute(html, "id", id);
    html.push_str(if open { " open>\n" } else { ">\n" });
    html.push_str("<summary class=\"alert-title\">");
    inline::write(html, title);
    html.push_str("</summary>\n");
    "</details>\n"
}

fn plain(html: &mut String, class: &str, id: &str) -> &'static str {
    html.push_str("<div");
    attribute(html, "class", class);
    attribute(html, "id", id);
    html.push_str(">\n");
    "</div>\n"
}

/// Adds an attribute that has a value.
fn attribute(html: &mut String, name: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    escape::attribute(html, value);
    html.push('"');
}
