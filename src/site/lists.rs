//! The pages of the site that list others: tags, categories, the archive. What there is, where it
//! is and what it lists; what it looks like is for templates.

use super::nav::NavLink;
use super::{BaseUrl, alias_path};
use crate::config::Config;
use crate::content::{PageId, Taxonomy, TaxonomyKind, Tree};
use crate::theme::words::{PageWords, fill};

/// Everything the site lists, worked out once.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// Tags and categories, where the site wants them and has any.
    pub(super) taxonomies: Vec<Taxonomy>,
    /// Every page with a date, newest first; empty where the site wants no archive.
    pub(super) archive: Vec<PageId>,
    per_term: usize,
    per_archive: usize,
}

/// A page that lists others.
#[derive(Debug)]
pub(super) struct ListPage<'a> {
    /// Its address below the base URL.
    pub(super) url: String,
    /// What it is called.
    pub(super) title: String,
    /// What it opens with, if with anything.
    pub(super) lead: String,
    /// What search engines show of it.
    pub(super) description: String,
    /// What it lists.
    pub(super) of: ListOf<'a>,
    /// How many pages are listed, on this and its other pages.
    pub(super) total: usize,
    /// Which of its pages it is, from one.
    pub(super) number: usize,
    /// How many pages it has.
    pub(super) count: usize,
    /// The address of its first page.
    pub(super) first: String,
}

/// What a page lists.
#[derive(Clone, Copy, Debug)]
pub(super) enum ListOf<'a> {
    /// Every term of a taxonomy.
    Terms(&'a Taxonomy),
    /// Some pages of a term.
    Term(TaxonomyKind, &'a [PageId]),
    /// Some pages of the archive.
    Archive(&'a [PageId]),
}

impl ListOf<'_> {
    /// The template it is shown with.
    pub(super) fn template(&self) -> &'static str {
        match self {
            Self::Terms(_) => "terms.html",
            Self::Term(..) => "term.html",
            Self::Archive(_) => "archive.html",
        }
    }
}

/// Where the archive is.
pub(super) const ARCHIVE: &str = "/archive/";

impl Lists {
    /// The lists of a site.
    pub(super) fn new(config: &Config, tree: &Tree) -> Self {
        let kinds = [
            (TaxonomyKind::Tags, config.taxonomies.tags),
            (TaxonomyKind::Categories, config.taxonomies.categories),
        ];
        let wanted = kinds.into_iter().filter(|(_, wanted)| *wanted);
        let taxonomies = wanted.map(|(kind, _)| Taxonomy::of(kind, tree));
        let archive = if config.archive.enabled { dated(tree) } else { Vec::new() };
        Self {
            taxonomies: taxonomies.filter(|taxonomy| !taxonomy.terms.is_empty()).collect(),
            archive,
            per_term: config.taxonomies.per_page.max(1),
            per_archive: config.archive.per_page.max(1),
        }
    }

    /// The taxonomy of a kind.
    pub(super) fn taxonomy(&self, kind: TaxonomyKind) -> Option<&Taxonomy> {
        self.taxonomies.iter().find(|taxonomy| taxonomy.kind == kind)
    }

    /// Links to the lists of everything: of all terms, and the archive.
    pub(super) fn links(&self, words: &PageWords, base: &BaseUrl) -> Vec<NavLink> {
        let link = |title: &str, url: &str| NavLink { title: title.to_owned(), url: base.url(url) };
        let terms = self.taxonomies.iter().map(|taxonomy| taxonomy.kind);
        let terms = terms.map(|kind| link(title(kind, words), kind.url()));
        let archive = (!self.archive.is_empty()).then(|| link(&words.archive, ARCHIVE));
        terms.chain(archive).collect()
    }

    /// Every page there is, a list's own pages in their order.
    pub(super) fn pages(&self, words: &PageWords) -> Vec<ListPage<'_>> {
        let mut pages = Vec::new();
        for taxonomy in &self.taxonomies {
            let kind = taxonomy.kind;
            pages.push(ListPage {
                url: kind.url().to_owned(),
                title: title(kind, words).to_owned(),
                lead: String::new(),
                description: some_of(taxonomy),
                of: ListOf::Terms(taxonomy),
                total: taxonomy.terms.len(),
                number: 1,
                count: 1,
                first: kind.url().to_owned(),
            });
            for term in &taxonomy.terms {
                let of = |pages| ListOf::Term(kind, pages);
                let lead = words.pages(term.pages.len());
                let (title, url) = (&term.name, &term.url);
                let texts = Texts { title, url, description: format!("{title}: {lead}"), lead };
                pages.extend(cut(&texts, &term.pages, self.per_term, of));
            }
        }
        let of = |pages| ListOf::Archive(pages);
        let lead = fill(&words.newest_first, &words.pages(self.archive.len()));
        let description = lead.clone();
        let texts = Texts { title: &words.archive, url: ARCHIVE, lead, description };
        pages.extend(cut(&texts, &self.archive, self.per_archive, of));
        pages
    }
}

/// What the list of all terms of a kind is called.
pub(super) fn title(kind: TaxonomyKind, words: &PageWords) -> &str {
    match kind {
        TaxonomyKind::Tags => &words.tags,
        TaxonomyKind::Categories => &words.categories,
    }
}

/// What one of its terms is called.
pub(super) fn singular(kind: TaxonomyKind, words: &PageWords) -> &str {
    match kind {
        TaxonomyKind::Tags => &words.tag,
        TaxonomyKind::Categories => &words.category,
    }
}

/// Every page with a date, newest first.
fn dated(tree: &Tree) -> Vec<PageId> {
    let with_date = |id: &PageId| tree.page(*id).front.date.is_some();
    let mut pages: Vec<PageId> = (0..tree.pages.len()).map(PageId).filter(with_date).collect();
    let key = |id: &PageId| {
        let page = tree.page(*id);
        (std::cmp::Reverse(page.front.date), &page.title, &page.path)
    };
    pages.sort_by(|a, b| key(a).cmp(&key(b)));
    pages
}

/// The first terms of a taxonomy, as many as search engines show.
fn some_of(taxonomy: &Taxonomy) -> String {
    const LONGEST: usize = 150;
    let mut names = String::new();
    for term in &taxonomy.terms {
        if names.len() + term.name.len() > LONGEST {
            break;
        }
        let between = if names.is_empty() { "" } else { ", " };
        names.push_str(between);
        names.push_str(&term.name);
    }
    names
}

/// What all pages of a list say of it.
struct Texts<'t> {
    title: &'t str,
    url: &'t str,
    lead: String,
    description: String,
}

/// A list in pages of at most `per` entries.
fn cut<'a>(
    texts: &Texts<'_>,
    entries: &'a [PageId],
    per: usize,
    of: impl Fn(&'a [PageId]) -> ListOf<'a>,
) -> Vec<ListPage<'a>> {
    let count = entries.len().div_ceil(per);
    let page = |(at, entries): (usize, &'a [PageId])| ListPage {
        url: page_url(texts.url, at + 1),
        title: texts.title.to_owned(),
        lead: texts.lead.clone(),
        description: texts.description.clone(),
        of: of(entries),
        total: 0,
        number: at + 1,
        count,
        first: texts.url.to_owned(),
    };
    let pages = entries.chunks(per).enumerate().map(page);
    pages.map(|page| ListPage { total: entries.len(), ..page }).collect()
}

/// The address of a list's page: `/archive/`, `/archive/page/2/`.
pub(super) fn page_url(url: &str, number: usize) -> String {
    if number <= 1 { url.to_owned() } else { format!("{url}page/{number}/") }
}

impl ListPage<'_> {
    /// Where its HTML goes.
    pub(super) fn output_path(&self) -> String {
        alias_path(&self.url)
    }

    /// The addresses of the pages before and after it.
    pub(super) fn turns(&self, base: &BaseUrl) -> (Option<String>, Option<String>) {
        let url = |number: usize| base.url(&page_url(&self.first, number));
        let previous = (self.number > 1).then(|| url(self.number - 1));
        (previous, (self.number < self.count).then(|| url(self.number + 1)))
    }
}
