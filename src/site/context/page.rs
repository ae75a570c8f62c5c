//! What templates know of a page.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::check::expectation::{OUTPUT, TABLE};
use crate::check::{ExampleReport, State};
use crate::config::Config;
use crate::content::{Page, PageKind};
use crate::history::History;
use crate::site::address::BaseUrl;
use crate::site::code;
use crate::site::length::Length;

/// `page` in templates.
#[derive(Default, Serialize)]
pub(crate) struct PageContext<'a> {
    title: &'a str,
    /// For search engines: as its writer put it, or its first paragraph.
    description: &'a str,
    /// What its writer put in the front matter, and nothing else: the page opens with it.
    lead: &'a str,
    /// Path below the content folder; empty for pages made by the theme.
    path: &'a str,
    url: String,
    /// The full address, where the origin is known.
    canonical: Option<String>,
    /// Where its source can be edited.
    edit_url: Option<String>,
    date: Option<String>,
    /// When it was last changed: as the front matter says, or else as version control does.
    updated: Option<String>,
    category: Option<&'a str>,
    tags: &'a [String],
    /// As the front matter says, or else who changed the file.
    authors: &'a [String],
    /// What its examples are written in, by the names the page shows.
    languages: BTreeSet<String>,
    /// Words of its text, examples left out.
    words: usize,
    /// Minutes to read it; zero where there is nothing to read.
    minutes: usize,
    draft: bool,
    /// Whether it is a folder's own page.
    section: bool,
    /// Whether it is the site's first page.
    home: bool,
    /// `extra` of the front matter.
    extra: BTreeMap<String, serde_json::Value>,
    proof: ProofContext,
    /// The text's HTML.
    content: String,
}

/// What was proved of a page, counted.
#[derive(Default, Serialize)]
struct ProofContext {
    /// Examples that are more than plain text.
    examples: usize,
    /// Those that passed, or failed as the page says they do.
    proved: usize,
    /// Those that are shown as anti-patterns.
    anti_patterns: usize,
    /// Those with findings nobody expected.
    failed: usize,
    /// Tools and versions they were held against.
    facts: Vec<String>,
}

impl<'a> PageContext<'a> {
    /// The context of `page`, which was read from `file`.
    pub(crate) fn new(
        page: &'a Page,
        file: &str,
        config: &Config,
        base: &BaseUrl,
        reports: &BTreeMap<String, ExampleReport>,
        history: &'a History,
    ) -> Self {
        let front = &page.front;
        let changes = history.of(file);
        let updated = front.updated.or_else(|| changes.map(|changes| changes.updated));
        // Pages that were made, rule pages for one, have no file that anybody could edit.
        let own = file.starts_with(&format!("{}/", config.build.content));
        let edit = config.site.edit_url.as_ref().filter(|_| own);
        Self {
            title: &page.title,
            description: front.description.as_deref().unwrap_or(&page.document.summary),
            lead: front.description.as_deref().unwrap_or_default(),
            path: &page.path,
            url: base.url(&page.url),
            canonical: base.absolute(&page.url),
            edit_url: edit.map(|url| url.replace("{path}", file)),
            date: front.date.map(|date| date.to_string()),
            updated: updated.map(|date| date.to_string()),
            category: front.category.as_deref(),
            tags: &front.tags,
            authors: match changes {
                Some(changes) if front.authors.is_empty() => &changes.authors,
                _ => &front.authors,
            },
            languages: languages(page),
            words: 0,
            minutes: 0,
            draft: front.draft,
            section: page.kind == PageKind::Section,
            home: page.url == "/",
            extra: front.extra.clone(),
            proof: ProofContext::new(page, reports),
            content: String::new(),
        }
    }

    /// With the text's HTML.
    pub(crate) fn with_content(self, content: String) -> Self {
        let length = if self.section { Length::default() } else { Length::of(&content) };
        Self { words: length.words, minutes: length.minutes(), content, ..self }
    }

    /// A page of the theme's own.
    pub(crate) fn titled(title: &'a str) -> Self {
        Self { title, ..Self::default() }
    }
}

/// The languages of a page's examples; what they print is none.
fn languages(page: &Page) -> BTreeSet<String> {
    let languages = page.document.examples.iter().map(|example| example.fence.lang.as_str());
    let shown = languages.filter(|lang| !matches!(*lang, OUTPUT | TABLE));
    shown.filter_map(code::label).collect()
}

impl ProofContext {
    fn new(page: &Page, reports: &BTreeMap<String, ExampleReport>) -> Self {
        let mut proof = Self::default();
        let mut facts = BTreeSet::new();
        for example in &page.document.examples {
            let Some(report) = reports.get(&page.example_id(example.index)) else { continue };
            match report.state {
                State::Skipped | State::Expectation => continue,
                State::Passed => proof.proved += 1,
                State::FailsAsExpected => {
                    proof.proved += 1;
                    proof.anti_patterns += 1;
                }
                State::Failed => proof.failed += 1,
                State::Ignored(_) | State::Unproven(_) => {}
            }
            proof.examples += 1;
            let lines = report.proof.iter().flat_map(|line| &line.facts);
            facts.extend(lines.map(|(tool, version)| format!("{tool} {version}")));
        }
        proof.facts = facts.into_iter().collect();
        proof
    }
}
