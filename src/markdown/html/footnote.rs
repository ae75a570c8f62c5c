//! Footnotes: numbered by first reference, listed at the end, linked both ways.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Labels;
use super::escape;

/// The footnotes of a page while it is written.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// Number and count of references, by name.
    referenced: BTreeMap<String, (usize, usize)>,
    /// Name and HTML, in the order they were written.
    defined: Vec<(String, String)>,
    /// The definition that is being written, and the HTML around it.
    open: Option<(String, String)>,
}

impl Footnotes {
    /// Adds a reference to `html`.
    pub(super) fn reference(&mut self, html: &mut String, name: &str) {
        let next = self.referenced.len() + 1;
        let (number, count) = self.referenced.entry(name.to_owned()).or_insert((next, 0));
        *count += 1;
        let id = reference_id(*number, *count);
        // Writing to a string cannot fail.
        let _ = write!(
            html,
            "<sup class=\"footnote-reference\" id=\"{id}\"><a href=\"#fn-{number}\" \
             role=\"doc-noteref\">{number}</a></sup>"
        );
    }

    /// Starts a definition: what is written from now on is its text.
    pub(super) fn open(&mut self, name: &str, html: &mut String) {
        self.close(html);
        self.open = Some((name.to_owned(), std::mem::take(html)));
    }

    /// Ends the definition.
    pub(super) fn close(&mut self, html: &mut String) {
        if let Some((name, around)) = self.open.take() {
            let text = std::mem::replace(html, around);
            self.defined.push((name, text));
        }
    }

    /// Adds the list of footnotes. Those that nothing refers to come last.
    pub(super) fn list(mut self, html: &mut String, labels: &Labels<'_>) {
        if self.defined.is_empty() {
            return;
        }
        let mut next = self.referenced.len();
        let mut notes = Vec::with_capacity(self.defined.len());
        for (name, text) in std::mem::take(&mut self.defined) {
            let (number, count) = self.referenced.get(&name).copied().unwrap_or_else(|| {
                next += 1;
                (next, 0)
            });
            notes.push((number, count, text));
        }
        notes.sort_by_key(|&(number, ..)| number);
        html.push_str("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        escape::attribute(html, labels.footnotes);
        html.push_str("\">\n<ol>\n");
        for (number, count, text) in notes {
            let _ = writeln!(html, "<li id=\"fn-{number}\" value=\"{number}\">");
            let inner = text.strip_suffix("</p>\n");
            html.push_str(inner.unwrap_or(&text));
            for reference in 1..=count {
                back_link(html, number, reference, labels);
            }
            html.push_str(if inner.is_some() { "</p>\n</li>\n" } else { "</li>\n" });
        }
        html.push_str("</ol>\n</section>\n");
    }
}

fn reference_id(number: usize, count: usize) -> String {
    if count == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{count}") }
}

fn back_link(html: &mut String, number: usize, reference: usize, labels: &Labels<'_>) {
    let id = reference_id(number, reference);
    let _ = write!(html, " <a class=\"footnote-back\" href=\"#{id}\" role=\"doc-backlink\" ");
    html.push_str("aria-label=\"");
    escape::attribute(html, labels.back);
    let _ = write!(html, " {number}\">\u{21a9}</a>");
}
