//! What templates know of the site.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::config::Config;
use crate::site::address::BaseUrl;
use crate::site::lists::{ListOf, ListPage};
use crate::site::nav::NavLink;
use crate::site::proof;
use crate::theme::Theme;

/// `site` in templates.
#[derive(Serialize)]
pub(crate) struct SiteContext {
    title: String,
    description: String,
    language: String,
    /// What every address of the site begins with: `/` or `/docs/`.
    root: String,
    repository: Option<String>,
    /// Addresses of the theme's files, which change with their content.
    css: String,
    js: String,
    search_js: String,
    /// What filters the list of rules.
    rules_js: String,
    favicon: String,
    /// The lists of the site: tags, categories, archive.
    lists: Vec<NavLink>,
    /// Whether there is a search index.
    search: bool,
    /// The page that tells what was proven; empty where the site has none.
    proof_url: String,
    /// `[extra]` of the configuration.
    extra: BTreeMap<String, serde_json::Value>,
}

impl SiteContext {
    /// With links to the site's lists.
    pub(crate) fn with_lists(self, pages: &[ListPage<'_>], base: &BaseUrl) -> Self {
        let whole = pages.iter().filter(|page| page.number == 1);
        let whole = whole.filter(|page| !matches!(page.of, ListOf::Term(..)));
        let link = |page: &ListPage<'_>| NavLink {
            title: page.title.clone(),
            url: base.url(&page.url),
        };
        Self { lists: whole.map(link).collect(), ..self }
    }

    pub(crate) fn new(config: &Config, base: &BaseUrl, theme: &Theme, search: bool) -> Self {
        let asset = |path: &str| {
            // The version makes a browser fetch a changed file, and keep one that is the same.
            let hash = theme.assets().get(path).map(|bytes| blake3::hash(bytes).to_hex());
            let version = hash.map(|hash| format!("?v={}", &hash[..8])).unwrap_or_default();
            format!("{}{version}", base.url(path))
        };
        Self {
            title: config.site.title.clone(),
            description: config.site.description.clone(),
            language: config.site.language.clone(),
            root: base.root().to_owned(),
            repository: config.site.repository.clone(),
            css: asset("theme/site.css"),
            js: asset("theme/site.js"),
            search_js: asset("theme/search.js"),
            rules_js: asset("theme/rules.js"),
            favicon: asset("theme/favicon.svg"),
            lists: Vec::new(),
            search,
            proof_url: if config.proof.page { base.url(proof::URL) } else { String::new() },
            extra: config.extra.clone(),
        }
    }
}
