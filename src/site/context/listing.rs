//! A section's pages and sections, as its own page lists them.

use serde::Serialize;

use crate::content::PageId;
use crate::site::nav::Nav;

/// One of `children` in templates.
#[derive(Serialize)]
pub(crate) struct ChildContext {
    title: String,
    url: String,
    description: String,
    category: Option<String>,
    /// Whether it is a section.
    section: bool,
    /// A section's pages.
    pages: usize,
}

/// The pages of a section, then its sections.
pub(crate) fn children(nav: &Nav<'_>, section: usize) -> Vec<ChildContext> {
    let section = &nav.tree.sections[section];
    let pages = section.pages.iter().map(|&id| child(nav, id, false, 0));
    let sections = section.sections.iter().map(|&at| {
        let inner = &nav.tree.sections[at];
        child(nav, inner.index, true, inner.pages.len() + inner.sections.len())
    });
    pages.chain(sections).collect()
}

fn child(nav: &Nav<'_>, id: PageId, section: bool, pages: usize) -> ChildContext {
    let page = nav.tree.page(id);
    let link = nav.link(id);
    let description = page.front.description.as_ref().unwrap_or(&page.document.summary);
    ChildContext {
        title: link.title,
        url: link.url,
        description: description.clone(),
        category: page.front.category.clone(),
        section,
        pages,
    }
}
