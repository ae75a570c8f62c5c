//! A tree of pages from a list of files, without the content module: enough front matter for
//! what these tests are about, one `key = "value"` or `key = ["a", "b"]` a line.

use std::collections::BTreeMap;
use std::sync::Arc;

use proofpress::content::{Date, FrontMatter, Page, PageId, PageKind, Section, Tree};
use proofpress::markdown;
use proofpress::source::{MappedText, Sources, Span};

/// The pages of these files; a folder without `_index.md` gets an empty one.
pub(crate) fn tree(files: &[(&str, &str)]) -> Tree {
    read(files).0
}

/// The same, with the files they were read from.
pub(crate) fn read(files: &[(&str, &str)]) -> (Tree, Sources) {
    let mut files: BTreeMap<String, String> =
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let folders: Vec<String> = files.keys().flat_map(|path| folders(path)).collect();
    for folder in folders {
        files.entry(format!("{folder}_index.md")).or_default();
    }
    let mut sources = Sources::default();
    let pages: Vec<Arc<Page>> =
        files.iter().map(|(path, text)| Arc::new(page(&mut sources, path, text))).collect();
    let sections = sections(&pages);
    (Tree::new(pages, sections), sources)
}

/// `""`, `"a/"`, `"a/b/"` for `a/b/c.md`.
fn folders(path: &str) -> Vec<String> {
    let slashes = path.match_indices('/').map(|(at, _)| path[..=at].to_owned());
    std::iter::once(String::new()).chain(slashes).collect()
}

fn page(sources: &mut Sources, path: &str, text: &str) -> Page {
    let source = sources.add(format!("content/{path}"), text);
    let (front, body_at) =
        match text.strip_prefix("+++\n").and_then(|rest| rest.split_once("+++\n")) {
            Some((front, _)) => (front_matter(front), front.len() + 8),
            None => (FrontMatter::default(), 0),
        };
    let body = MappedText::of_source(source, text, Span::new(body_at, text.len()));
    let (document, _) = markdown::parse(&body);
    let index = path.strip_suffix("_index.md");
    let name = path.trim_end_matches("_index.md").trim_end_matches(".md").trim_end_matches('/');
    let first = document.headings.first().map(|heading| heading.text.clone());
    let title = front.title.clone().or(first).unwrap_or_else(|| name.to_owned());
    let url = if name.is_empty() { "/".to_owned() } else { format!("/{name}/") };
    let kind = if index.is_some() { PageKind::Section } else { PageKind::Page };
    Page { kind, path: path.to_owned(), source, front, title, url, document }
}

fn front_matter(text: &str) -> FrontMatter {
    let mut front = FrontMatter::default();
    for (key, value) in text.lines().filter_map(|line| line.split_once(" = ")) {
        let words: Vec<String> = value.split('"').skip(1).step_by(2).map(str::to_owned).collect();
        let word = words.first().cloned();
        match key {
            "title" => front.title = word,
            "description" => front.description = word,
            "category" => front.category = word,
            "template" => front.template = word,
            "tags" => front.tags = words,
            "aliases" => front.aliases = words,
            "weight" => front.weight = value.parse().ok(),
            "date" => front.date = date(value),
            "updated" => front.updated = date(value),
            "authors" => front.authors = words,
            "noindex" => front.noindex = value == "true",
            _ => {}
        }
    }
    front
}

/// `2026-11-21`
fn date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    Some(Date {
        year: parts.next()?.parse().ok()?,
        month: parts.next()?.parse().ok()?,
        day: parts.next()?.parse().ok()?,
    })
}

fn sections(pages: &[Arc<Page>]) -> Vec<Section> {
    let mut indexes: Vec<PageId> = (0..pages.len()).map(PageId).collect();
    indexes.retain(|id| pages[id.0].kind == PageKind::Section);
    indexes.sort_by_key(|id| (folders(&pages[id.0].path).len(), pages[id.0].path.clone()));
    let folder = |id: PageId| pages[id.0].path.trim_end_matches("_index.md").to_owned();
    let parent_of = |path: &str| folders(path.trim_end_matches('/')).pop();
    let at = |wanted: &str| indexes.iter().position(|&id| folder(id) == wanted);
    let order = |id: &PageId| {
        let page = &pages[id.0];
        (page.front.weight.unwrap_or(i64::MAX), page.title.clone())
    };
    let section = |&index: &PageId| {
        let own = folder(index);
        let mut below: Vec<PageId> = (0..pages.len()).map(PageId).collect();
        below.retain(|id| {
            let page = &pages[id.0];
            page.kind == PageKind::Page && folders(&page.path).last() == Some(&own)
        });
        below.sort_by_key(order);
        let mut inner: Vec<PageId> = indexes.clone();
        inner.retain(|&id| !folder(id).is_empty() && parent_of(&folder(id)).as_ref() == Some(&own));
        inner.sort_by_key(order);
        Section {
            index,
            parent: if own.is_empty() { None } else { parent_of(&own).and_then(|up| at(&up)) },
            pages: below,
            sections: inner.iter().filter_map(|&id| at(&folder(id))).collect(),
        }
    };
    indexes.iter().map(section).collect()
}
