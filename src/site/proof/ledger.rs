//! Every example of the site with its page and what became of it, gathered once for all that
//! tell of it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::check::{ExampleReport, Reports};
use crate::content::{Page, PageId, Tree};
use crate::markdown::Example;
use crate::site::address::BaseUrl;
use crate::site::code::label;
use crate::source::Sources;
use crate::theme::Words;

/// An example, its page and its report.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) page: PageId,
    pub(crate) example: &'a Example,
    pub(crate) report: &'a ExampleReport,
}

/// Every example of the site that was reported on, in the order of pages and then of the page.
#[derive(Clone, Debug)]
pub(crate) struct Ledger<'a> {
    pub(crate) tree: &'a Tree,
    pub(crate) sources: &'a Sources,
    pub(crate) base: &'a BaseUrl,
    pub(crate) words: &'a Words,
    pub(crate) entries: Vec<Entry<'a>>,
    /// The anti-patterns that show a rule, as positions in `entries`, by the rule's id.
    shown: BTreeMap<&'a str, Vec<usize>>,
}

/// Where an example can be read.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Place {
    /// Its address.
    pub(crate) url: String,
    /// The title of its page.
    pub(crate) page: String,
    /// Its line in the file of its page.
    pub(crate) line: usize,
    /// Its language, as readers call it; empty for plain text.
    pub(crate) lang: String,
}

impl<'a> Ledger<'a> {
    /// Gathers them.
    pub(crate) fn new(
        tree: &'a Tree,
        sources: &'a Sources,
        base: &'a BaseUrl,
        words: &'a Words,
        reports: &'a Reports,
    ) -> Self {
        let mut entries = Vec::with_capacity(reports.counts().coverage.examples);
        let mut shown: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, page) in tree.pages.iter().enumerate() {
            for example in &page.document.examples {
                let Some(report) = reports.get(&page.example_id(example.index)) else { continue };
                if report.state.is_proven() {
                    for rule in &report.expected {
                        shown.entry(rule).or_default().push(entries.len());
                    }
                }
                entries.push(Entry { page: PageId(at), example, report });
            }
        }
        Self { tree, sources, base, words, entries, shown }
    }

    /// The page of an example.
    pub(crate) fn page(&self, entry: &Entry<'_>) -> &'a Page {
        self.tree.page(entry.page)
    }

    /// Those there was something to prove of.
    pub(crate) fn examples(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.entries.iter().filter(|entry| !entry.report.state.is_beside())
    }

    /// Every rule that some anti-pattern of the site shows, with those examples.
    pub(crate) fn shown(&self) -> impl Iterator<Item = (&'a str, Vec<&Entry<'a>>)> {
        self.shown
            .iter()
            .map(|(rule, at)| (*rule, at.iter().map(|&at| &self.entries[at]).collect()))
    }

    /// The anti-patterns that show a rule on pages other than `page`.
    pub(crate) fn showing(&self, rule: &str, page: PageId) -> Vec<Place> {
        let entries = self.shown.get(rule).into_iter().flatten().map(|&at| &self.entries[at]);
        entries.filter(|entry| entry.page != page).map(|entry| self.place(entry)).collect()
    }

    /// Where an example can be read.
    pub(crate) fn place(&self, entry: &Entry<'_>) -> Place {
        let page = self.page(entry);
        Place {
            url: self.url(entry),
            page: page.title.clone(),
            line: self.line(entry),
            lang: label(&entry.report.lang, &self.words.code).unwrap_or_default(),
        }
    }

    /// The address of an example.
    pub(crate) fn url(&self, entry: &Entry<'_>) -> String {
        format!("{}#example-{}", self.base.url(&self.page(entry).url), entry.example.index + 1)
    }

    /// The line its fence opens on, in the file it stands in, from one.
    pub(crate) fn line(&self, entry: &Entry<'_>) -> usize {
        let opening = entry.report.opening;
        self.sources.get(opening.source).position(opening.span.start).line
    }
}
