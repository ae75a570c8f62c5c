//! What templates know of a page.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::check::expectation::{OUTPUT, TABLE};
use crate::check::{ExampleReport, Reports};
use crate::config::Config;
use crate::content::{Page, PageKind, TaxonomyKind};
use crate::history::History;
use crate::scheme::Scheme;
use crate::site::address::BaseUrl;
use crate::site::code;
use crate::site::length::Length;
use crate::site::lists::{ListPage, Lists};
use crate::site::nav::NavLink;
use crate::site::proof::{self, Tally, tool};
use crate::theme::words::CodeWords;

/// `page` in templates.
#[derive(Default, Serialize)]
pub(crate) struct PageContext<'a> {
    title: &'a str,
    /// The attributes of its title and text where these are in English and the site is not.
    foreign: &'static str,
    /// The id of the heading that says the title, where the text has one.
    title_id: Option<&'a str>,
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
    /// The pages of its category and its tags, where the site has them.
    category_link: Option<NavLink>,
    tag_links: Vec<NavLink>,
    /// A picture for those who link it elsewhere, by its full address.
    image: Option<String>,
    /// Whether search engines are asked to leave it out.
    noindex: bool,
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

/// What was proven of a page, counted.
#[derive(Default, Serialize)]
struct ProofContext {
    #[serde(flatten)]
    tally: Tally,
    /// Tools and versions its examples were held against.
    facts: Vec<String>,
    /// Its place on the page that tells of all proofs; empty where the site has none.
    url: String,
}

impl<'a> PageContext<'a> {
    /// The context of `page`, which was read from `file`.
    pub(crate) fn new(
        page: &'a Page,
        file: &str,
        config: &Config,
        base: &BaseUrl,
        reports: &Reports,
        history: &'a History,
        words: &CodeWords,
    ) -> Self {
        let front = &page.front;
        let changes = history.of(file);
        let updated = front.updated.or_else(|| changes.map(|changes| changes.updated));
        // Pages that were made, rule pages for one, have no file that anybody could edit.
        let own = file.starts_with(&format!("{}/", config.build.content));
        let edit = config.site.edit_url.as_ref().filter(|_| own);
        Self {
            title: &page.title,
            foreign: "",
            title_id: None,
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
            category_link: None,
            tag_links: Vec::new(),
            image: image(front.image.as_deref(), config, base),
            noindex: front.noindex || front.draft,
            authors: match changes {
                Some(changes) if front.authors.is_empty() => &changes.authors,
                _ => &front.authors,
            },
            languages: languages(page, words),
            words: 0,
            minutes: 0,
            draft: front.draft,
            section: page.kind == PageKind::Section,
            home: page.url == "/",
            extra: front.extra.clone(),
            proof: ProofContext::new(page, reports, config, base),
            content: String::new(),
        }
    }

    /// With the text's HTML, and the id of the heading that was left out of it.
    pub(crate) fn with_body(self, (content, title_id): (String, Option<&'a str>)) -> Self {
        let length = if self.section { Length::default() } else { Length::of(&content) };
        Self { words: length.words, minutes: length.minutes(), content, title_id, ..self }
    }

    /// With `foreign` attributes where somebody else's language is its own.
    pub(crate) fn with_language(self, foreign: &'static str) -> Self {
        Self { foreign, ..self }
    }

    /// With links to the lists it is on.
    pub(crate) fn with_terms(self, page: &Page, lists: &Lists, base: &BaseUrl) -> Self {
        let link = |kind: TaxonomyKind, name: &String| {
            let term = lists.taxonomy(kind)?.term(name)?;
            Some(NavLink { title: name.clone(), url: base.url(&term.url) })
        };
        let category = page.front.category.as_ref();
        Self {
            category_link: category.and_then(|name| link(TaxonomyKind::Categories, name)),
            tag_links: { page.front.tags.iter() }
                .filter_map(|name| link(TaxonomyKind::Tags, name))
                .collect(),
            ..self
        }
    }

    /// A page that lists others.
    pub(crate) fn of_list(list: &'a ListPage<'a>, config: &Config, base: &BaseUrl) -> Self {
        Self {
            title: &list.title,
            description: &list.description,
            lead: &list.lead,
            url: base.url(&list.url),
            canonical: base.absolute(&list.url),
            image: image(None, config, base),
            // The later pages of a list are there to be walked, not found.
            noindex: list.number > 1,
            ..Self::default()
        }
    }

    /// A page of the theme's own.
    pub(crate) fn titled(title: &'a str) -> Self {
        Self { title, ..Self::default() }
    }

    /// With what it opens with, which is what search engines show of it, too.
    pub(crate) fn with_lead(self, lead: &'a str) -> Self {
        Self { lead, description: lead, ..self }
    }

    /// A page of the theme's own at its address.
    pub(crate) fn at(self, base: &BaseUrl, url: &str) -> Self {
        Self { url: base.url(url), canonical: base.absolute(url), ..self }
    }
}

/// The full address of a picture: the page's own, else the site's.
fn image(own: Option<&str>, config: &Config, base: &BaseUrl) -> Option<String> {
    let image = own.or(config.site.image.as_deref())?;
    match Scheme::of(image) {
        Scheme::None => base.absolute(image),
        Scheme::Web => Some(image.to_owned()),
        _ => None,
    }
}

/// The languages of a page's examples; what they print is none.
fn languages(page: &Page, words: &CodeWords) -> BTreeSet<String> {
    let languages = page.document.examples.iter().map(|example| example.fence.lang.as_str());
    let shown = languages.filter(|lang| !matches!(*lang, OUTPUT | TABLE));
    shown.filter_map(|lang| code::label(lang, words)).collect()
}

impl ProofContext {
    fn new(page: &Page, reports: &Reports, config: &Config, base: &BaseUrl) -> Self {
        let examples = page.document.examples.iter();
        let reports: Vec<&ExampleReport> = examples
            .filter_map(|example| Some(&**reports.get(&page.example_id(example.index))?))
            .collect();
        let proven = reports.iter().filter(|report| report.state.is_proven());
        let facts = proven.flat_map(|report| &report.proof).flat_map(|line| &line.facts);
        let mut facts = tool::names(facts);
        facts.sort();
        let url = format!("{}#{}", base.url(proof::URL), proof::row_id(&page.url));
        Self {
            tally: Tally::of(reports),
            facts,
            url: if config.proof.page { url } else { String::new() },
        }
    }
}
