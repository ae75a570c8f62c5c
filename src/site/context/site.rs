//! What templates know of the site.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::check::Reports;
use crate::config::{Config, NamedLink};
use crate::site::address::BaseUrl;
use crate::site::nav::NavLink;
use crate::site::proof;
use crate::theme::{Theme, Words, words};

/// `site` in templates.
#[derive(Serialize)]
pub(crate) struct SiteContext {
    title: String,
    description: String,
    language: String,
    /// Whether the language is written from right to left.
    rtl: bool,
    /// What every address of the site begins with: `/` or `/docs/`.
    root: String,
    repository: Option<String>,
    /// Addresses of the theme's files, which change with their content.
    css: String,
    js: String,
    start_js: String,
    search_js: String,
    /// Style sheets that only some pages ask for, by name without `.css`.
    styles: BTreeMap<String, String>,
    /// The theme's scripts, by name without `.js`.
    scripts: BTreeMap<String, String>,
    /// What filters the list of rules.
    rules_js: String,
    /// The lists of the site: tags, categories, archive.
    lists: Vec<NavLink>,
    moved_js: String,
    favicon: String,
    /// The picture beside the title, where the site has one.
    logo: Option<String>,
    /// Links of the configuration: in the header, and at the foot.
    links: Vec<LinkContext>,
    social: Vec<LinkContext>,
    /// The text at the foot, where the site has one of its own.
    footer: Option<String>,
    /// What the theme says by itself, by key, in the site's language.
    words: Words,
    /// Those that scripts need, as JSON.
    script_words: String,
    /// What was proven, counted.
    proof: ProofTotals,
    /// Whether there is a search index.
    search: bool,
    /// The page that tells what was proven; empty where the site has none.
    proof_url: String,
    /// `[extra]` of the configuration.
    extra: BTreeMap<String, serde_json::Value>,
}

/// A link of the configuration.
#[derive(Serialize)]
struct LinkContext {
    title: String,
    url: String,
}

/// `site.proof` in templates.
#[derive(Default, Serialize)]
pub(crate) struct ProofTotals {
    /// Pages somebody wrote.
    pages: usize,
    /// Examples that are more than plain text.
    examples: usize,
    /// Those that passed, or failed as their pages say they do.
    proved: usize,
}

impl ProofTotals {
    /// Counts the examples of a site of so many pages.
    pub(crate) fn new(pages: usize, reports: &Reports) -> Self {
        let counts = reports.counts();
        Self { pages, examples: counts.provable, proved: counts.proven }
    }
}

impl SiteContext {
    /// With links to the site's lists.
    pub(crate) fn with_lists(self, lists: Vec<NavLink>) -> Self {
        Self { lists, ..self }
    }

    /// What all templates see of a site.
    pub(crate) fn new(
        config: &Config,
        base: &BaseUrl,
        theme: &Theme,
        search: bool,
        proof: ProofTotals,
        said: &Words,
    ) -> Self {
        let asset = |path: &str| {
            // The version makes a browser fetch a changed file, and keep one that is the same.
            let hash = theme.assets().get(path).map(|bytes| blake3::hash(bytes).to_hex());
            let version = hash.map(|hash| format!("?v={}", &hash[..8])).unwrap_or_default();
            format!("{}{version}", base.url(path))
        };
        let named = |ending: &str| {
            let files = theme.assets().keys().filter_map(|path| {
                let name = path.strip_prefix("theme/")?.strip_suffix(ending)?;
                Some((name.to_owned(), asset(path)))
            });
            files.collect()
        };
        // A path is one of the site; anything else is an address as it is.
        let address = |url: &str| match url.starts_with('/') {
            true => base.url(url),
            false => url.to_owned(),
        };
        let links = |links: &[NamedLink]| {
            let link = |link: &NamedLink| LinkContext {
                title: link.title.clone(),
                url: address(&link.url),
            };
            links.iter().map(link).collect()
        };
        Self {
            title: config.site.title.clone(),
            description: config.site.description.clone(),
            language: config.site.language.clone(),
            rtl: words::is_right_to_left(&config.site.language),
            root: base.root().to_owned(),
            repository: config.site.repository.clone(),
            css: asset("theme/site.css"),
            js: asset("theme/site.js"),
            start_js: asset("theme/start.js"),
            search_js: asset("theme/search.js"),
            styles: named(".css"),
            scripts: named(".js"),
            rules_js: asset("theme/rules.js"),
            lists: Vec::new(),
            moved_js: asset("theme/moved.js"),
            favicon: match &config.theme.favicon {
                Some(favicon) => address(favicon),
                None => asset("theme/favicon.svg"),
            },
            logo: config.theme.logo.as_deref().map(address),
            links: links(&config.theme.links),
            social: links(&config.theme.social),
            footer: config.theme.footer.clone(),
            script_words: words::of_scripts(said),
            words: said.clone(),
            proof,
            search,
            proof_url: if config.proof.page { base.url(proof::URL) } else { String::new() },
            extra: config.extra.clone(),
        }
    }
}
