//! What templates know of a page that lists others.

use serde::Serialize;

use super::Context;
use crate::content::{PageId, Taxonomy, Tree};
use crate::site::BaseUrl;
use crate::site::lists::{ListOf, ListPage, singular, title};
use crate::site::nav::NavLink;
use crate::theme::words::PageWords;

/// The context of `terms.html`, `term.html` and `archive.html`.
#[derive(Serialize)]
pub(crate) struct ListPageContext<'a> {
    #[serde(flatten)]
    pub(crate) page: Context<'a>,
    pub(crate) list: ListContext<'a>,
}

/// `list` in templates.
#[derive(Serialize)]
pub(crate) struct ListContext<'a> {
    /// What a term is called, `Tag` or `Category` in the site's language; empty for the archive.
    kind: &'a str,
    /// How many pages are listed in all, or terms.
    total: usize,
    /// The terms of `terms.html`.
    terms: Vec<TermContext<'a>>,
    /// The pages of the other two; those of one year are one group in the archive.
    groups: Vec<Group<'a>>,
    /// Which of the list's pages this is.
    pager: Pager,
}

/// A tag or a category.
#[derive(Serialize)]
struct TermContext<'a> {
    name: &'a str,
    url: String,
    /// How many pages have it.
    count: usize,
}

/// Pages that are listed together.
#[derive(Serialize)]
struct Group<'a> {
    /// The year; empty where pages are not grouped.
    title: String,
    pages: Vec<Entry<'a>>,
}

/// A page in a list.
#[derive(Serialize)]
struct Entry<'a> {
    title: &'a str,
    url: String,
    description: &'a str,
    date: Option<String>,
    category: Option<&'a str>,
}

/// Which of a list's pages one is.
#[derive(Serialize)]
struct Pager {
    /// From one.
    number: usize,
    count: usize,
    previous: Option<String>,
    next: Option<String>,
}

impl<'a> ListContext<'a> {
    pub(crate) fn new(
        page: &ListPage<'a>,
        tree: &'a Tree,
        base: &BaseUrl,
        words: &'a PageWords,
    ) -> Self {
        let (previous, next) = page.turns(base);
        let (kind, terms, groups) = match page.of {
            ListOf::Terms(taxonomy) => {
                (singular(taxonomy.kind, words), terms(taxonomy, base), Vec::new())
            }
            ListOf::Term(kind, pages) => {
                let pages = pages.iter().map(|&id| entry(id, tree, base)).collect();
                (singular(kind, words), Vec::new(), vec![Group { title: String::new(), pages }])
            }
            ListOf::Archive(pages) => ("", Vec::new(), by_year(pages, tree, base)),
        };
        let pager = Pager { number: page.number, count: page.count, previous, next };
        Self { kind, total: page.total, terms, groups, pager }
    }
}

/// The crumbs of a list's page: that of a term stands below the list of terms.
pub(crate) fn crumbs(page: &ListPage<'_>, base: &BaseUrl, words: &PageWords) -> Vec<NavLink> {
    match page.of {
        ListOf::Term(kind, _) => {
            vec![NavLink { title: title(kind, words).to_owned(), url: base.url(kind.url()) }]
        }
        _ => Vec::new(),
    }
}

fn terms<'a>(taxonomy: &'a Taxonomy, base: &BaseUrl) -> Vec<TermContext<'a>> {
    let term = |term: &'a crate::content::Term| TermContext {
        name: &term.name,
        url: base.url(&term.url),
        count: term.pages.len(),
    };
    taxonomy.terms.iter().map(term).collect()
}

fn by_year<'a>(pages: &[PageId], tree: &'a Tree, base: &BaseUrl) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for &id in pages {
        let year =
            tree.page(id).front.date.map_or_else(String::new, |date| format!("{:04}", date.year));
        if groups.last().is_none_or(|group| group.title != year) {
            groups.push(Group { title: year, pages: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.pages.push(entry(id, tree, base));
        }
    }
    groups
}

fn entry<'a>(id: PageId, tree: &'a Tree, base: &BaseUrl) -> Entry<'a> {
    let page = tree.page(id);
    Entry {
        title: &page.title,
        url: base.url(&page.url),
        description: page.front.description.as_deref().unwrap_or(&page.document.summary),
        date: page.front.date.map(|date| date.to_string()),
        category: page.front.category.as_deref(),
    }
}
