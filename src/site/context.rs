//! What templates see. Every template gets a [`Context`]; a field a page has nothing for is
//! empty, never absent.

mod list;
mod listing;
mod page;
mod site;

use serde::Serialize;

pub(super) use list::{ListContext, ListPageContext, crumbs};
pub(super) use listing::{ChildContext, children};
pub(super) use page::PageContext;
pub(super) use site::{ProofTotals, SiteContext};

use super::nav::{NavLink, Tab};
use super::proof::{Overview, Place};
use super::toc::TocEntry;

/// The context of `page.html`, `section.html` and `404.html`.
#[derive(Serialize)]
pub(super) struct Context<'a> {
    pub(super) site: &'a SiteContext,
    pub(super) page: PageContext<'a>,
    /// The sections of the first level.
    pub(super) tabs: Vec<Tab>,
    /// The sections above the page.
    pub(super) crumbs: Vec<NavLink>,
    pub(super) previous: Option<NavLink>,
    pub(super) next: Option<NavLink>,
    /// The sidebar's HTML; empty where the page has none.
    pub(super) sidebar: String,
    /// The page's own headings.
    pub(super) toc: Vec<TocEntry>,
    /// The feeds of the site and of the sections above the page.
    pub(super) feeds: Vec<NavLink>,
    /// A section's pages and sections.
    pub(super) children: Vec<ChildContext>,
    /// On the page of a rule: the anti-patterns elsewhere that show it.
    pub(super) showing: Vec<Place>,
}

/// The context of `proof.html`.
#[derive(Serialize)]
pub(super) struct ProofPageContext<'a> {
    #[serde(flatten)]
    pub(super) context: Context<'a>,
    pub(super) proof: Overview,
}

/// The context of `redirect.html`.
#[derive(Serialize)]
pub(super) struct RedirectContext<'a> {
    pub(super) site: &'a SiteContext,
    /// Where the page is now.
    pub(super) url: String,
    /// The same in full, where the origin is known.
    pub(super) canonical: String,
    pub(super) title: &'a str,
}
