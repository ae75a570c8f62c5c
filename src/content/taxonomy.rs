//! Tags and categories: which there are, and which pages have them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Page, PageId, Tree};
use crate::markdown::slug;

/// A way to sort pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaxonomyKind {
    /// What pages are about; any number a page.
    Tags,
    /// What pages belong to; one a page.
    Categories,
}

impl TaxonomyKind {
    /// Where its pages are: `/tags/`.
    pub fn url(self) -> &'static str {
        match self {
            Self::Tags => "/tags/",
            Self::Categories => "/categories/",
        }
    }

    fn terms(self, page: &Page) -> &[String] {
        match self {
            Self::Tags => &page.front.tags,
            Self::Categories => page.front.category.as_slice(),
        }
    }
}

/// Every term of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taxonomy {
    /// The kind.
    pub kind: TaxonomyKind,
    /// Its terms, by name, capital letters aside.
    pub terms: Vec<Term>,
    by_key: BTreeMap<String, usize>,
}

/// A tag or a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As the first page by path has it.
    pub name: String,
    /// Its address: `/tags/graceful-shutdown/`.
    pub url: String,
    /// The pages that have it, by title.
    pub pages: Vec<PageId>,
}

impl Taxonomy {
    /// The terms of a kind. Terms that differ in capital letters or white space only are one.
    pub fn of(kind: TaxonomyKind, tree: &Tree) -> Self {
        let mut found: BTreeMap<String, (String, Vec<PageId>)> = BTreeMap::new();
        for (at, page) in tree.pages.iter().enumerate() {
            for name in kind.terms(page) {
                let key = key(name);
                if key.is_empty() {
                    continue;
                }
                let (_, pages) = found.entry(key).or_insert_with(|| (words(name), Vec::new()));
                // A page may say it twice.
                if pages.last() != Some(&PageId(at)) {
                    pages.push(PageId(at));
                }
            }
        }
        let mut taken = BTreeSet::from(["page".to_owned()]);
        let mut taxonomy = Self { kind, terms: Vec::new(), by_key: BTreeMap::new() };
        for (key, (name, mut pages)) in found {
            // `C` and `C++` make the same address; `page/2/` is the second page of a list.
            let slug = short(slug(&key));
            let numbered = (2..).map(|number| format!("{slug}-{number}"));
            let mut free = std::iter::once(slug.clone()).chain(numbered);
            let last = free.find(|slug| taken.insert(slug.clone())).unwrap_or_default();
            let title = |id: &PageId| (&tree.page(*id).title, &tree.page(*id).path);
            pages.sort_by(|a, b| title(a).cmp(&title(b)));
            taxonomy.by_key.insert(key, taxonomy.terms.len());
            let url = format!("{}{last}/", kind.url());
            taxonomy.terms.push(Term { name, url, pages });
        }
        taxonomy
    }

    /// The term a page means by `name`.
    pub fn term(&self, name: &str) -> Option<&Term> {
        self.terms.get(*self.by_key.get(&key(name))?)
    }
}

/// The most bytes of an address part made of a name; file systems have room for 255.
const LONGEST: usize = 100;

/// A slug that a file system has room for.
fn short(mut slug: String) -> String {
    let end = (0..=LONGEST.min(slug.len())).rev().find(|at| slug.is_char_boundary(*at));
    slug.truncate(end.unwrap_or_default());
    slug
}

/// A name with its words one space apart.
fn words(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn key(name: &str) -> String {
    words(name).to_lowercase()
}
