//! Pages and sections.

use std::sync::Arc;

use super::FrontMatter;
use crate::markdown::Document;
use crate::source::SourceId;

/// Names one page of a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub usize);

/// What a Markdown file is to its folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// `_index.md`: the folder itself. A folder without one gets an empty one.
    Section,
    /// Any other file.
    Page,
}

/// A page, read.
#[derive(Clone, Debug)]
pub struct Page {
    /// Page or section.
    pub kind: PageKind,
    /// Path below the content folder: `patterns/graceful-shutdown.md`. Example ids start with it.
    pub path: String,
    /// The file.
    pub source: SourceId,
    /// Its front matter.
    pub front: FrontMatter,
    /// Its title: from the front matter, else the first heading, else the file's name.
    pub title: String,
    /// Its address below the base URL: `/patterns/graceful-shutdown/`.
    pub url: String,
    /// Its Markdown.
    pub document: Document,
}

impl Page {
    /// The id of one of its examples: `patterns/graceful-shutdown.md#3`, counted from one.
    pub fn example_id(&self, index: usize) -> String {
        format!("{}#{}", self.path, index + 1)
    }

    /// Where its HTML goes: `patterns/graceful-shutdown/index.html`.
    pub fn output_path(&self) -> String {
        format!("{}index.html", self.url.trim_start_matches('/'))
    }
}

/// A folder of pages.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its `_index.md`.
    pub index: PageId,
    /// The section it lies in; none for the root.
    pub parent: Option<usize>,
    /// Its pages, by weight, then title.
    pub pages: Vec<PageId>,
    /// Its sections, as positions in [`Tree::sections`], by weight, then title.
    pub sections: Vec<usize>,
}

/// Every page of the site and how they stand. The first section is the root.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Every page, by path.
    pub pages: Vec<Arc<Page>>,
    /// Every section, the root first.
    pub sections: Vec<Section>,
    /// The pages by address.
    by_url: Vec<PageId>,
}

impl Tree {
    /// A tree of pages, which come by path, and of sections.
    pub fn new(pages: Vec<Arc<Page>>, sections: Vec<Section>) -> Self {
        let mut by_url: Vec<PageId> = (0..pages.len()).map(PageId).collect();
        // Of two with one address the last counts.
        by_url.sort_by(|one, other| pages[one.0].url.cmp(&pages[other.0].url));
        Self { pages, sections, by_url }
    }

    /// The page with that address: `/guide/`.
    pub fn at(&self, url: &str) -> Option<PageId> {
        let after = self.by_url.partition_point(|id| self.page(*id).url.as_str() <= url);
        let id = *self.by_url.get(after.checked_sub(1)?)?;
        (self.page(id).url == url).then_some(id)
    }

    /// A page.
    pub fn page(&self, id: PageId) -> &Page {
        // An id is a position in `pages`, which never shrinks.
        &self.pages[id.0]
    }

    /// The page of that path below the content folder.
    pub fn find(&self, path: &str) -> Option<PageId> {
        self.pages.binary_search_by(|page| page.path.as_str().cmp(path)).ok().map(PageId)
    }

    /// The section a page belongs to, as a position in [`Tree::sections`]; a section's own page
    /// belongs to that section.
    pub fn section_of(&self, id: PageId) -> Option<usize> {
        self.sections.iter().position(|section| section.index == id || section.pages.contains(&id))
    }

    /// Every page in reading order: a section's page, its pages, then its sections.
    pub fn reading_order(&self) -> Vec<PageId> {
        let mut order = Vec::with_capacity(self.pages.len());
        if !self.sections.is_empty() {
            self.read_section(0, &mut order);
        }
        order
    }

    fn read_section(&self, position: usize, order: &mut Vec<PageId>) {
        let section = &self.sections[position];
        order.push(section.index);
        order.extend(&section.pages);
        for &inner in &section.sections {
            self.read_section(inner, order);
        }
    }
}
