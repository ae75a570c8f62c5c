//! Puts pages into sections.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::{FrontMatter, Page, PageId, PageKind, Section, Tree};
use crate::diagnostic::Finding;
use crate::markdown::Document;
use crate::source::{Location, MappedText, SourceId, Sources, Span};

/// What the path of a page that nobody wrote begins with, where there must be one.
const NO_FILE: &str = "(no file) ";

impl Page {
    /// Whether nobody wrote it: the page of a folder without an `_index.md`.
    pub fn is_made_up(&self, sources: &Sources) -> bool {
        sources.get(self.source).path.starts_with(NO_FILE)
    }
}

/// A page before it has a place.
pub(super) struct ReadPage {
    /// Path below the content folder.
    pub(super) path: String,
    pub(super) source: SourceId,
    pub(super) front: FrontMatter,
    pub(super) document: Document,
}

/// Builds the tree. Every folder that holds pages is a section; one without an `_index.md` gets
/// an empty one. Two pages with one address are reported, and the later is left out.
pub(super) fn build(read: Vec<Arc<Page>>, sources: &mut Sources) -> (Tree, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut addresses: HashMap<&str, &str> = HashMap::with_capacity(read.len());
    let mut pages: Vec<Arc<Page>> = Vec::with_capacity(read.len());
    for page in &read {
        if let Some(other) = addresses.get(page.url.as_str()) {
            let location = Location { source: page.source, span: Span::at(0) };
            let message =
                format!("`{}` and `{other}` both have the address `{}`", page.path, page.url);
            findings.push(
                Finding::error("page/duplicate-address", location, message)
                    .help("give one of them another `slug`"),
            );
            continue;
        }
        addresses.insert(&page.url, &page.path);
        pages.push(Arc::clone(page));
    }
    // They come in this order but for those of plugins.
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    let folders = folders(pages.iter().map(|page| page.path.as_str()));
    let mut made_up = Vec::new();
    for folder in &folders {
        let path = join(folder, "_index.md");
        if pages.binary_search_by(|page| page.path.as_str().cmp(&path)).is_err() {
            let source = sources.add(format!("{NO_FILE}{path}"), "");
            let document = Document::empty(MappedText::new(Location { source, span: Span::at(0) }));
            let front = FrontMatter::default();
            made_up.push(Arc::new(place(ReadPage { path, source, front, document })));
        }
    }
    if !made_up.is_empty() {
        pages.extend(made_up);
        pages.sort_by(|a, b| a.path.cmp(&b.path));
    }
    let sections = sections(&folders, &pages);
    (Tree::new(pages, sections), findings)
}

/// Every folder that is a section, the root first, parents before children.
fn folders<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut folders = BTreeSet::from([""]);
    for path in paths {
        let mut folder = parent(path);
        // What is above a folder came with it.
        while folders.insert(folder) {
            folder = parent(folder);
        }
    }
    folders.into_iter().map(str::to_owned).collect()
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The folder of a page, its name and what it is.
fn parts(path: &str) -> (&str, &str, PageKind) {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.strip_suffix(".md").unwrap_or(file);
    let kind = if stem == "_index" { PageKind::Section } else { PageKind::Page };
    (folder, stem, kind)
}

/// The address of the page at `path`, below the base URL.
pub(super) fn address(path: &str, slug: Option<&str>) -> String {
    let (folder, stem, kind) = parts(path);
    let own = match kind {
        PageKind::Section => "",
        PageKind::Page => slug.unwrap_or(stem),
    };
    let parts = folder.split('/').chain([own]).filter(|part| !part.is_empty());
    parts.fold(String::from("/"), |url, part| url + &part.replace(' ', "-") + "/")
}

/// Gives a page its kind, title and address.
pub(super) fn place(page: ReadPage) -> Page {
    let (folder, stem, kind) = parts(&page.path);
    let url = address(&page.path, page.front.slug.as_deref());
    let named = if kind == PageKind::Section {
        folder.rsplit('/').next().unwrap_or_default()
    } else {
        stem
    };
    let heading = || page.document.headings.iter().find(|heading| heading.level == 1);
    let title = page.front.title.clone().or_else(|| heading().map(|heading| heading.text.clone()));
    let title = title.unwrap_or_else(|| title_of(named));
    Page {
        kind,
        path: page.path,
        source: page.source,
        front: page.front,
        title,
        url,
        document: page.document,
    }
}

/// A title from a file's name: `graceful-shutdown` is "Graceful shutdown".
fn title_of(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Home".into(),
    }
}

fn sections(folders: &[String], pages: &[Arc<Page>]) -> Vec<Section> {
    let find = |path: &str| pages.binary_search_by(|page| page.path.as_str().cmp(path)).ok();
    let by_folder: BTreeMap<&str, usize> =
        folders.iter().enumerate().map(|(at, folder)| (folder.as_str(), at)).collect();
    let mut sections: Vec<Section> = folders
        .iter()
        .map(|folder| Section {
            // `build` gave every folder an index page.
            index: PageId(find(&join(folder, "_index.md")).unwrap_or_default()),
            parent: if folder.is_empty() { None } else { by_folder.get(parent(folder)).copied() },
            pages: Vec::new(),
            sections: Vec::new(),
        })
        .collect();
    for (at, page) in pages.iter().enumerate() {
        if page.kind == PageKind::Page
            && let Some(&section) = by_folder.get(parent(&page.path))
        {
            sections[section].pages.push(PageId(at));
        }
    }
    for at in 1..sections.len() {
        if let Some(parent) = sections[at].parent {
            sections[parent].sections.push(at);
        }
    }
    let key = |id: PageId| {
        let page = &pages[id.0];
        (page.front.weight.unwrap_or(i64::MAX), &page.title, &page.path)
    };
    let indexes: Vec<PageId> = sections.iter().map(|section| section.index).collect();
    for section in &mut sections {
        section.pages.sort_by(|&a, &b| key(a).cmp(&key(b)));
        section.sections.sort_by(|&a, &b| key(indexes[a]).cmp(&key(indexes[b])));
    }
    sections
}
