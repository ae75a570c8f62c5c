//! What each file of a site is made of: who has which address, decided before anything is made.

use std::collections::BTreeMap;

use super::assemble::{Assembly, alias_path};
use super::lists::ListPage;
use super::{SiteError, feed, proof, sitemap};
use crate::content::{Page, PageId};

/// What a file is made of.
pub(super) enum Item<'a> {
    /// It is there already.
    Bytes(&'a [u8]),
    /// It was quick to make.
    Text(String),
    /// The map of the site for search engines.
    Sitemap,
    /// Leads on to that page.
    Alias(&'a Page),
    /// A page that lists others.
    List(&'a ListPage<'a>),
    /// The feed at that position.
    Feed(usize),
    /// What is shown in place of a page that is not there.
    NotFound,
    /// The page of all proofs.
    Proof,
    /// The same for programs.
    ProofJson,
    /// A page.
    Page(PageId),
}

impl Assembly<'_> {
    /// Every file of the site by output path, but for the search index and what is made of
    /// pictures.
    ///
    /// Where two things claim a path, a page wins over a feed, that over a list, that over an
    /// alias, an asset of the site over one of the theme, and any of them over a file that belongs
    /// to a drawing.
    pub(super) fn items(&self) -> BTreeMap<String, Item<'_>> {
        let mut items = BTreeMap::new();
        let assets = self.input.theme.assets().iter().chain(self.input.assets);
        items.extend(assets.map(|(path, bytes)| (path.clone(), Item::Bytes(bytes))));
        let figures = self.input.reports.values().filter_map(|report| report.figure.as_ref());
        for (path, bytes) in figures.flat_map(|figure| figure.drawing.files()) {
            // Named after what is in it: what has the name has the bytes, or is the site's own.
            items.entry(path.clone()).or_insert(Item::Bytes(bytes));
        }
        let proof_page = self.has_proof_page().then_some(proof::URL);
        let tree = self.input.tree;
        if sitemap::has_one(self.base) {
            items.insert("sitemap.xml".into(), Item::Sitemap);
        }
        if let Some(text) = sitemap::robots(self.base) {
            items.entry("robots.txt".into()).or_insert(Item::Text(text));
        }
        for page in &tree.pages {
            let aliases = page.front.aliases.iter();
            items.extend(aliases.map(|alias| (alias_path(alias), Item::Alias(page))));
        }
        items.extend(self.lists().iter().map(|list| (list.output_path(), Item::List(list))));
        let feeds = self.frame.feeds.iter().enumerate();
        items.extend(feeds.map(|(at, feed)| (feed.output_path(), Item::Feed(at))));
        items.insert("404.html".into(), Item::NotFound);
        if self.input.config.proof.page {
            items.insert(proof::JSON.into(), Item::ProofJson);
        }
        items.extend(proof_page.map(|_| (proof::PAGE.to_owned(), Item::Proof)));
        let pages = tree.pages.iter().enumerate();
        items.extend(pages.map(|(at, page)| (page.output_path(), Item::Page(PageId(at)))));
        items
    }

    /// What the file at that path is made of. That of a page is found without all others: nothing
    /// wins over a page.
    pub(super) fn item(&self, path: &str) -> Option<Item<'_>> {
        let pages = &self.input.tree.pages;
        // Of two pages that want one path the last has it.
        let page = pages.iter().rposition(|page| page.output_path() == path);
        page.map(|at| Item::Page(PageId(at))).or_else(|| self.items().remove(path))
    }

    /// Makes a file.
    pub(super) fn make(&self, item: &Item<'_>) -> Result<Vec<u8>, SiteError> {
        Ok(match item {
            Item::Bytes(bytes) => bytes.to_vec(),
            Item::Text(text) => text.clone().into_bytes(),
            Item::Sitemap => {
                let proof_page = self.has_proof_page().then_some(proof::URL);
                let proof_page = proof_page.as_slice();
                let tree = self.input.tree;
                sitemap::sitemap(tree, self.lists(), proof_page, self.base).into_bytes()
            }
            Item::Alias(page) => self.redirect(page)?.into_bytes(),
            Item::List(list) => self.list(list)?.into_bytes(),
            Item::Feed(at) => {
                let feed = &self.frame.feeds[*at..=*at];
                self.feeds(feed).into_values().next().unwrap_or_default()
            }
            Item::NotFound => self.not_found()?.into_bytes(),
            Item::Proof => self.proof()?.into_bytes(),
            Item::ProofJson => {
                proof::json(self.ledger(), self.input.registry, self.input.config).into_bytes()
            }
            Item::Page(id) => self.page(*id, self.input.tree.page(*id))?.into_bytes(),
        })
    }

    /// The feeds by output path.
    pub(super) fn feeds(&self, feeds: &[feed::Feed]) -> BTreeMap<String, Vec<u8>> {
        let (config, tree) = (self.input.config, self.input.tree);
        feed::files(feeds, config, tree, self.base, &|page| self.body.html(page).0)
    }
}
