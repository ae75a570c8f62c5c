//! The tree of pages beside a page.
//!
//! All pages of a section share one sidebar, rendered once; which entry is the current one is
//! put in afterwards. A large tree shows other sections closed and cuts a long section into
//! stretches, so that a sidebar never grows with the site.

use serde::Serialize;

use super::{Nav, NavLink, Order};
use crate::content::PageId;
use crate::theme::words::{Words, fill};

/// Trees up to this many pages are shown whole.
const WHOLE_TREE: usize = 150;

/// Trees up to this many pages are shown with every section open.
const OPEN_TREE: usize = 40;

/// The pages of one section that are shown together.
const STRETCH: usize = 80;

/// Pages with the same key have the same sidebar: section, and stretch of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SidebarKey {
    section: usize,
    stretch: usize,
}

/// What the sidebar template sees.
#[derive(Debug, Serialize)]
pub(crate) struct Sidebar<'a> {
    /// What the theme says by itself.
    pub(crate) words: &'a Words,
    /// The section of the first level it shows; none for pages right under the root.
    pub(crate) top: Option<NavLink>,
    /// The tree, flat: `open` begins a section, `close` ends it.
    pub(crate) items: Vec<SidebarItem>,
}

/// One step through the tree.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum SidebarItem {
    /// A page.
    Page(NavLink),
    /// A section whose pages are left out.
    Section(NavLink),
    /// Pages of a long section that are left out: leads to the nearest of them.
    More(NavLink),
    /// A section begins.
    Open {
        title: String,
        url: String,
        /// Whether it is shown unfolded.
        expanded: bool,
    },
    /// The innermost section ends.
    Close,
}

impl Order {
    /// Which sidebar a page has; a page outside the tree has none.
    pub(crate) fn sidebar_key(&self, id: PageId) -> Option<SidebarKey> {
        let (section, number) = self.places[id.0]?;
        Some(SidebarKey { section, stretch: number / STRETCH })
    }
}

impl Nav<'_> {
    /// The sidebar for that key.
    pub(crate) fn sidebar<'w>(&self, key: SidebarKey, words: &'w Words) -> Sidebar<'w> {
        let path = self.path(key.section);
        let root = path.first().copied().unwrap_or(0);
        let mut walk = Walk { nav: self, words, key, path: &path, items: Vec::new() };
        walk.section(root, root);
        let items = walk.items;
        let top = path.first().map(|&top| self.link(self.tree.sections[top].index));
        Sidebar { words, top, items }
    }
}

/// A walk through the tree from the top of a sidebar down.
struct Walk<'a> {
    nav: &'a Nav<'a>,
    words: &'a Words,
    key: SidebarKey,
    path: &'a [usize],
    items: Vec<SidebarItem>,
}

impl Walk<'_> {
    /// The pages of `at`, then its sections. `top` is where the walk began.
    fn section(&mut self, at: usize, top: usize) {
        let tree = self.nav.tree;
        let section = &tree.sections[at];
        self.pages(&section.pages, if at == self.key.section { self.key.stretch } else { 0 });
        // The root's sections are the tabs.
        if section.parent.is_none() {
            return;
        }
        for &inner in &section.sections {
            let on_path = self.path.contains(&inner);
            let link = self.nav.link(tree.sections[inner].index);
            let size = self.nav.order.sizes[top];
            if on_path || size <= WHOLE_TREE {
                let expanded = on_path || size <= OPEN_TREE;
                self.items.push(SidebarItem::Open { title: link.title, url: link.url, expanded });
                self.section(inner, top);
                self.items.push(SidebarItem::Close);
            } else {
                self.items.push(SidebarItem::Section(link));
            }
        }
    }

    fn pages(&mut self, pages: &[PageId], stretch: usize) {
        let first = (stretch * STRETCH).min(pages.len());
        let end = (first + STRETCH).min(pages.len());
        if first > 0 {
            self.more(&self.words.pages.more_before, first, pages[first - 1]);
        }
        self.items.extend(pages[first..end].iter().map(|&id| SidebarItem::Page(self.nav.link(id))));
        if end < pages.len() {
            self.more(&self.words.pages.more_after, pages.len() - end, pages[end]);
        }
    }

    fn more(&mut self, phrase: &str, count: usize, id: PageId) {
        let title = fill(phrase, &count.to_string());
        self.items.push(SidebarItem::More(NavLink { title, url: self.nav.link(id).url }));
    }
}
