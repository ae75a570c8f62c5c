//! What the pages of a site share and their texts have no part in: their order, the lists and the
//! feeds they are in, the sidebars. Worked out once for a site, and good for the next for as long
//! as nothing but texts change.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::address::BaseUrl;
use super::feed::{self, Feed};
use super::lists::Lists;
use super::nav::{Order, SidebarKey};
use crate::config::Config;
use crate::content::{Page, PageId, Tree};
use crate::source::Sources;
use crate::theme::{Theme, Words};

/// What the pages of a site share.
pub struct Frame {
    /// What the theme says by itself.
    pub(super) words: Words,
    /// How many pages somebody wrote.
    pub(super) written: usize,
    pub(super) lists: Lists,
    pub(super) feeds: Vec<Feed>,
    pub(super) order: Order,
    /// Rendered once for all the pages that share one, when the first of them is made.
    pub(super) sidebars: BTreeMap<SidebarKey, OnceLock<String>>,
}

impl Frame {
    /// Works out what the pages of a site share.
    pub fn new(config: &Config, tree: &Tree, sources: &Sources, theme: &Theme) -> Self {
        let order = Order::new(tree);
        let keys = (0..tree.pages.len()).filter_map(|at| order.sidebar_key(PageId(at)));
        let sidebars = keys.map(|key| (key, OnceLock::new())).collect();
        Self {
            words: theme.words(&config.site.language, &config.theme.words),
            written: tree.pages.iter().filter(|page| !page.is_made_up(sources)).count(),
            lists: Lists::new(config, tree),
            feeds: feed::feeds(config, tree, &BaseUrl::new(&config.site.base_url)),
            order,
            sidebars,
        }
    }

    /// Whether what was worked out for `one` holds for `other`, of the same configuration and
    /// theme: each page is where it was, and the same is said of it.
    pub fn holds_for(one: &Tree, other: &Tree) -> bool {
        let is_same = |(one, other): (&Arc<Page>, &Arc<Page>)| {
            let is_same = |one: &Page, other: &Page| {
                (one.source, &one.path, &one.url, &one.title, &one.front)
                    == (other.source, &other.path, &other.url, &other.title, &other.front)
            };
            Arc::ptr_eq(one, other) || is_same(one, other)
        };
        one.pages.len() == other.pages.len() && one.pages.iter().zip(&other.pages).all(is_same)
    }
}
