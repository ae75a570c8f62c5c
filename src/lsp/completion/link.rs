//! Where a link can lead: pages, their headings, static files, and definitions of the page.

use lsp_types::{CompletionItem, CompletionItemKind as Kind};

use super::super::index::{HeadingEntry, Target, resolve};
use super::super::view::{OpenPage, View};
use super::MOST;
use super::item::{Items, Told};
use crate::links::address::{decoded, relative};
use crate::source::Span;

/// What an open destination or label has so far.
#[derive(Debug, PartialEq, Eq)]
enum Typed<'t> {
    /// `](guide/dr`; whether it is that of a picture.
    Target(&'t str, bool),
    /// `[text][la`
    Label(&'t str),
}

/// What can be written where a link is open.
pub(super) fn complete(view: &View<'_>, page: &OpenPage<'_>, offset: usize) -> Vec<CompletionItem> {
    let (start, line) = view.lines().line(offset);
    match line.get(..offset - start).and_then(typed) {
        Some(Typed::Label(label)) => {
            let mut items = Items::new(view, Span::new(offset - label.len(), offset));
            for (name, target) in definitions(view.text) {
                items.add(name, name, Kind::REFERENCE, Told { detail: target, about: "" });
            }
            items.finish()
        }
        Some(Typed::Target(target, picture)) => match target.split_once('#') {
            Some((path, anchor)) => anchors(view, page, path, (anchor, offset)),
            None => files(view, target, picture, offset),
        },
        None => Vec::new(),
    }
}

/// What is open at the end of a line's beginning.
fn typed(before: &str) -> Option<Typed<'_>> {
    let destination = |open: usize| {
        let target = before[open..].trim_start_matches('<');
        let picture = opening(&before[..open - 1]).is_some_and(|at| before[..at].ends_with('!'));
        let is_open = !target.contains([')', '>', ' ', '"']);
        is_open.then_some(Typed::Target(target, picture))
    };
    if let Some(at) = before.rfind("](")
        && let Some(found) = destination(at + 2)
    {
        return Some(found);
    }
    // `[label]: target`
    let trimmed = before.trim_start();
    if trimmed.starts_with('[')
        && let Some((label, target)) = trimmed.split_once("]:")
        && !label[1..].contains(['[', ']'])
    {
        let target = target.trim_start().trim_start_matches('<');
        return (!target.contains([' ', '>'])).then_some(Typed::Target(target, false));
    }
    let at = before.rfind("][")?;
    let label = &before[at + 2..];
    (!label.contains(']')).then_some(Typed::Label(label))
}

/// Where the bracket opens that the last one of a text closes.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices().rev() {
        match c {
            ']' => depth += 1,
            '[' => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// The definitions of a text: label and target.
fn definitions(text: &str) -> Vec<(&str, &str)> {
    let definition = |line: &'_ str| -> bool { line.trim_start().starts_with('[') };
    let lines = text.lines().filter(|line| definition(line));
    let parts = lines.filter_map(|line| {
        let (label, target) = line.trim_start().strip_prefix('[')?.split_once("]:")?;
        (!label.is_empty() && !label.starts_with('^')).then(|| (label, target.trim()))
    });
    let mut all: Vec<(&str, &str)> = parts.collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The headings of the page a path leads to, with the anchors they have.
fn anchors(
    view: &View<'_>,
    page: &OpenPage<'_>,
    path: &str,
    (anchor, offset): (&str, usize),
) -> Vec<CompletionItem> {
    let Some(own) = view.page_path() else { return Vec::new() };
    let mut items = Items::new(view, Span::new(offset - anchor.len(), offset));
    let mut add = |level: u8, text: &str, id: &str| {
        let detail = format!("{} {text}", "#".repeat(usize::from(level)));
        items.add(id, id, Kind::REFERENCE, Told { detail: &detail, about: "" });
    };
    match resolve(view.index, own, path) {
        Some(Target::Page(other, _)) if other != own => {
            let headings = view.index.pages.get(&other).map(|page| page.headings.as_slice());
            for HeadingEntry { level, text, id, .. } in headings.unwrap_or_default() {
                add(*level, text, id);
            }
        }
        _ if path.is_empty() || resolve(view.index, own, path).is_some() => {
            // The page itself is known better than the index knows it.
            for heading in &page.document.headings {
                add(heading.level, &heading.text, &heading.id);
            }
        }
        _ => {}
    }
    items.finish()
}

/// Pages and static files, written as the beginning is: from the content folder (`@/`), from the
/// site's root (`/`), or from the page's own folder. Pictures come first where one is wanted.
fn files(view: &View<'_>, target: &str, picture: bool, offset: usize) -> Vec<CompletionItem> {
    let Some(own) = view.page_path() else { return Vec::new() };
    let mut items = Items::new(view, Span::new(offset - target.len(), offset));
    let mut left = MOST;
    let wanted = decoded(target).to_lowercase();
    let mut add = |written: String, kind: Kind, told: Told<'_>| {
        if left > 0 && may_become(&wanted, &format!("{written} {}", told.detail).to_lowercase()) {
            left -= 1;
            items.add(&written, &encoded(&written), kind, told);
        }
    };
    let pages = |add: &mut dyn FnMut(String, Kind, Told<'_>)| {
        for (path, page) in &view.index.pages {
            if path == own || (page.file.is_none() && !target.starts_with("/rules")) {
                continue;
            }
            let written = match target {
                _ if page.file.is_none() => page.url.clone(),
                target if target.starts_with("@") => format!("@/{path}"),
                target if target.starts_with('/') => format!("/{path}"),
                target => dotted(target, relative(own, path)),
            };
            add(written, Kind::FILE, Told { detail: &page.title, about: &page.about });
        }
    };
    let assets = |add: &mut dyn FnMut(String, Kind, Told<'_>)| {
        for path in &view.index.assets {
            let written = format!("/{path}");
            add(written, Kind::FILE, Told { detail: "static file", about: "" });
        }
    };
    if picture {
        assets(&mut add);
    } else {
        pages(&mut add);
        if !target.starts_with('@') {
            assets(&mut add);
        }
    }
    items.finish()
}

/// `./a.md` where the writer began with a dot.
fn dotted(target: &str, path: String) -> String {
    if target.starts_with("./") && !path.starts_with("../") { format!("./{path}") } else { path }
}

/// Whether the characters typed are all in a text, in their order: what an editor keeps of a list.
fn may_become(typed: &str, text: &str) -> bool {
    let mut rest = text.chars();
    typed.chars().all(|wanted| rest.any(|c| c == wanted))
}

/// A path as the target of a link: what would end it is written by number.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            ' ' | '(' | ')' | '<' | '>' | '%' | '#' | '?' | '$' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_is_found() {
        for (before, expected) in [
            ("see [a](gui", Some(Typed::Target("gui", false))),
            ("see [a](<gui", Some(Typed::Target("gui", false))),
            ("![a](/im", Some(Typed::Target("/im", true))),
            ("[![a](x.png)](", Some(Typed::Target("", false))),
            ("[a](b.md#an", Some(Typed::Target("b.md#an", false))),
            ("[a](b.md) and", None),
            ("[a](b.md \"ti", None),
            ("[label]: ../g", Some(Typed::Target("../g", false))),
            ("[text][la", Some(Typed::Label("la"))),
            ("[text][label] and", None),
            ("plain", None),
        ] {
            assert_eq!(typed(before), expected, "{before}");
        }
    }
}
