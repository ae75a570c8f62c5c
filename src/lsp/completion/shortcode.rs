//! Calls in Markdown: shortcodes and their arguments, values, and the one function there is.

use lsp_types::{CompletionItem, CompletionItemKind as Kind};

use super::super::view::View;
use super::item::{Items, Told};
use crate::source::Span;

/// The values every page can show, and what they are.
const VALUES: [(&str, &str); 14] = [
    ("page.authors", "who wrote the page"),
    ("page.category", "what the page belongs to"),
    ("page.date", "when the page was published"),
    ("page.description", "what the page is about"),
    ("page.extra", "the table `extra` of the page"),
    ("page.path", "the file, below the content folder"),
    ("page.tags", "what the page is about, in words"),
    ("page.title", "the page's title"),
    ("page.updated", "when the page was last changed"),
    ("site.base_url", "where the site is served"),
    ("site.description", "what the site is about"),
    ("site.language", "the site's language"),
    ("site.repository", "the source repository"),
    ("site.title", "the site's name"),
];

/// What can be written in a call; nothing outside of one.
pub(super) fn complete(view: &View<'_>, offset: usize) -> Vec<CompletionItem> {
    let (start, line) = view.lines().line(offset);
    let Some(before) = line.get(..offset - start) else { return Vec::new() };
    let open = before.rfind("{{").max(before.rfind("{%"));
    let Some(open) = open.filter(|&at| !before[..at].ends_with('\\')) else { return Vec::new() };
    let typed = &before[open + 2..];
    if typed.contains("}}") || typed.contains("%}") {
        return Vec::new();
    }
    let body = before[open..].starts_with("{%");
    match typed.split_once('(') {
        Some((name, arguments)) => inside(view, name.trim(), arguments, offset),
        None => names(view, typed.trim_start(), body, offset),
    }
}

fn names(view: &View<'_>, typed: &str, body: bool, offset: usize) -> Vec<CompletionItem> {
    let mut items = Items::new(view, Span::new(offset - typed.len(), offset));
    for (name, shortcode) in &view.index.shortcodes {
        let arguments: Vec<&str> = shortcode.arguments.iter().map(String::as_str).collect();
        let detail = format!("shortcode ({})", arguments.join(", "));
        if shortcode.has_body == body {
            let form =
                if arguments.is_empty() { format!("{name}()") } else { format!("{name}($)") };
            items.add(name, &form, Kind::FUNCTION, Told { detail: &detail, about: "" });
        }
    }
    if body {
        items.add("end", "end", Kind::KEYWORD, Told { detail: "ends a body", about: "" });
        return items.finish();
    }
    for (name, about) in VALUES {
        items.add(name, name, Kind::VARIABLE, Told { detail: about, about: "" });
    }
    for key in &view.index.extra {
        let name = format!("extra.{key}");
        items.add(&name, &name, Kind::VARIABLE, Told { detail: "of `[extra]`", about: "" });
    }
    let link = Told { detail: "the address of a page", about: "" };
    items.add("link", "link(page=\"@/$\")", Kind::FUNCTION, link);
    let include = Told { detail: "the text of a file", about: "" };
    items.add("include", "include(\"$\")", Kind::FUNCTION, include);
    items.finish()
}

/// What can be written between the brackets of a call: names of arguments, and pages for `link`.
fn inside(view: &View<'_>, name: &str, typed: &str, offset: usize) -> Vec<CompletionItem> {
    if typed.matches('"').count() % 2 == 1 {
        let open = typed.rfind('"').map_or(0, |at| at + 1);
        let text = &typed[open..];
        if name != "link" {
            return Vec::new();
        }
        let mut items = Items::new(view, Span::new(offset - text.len(), offset));
        for (path, page) in view.index.pages.iter().filter(|(_, page)| page.file.is_some()) {
            let written = format!("@/{path}");
            items.add(&written, &written, Kind::FILE, Told { detail: &page.title, about: "" });
        }
        return items.finish();
    }
    let word = typed.rsplit([',', ' ']).next().unwrap_or_default();
    if word.contains('=') {
        return Vec::new();
    }
    let mut items = Items::new(view, Span::new(offset - word.len(), offset));
    if let Some(shortcode) = view.index.shortcodes.get(name) {
        for argument in &shortcode.arguments {
            let form = format!("{argument}=\"$\"");
            items.add(argument, &form, Kind::PROPERTY, Told::default());
        }
    }
    items.finish()
}
