//! The tree of pages beside a page.
//!
//! All pages of a section share one sidebar, rendered once; which entry is the current one is
//! put in afterwards. A large tree shows other sections closed and cuts a long section into
//! stretches, so that a sidebar never grows with the site.

use serde::Serialize;

use super::{Nav, NavLink};
use crate::content::PageId;

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
pub(crate) struct Sidebar {
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

impl Nav<'_> {
    /// Which sidebar a page has; a page outside the tree has none.
    pub(crate) fn sidebar_key(&self, id: PageId) -> Option<SidebarKey> {
        let (section, number) = self.places[id.0]?;
        Some(SidebarKey { section, stretch: number / STRETCH })
    }

    /// The sidebar for that key.
    pub(crate) fn sidebar(&self, key: SidebarKey) -> Sidebar {
        let path = self.path(key.section);
        let mut items = Vec::new();
        let root = path.first().copied().unwrap_or(0);
        self.walk(root, key, &path, root, &mut items);
        let top = path.first().map(|&top| self.link(self.tree.sections[top].index));
        Sidebar { top, items }
    }

    /// The pages of `at`, then its sections.
    fn walk(
        &self,
        at: usize,
        key: SidebarKey,
        path: &[usize],
        top: usize,
        items: &mut Vec<SidebarItem>,
    ) {
        let section = &self.tree.sections[at];
        self.pages(&section.pages, if at == key.section { key.stretch } else { 0 }, items);
        // The root's sections are the tabs.
        if section.parent.is_none() {
            return;
        }
        for &inner in &section.sections {
            let on_path = path.contains(&inner);
            let link = self.link(self.tree.sections[inner].index);
            if on_path || self.sizes[top] <= WHOLE_TREE {
                let expanded = on_path || self.sizes[top] <= OPEN_TREE;
                items.push(SidebarItem::Open { title: link.title, url: link.url, expanded });
                self.walk(inner, key, path, top, items);
                items.push(SidebarItem::Close);
            } else {
                items.push(SidebarItem::Section(link));
            }
        }
    }

    fn pages(&self, pages: &[PageId], stretch: usize, items: &mut Vec<SidebarItem>) {
        let first = (stretch * STRETCH).min(pages.len());
        let end = (first + STRETCH).min(pages.len());
        let more = |words: String, id: PageId| {
            SidebarItem::More(NavLink { title: words, url: self.link(id).url })
        };
        if first > 0 {
            items.push(more(format!("{first} before"), pages[first - 1]));
        }
        items.extend(pages[first..end].iter().map(|&id| SidebarItem::Page(self.link(id))));
        if end < pages.len() {
            items.push(more(format!("{} more", pages.len() - end), pages[end]));
        }
    }
}
