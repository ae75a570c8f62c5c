//! Where a page stands: tabs, sidebar, breadcrumbs, previous and next.
//!
//! What pages of a section share is worked out once for the section, so that the work grows with
//! the number of pages and not with its square.

mod sidebar;

pub(super) use sidebar::SidebarKey;

use serde::Serialize;

use super::address::BaseUrl;
use crate::content::{PageId, Tree};
use crate::theme::words::{PageWords, fill};

/// A header has no more tabs than this.
const TABS: usize = 12;

/// A link to a page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct NavLink {
    pub(super) title: String,
    pub(super) url: String,
}

/// A section of the first level, in the header.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Tab {
    pub(super) title: String,
    pub(super) url: String,
    /// Whether the page stands in it.
    pub(super) current: bool,
}

/// Where each page stands.
pub(super) struct Order {
    reading: Vec<PageId>,
    /// Each page's position in `reading`.
    positions: Vec<Option<usize>>,
    /// Each page's section, and its position among that section's pages.
    places: Vec<Option<(usize, usize)>>,
    /// The pages in a section and all below it.
    sizes: Vec<usize>,
}

/// The whole site's order, looked up by page.
pub(super) struct Nav<'a> {
    pub(super) tree: &'a Tree,
    pub(super) base: &'a BaseUrl,
    pub(super) order: &'a Order,
}

impl Order {
    pub(super) fn new(tree: &Tree) -> Self {
        let reading = tree.reading_order();
        let mut positions = vec![None; tree.pages.len()];
        for (at, id) in reading.iter().enumerate() {
            positions[id.0] = Some(at);
        }
        let mut places = vec![None; tree.pages.len()];
        for (at, section) in tree.sections.iter().enumerate() {
            places[section.index.0] = Some((at, 0));
            for (number, id) in section.pages.iter().enumerate() {
                places[id.0] = Some((at, number));
            }
        }
        let mut sizes = vec![0; tree.sections.len()];
        if !tree.sections.is_empty() {
            measure(tree, 0, &mut sizes);
        }
        Self { reading, positions, places, sizes }
    }
}

impl Nav<'_> {
    pub(super) fn link(&self, id: PageId) -> NavLink {
        let page = self.tree.page(id);
        NavLink { title: page.title.clone(), url: self.base.url(&page.url) }
    }

    /// The section a page stands in.
    pub(super) fn section(&self, id: PageId) -> Option<usize> {
        self.order.places[id.0].map(|(section, _)| section)
    }

    /// The sections from the first level down to `section`; the root is left out.
    fn path(&self, section: usize) -> Vec<usize> {
        let up = |&at: &usize| self.tree.sections[at].parent;
        let mut path: Vec<usize> = std::iter::successors(Some(section), up).collect();
        path.reverse();
        path.retain(|&at| self.tree.sections[at].parent.is_some());
        path
    }

    /// The pages of the sections that a page stands in, outermost first.
    pub(super) fn sections_above(&self, id: PageId) -> Vec<PageId> {
        let path = self.section(id).map(|section| self.path(section)).unwrap_or_default();
        path.iter().map(|&at| self.tree.sections[at].index).collect()
    }

    /// The sections above a page, outermost first, without the page itself.
    pub(super) fn crumbs(&self, id: PageId) -> Vec<NavLink> {
        let path = self.section(id).map(|section| self.path(section)).unwrap_or_default();
        let pages = path.iter().map(|&at| self.tree.sections[at].index);
        pages.filter(|&index| index != id).map(|index| self.link(index)).collect()
    }

    /// The sections of the first level, the one of page `id` marked. Of many, the first, the one of
    /// the page, and a way to the first page, which lists them all: a header must be read at a
    /// glance, and must not grow with the site.
    pub(super) fn tabs(&self, id: Option<PageId>, words: &PageWords) -> Vec<Tab> {
        let section = id.and_then(|id| self.section(id));
        let top = section.and_then(|section| self.path(section).first().copied());
        let Some(root) = self.tree.sections.first() else { return Vec::new() };
        let tab = |&at: &usize| {
            let NavLink { title, url } = self.link(self.tree.sections[at].index);
            Tab { title, url, current: top == Some(at) }
        };
        let sections = &root.sections;
        if sections.len() <= TABS {
            return sections.iter().map(tab).collect();
        }
        let (first, rest) = sections.split_at(TABS - 2);
        let own = rest.iter().find(|&&at| top == Some(at)).or_else(|| rest.first());
        let title = fill(&words.more_after, &(rest.len() - 1).to_string());
        let more = Tab { title, url: self.link(root.index).url, current: false };
        first.iter().chain(own).map(tab).chain([more]).collect()
    }

    /// The pages before and after in reading order.
    pub(super) fn neighbours(&self, id: PageId) -> (Option<NavLink>, Option<NavLink>) {
        let Some(at) = self.order.positions[id.0] else { return (None, None) };
        let link = |id: &PageId| self.link(*id);
        let previous = at.checked_sub(1).and_then(|at| self.order.reading.get(at));
        (previous.map(link), self.order.reading.get(at + 1).map(link))
    }
}

fn measure(tree: &Tree, at: usize, sizes: &mut [usize]) -> usize {
    let section = &tree.sections[at];
    let below: usize = section.sections.iter().map(|&inner| measure(tree, inner, sizes)).sum();
    sizes[at] = 1 + section.pages.len() + below;
    sizes[at]
}
