//! Puts a site together: this is where the pipeline of [`crate::site`] can be read in one go.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use super::address::BaseUrl;
use super::body::Body;
use super::context::{
    Context, ListContext, ListPageContext, PageContext, ProofPageContext, ProofTotals,
    RedirectContext, SiteContext, children, crumbs,
};
use super::feed::{self, Feed};
use super::lists::{ListPage, Lists};
use super::nav::{Nav, NavLink, SidebarKey};
use super::pictures::Pictures;
use super::proof::{self, Ledger, Overview, Place};
use super::{Site, SiteError, search, sitemap, toc};
use crate::check::{ExampleReport, Registry};
use crate::config::Config;
use crate::content::{Page, PageId, PageKind, Tree};
use crate::history::History;
use crate::links::Resolver;
use crate::source::Sources;
use crate::theme::{Theme, Words};

/// Everything a site is made of.
#[derive(Clone, Copy)]
pub struct SiteInput<'a> {
    /// Titles, addresses and what else the site says of itself.
    pub config: &'a Config,
    /// The pages, rule pages among them (`rules/<domain>/<name>.md`).
    pub tree: &'a Tree,
    /// What became of each example, by its id.
    pub reports: &'a BTreeMap<String, ExampleReport>,
    /// The plugins that made the reports.
    pub registry: &'a Registry,
    /// The files the pages were read from.
    pub sources: &'a Sources,
    /// The theme.
    pub theme: &'a Theme,
    /// What version control says of the pages' files.
    pub history: &'a History,
    /// Files that are published as they are, by output path.
    pub assets: &'a BTreeMap<String, Vec<u8>>,
    /// Where pictures that were made are kept; none to make them each time.
    pub pictures: Option<&'a Path>,
    /// How much of it is wanted.
    pub extent: Extent,
}

/// How much of a site is put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// All but the search index, which [`search_index`](super::search_index) makes.
    Unsearched,
    /// Every place that a link can lead to, and no more: examples and pictures, most of the time a
    /// site takes, are only hinted at, and there is no search. Not to be published.
    Outline,
}

/// What is the same for all pages.
struct Assembly<'a> {
    input: SiteInput<'a>,
    base: &'a BaseUrl,
    site: SiteContext,
    nav: Nav<'a>,
    body: Body<'a>,
    ledger: Ledger<'a>,
    lists: &'a Lists,
    feeds: Vec<Feed>,
    /// Rendered once for all the pages that share one.
    sidebars: BTreeMap<SidebarKey, String>,
}

/// Puts a site together.
///
/// Where two things claim a path, a page wins over a list, that over an alias, an asset of the site
/// over one of the theme, and any of them over a file that belongs to a drawing.
///
/// # Errors
///
/// Where a template does not fit, or the search index cannot be built.
pub fn assemble(input: SiteInput<'_>) -> Result<Site, SiteError> {
    let base = BaseUrl::new(&input.config.site.base_url);
    let resolver = Resolver::new(input.tree, input.assets.keys().map(String::as_str));
    let resolver = resolver.served_at(base.root());
    let lists = Lists::new(input.config, input.tree);
    let words = input.theme.words(&input.config.site.language, &input.config.theme.words);
    let list_pages = lists.pages(&words.pages);
    let mut assembly = Assembly::new(input, &base, &resolver, &lists, &words)?;
    assembly.site = assembly.site.with_lists(&list_pages, &base);

    let mut files = input.theme.assets().clone();
    files.extend(input.assets.iter().map(|(path, bytes)| (path.clone(), bytes.clone())));
    let figures = input.reports.values().filter_map(|report| report.figure.as_ref());
    for (path, bytes) in figures.flat_map(|figure| figure.drawing.files()) {
        // Named after what is in it: what has the name has the bytes, or is the site's own.
        files.entry(path.clone()).or_insert_with(|| bytes.clone());
    }
    let proof_page = assembly.has_proof_page().then_some(proof::URL);
    if let Some(xml) = sitemap::sitemap(input.tree, &list_pages, proof_page.as_slice(), &base) {
        files.insert("sitemap.xml".into(), xml.into_bytes());
    }
    if let Some(text) = sitemap::robots(&base) {
        files.entry("robots.txt".into()).or_insert(text.into_bytes());
    }
    for (path, bytes) in &assembly.body.pictures.files {
        files.entry(path.clone()).or_insert_with(|| bytes.clone());
    }
    files.extend(assembly.redirects()?);
    files.extend(assembly.lists(&list_pages)?);
    files.extend(assembly.feeds());
    files.insert("404.html".into(), assembly.not_found()?.into_bytes());

    let pages = assembly.pages()?;
    let proof = assembly.proof()?;
    if input.extent == Extent::Whole {
        let searched = pages.iter().map(|(page, html)| (page.url.as_str(), html.as_str()));
        let searched = searched.chain(proof.iter().map(|html| (proof::URL, html.as_str())));
        files.extend(search::index(searched, &input.config.site.language)?);
    }
    if input.config.proof.page {
        let json = proof::json(&assembly.ledger, input.registry, input.config);
        files.insert(proof::JSON.into(), json.into_bytes());
    }
    files.extend(proof.map(|html| (proof::PAGE.to_owned(), html.into_bytes())));
    files.extend(pages.into_iter().map(|(page, html)| (page.output_path(), html.into_bytes())));
    Ok(Site { files })
}

impl<'a> Assembly<'a> {
    fn new(
        input: SiteInput<'a>,
        base: &'a BaseUrl,
        resolver: &'a Resolver<'a>,
        lists: &'a Lists,
        words: &'a Words,
    ) -> Result<Self, SiteError> {
        let written = input.tree.pages.iter().filter(|page| !page.is_made_up(input.sources));
        let proof = ProofTotals::new(written.count(), input.reports);
        let search = input.extent != Extent::Outline;
        let site = SiteContext::new(input.config, base, input.theme, search, proof, words);
        let nav = Nav::new(input.tree, base);
        let SiteInput { config, tree, reports, assets, .. } = input;
        let outline = input.extent == Extent::Outline;
        let pictures = match outline {
            true => Pictures::default(),
            false => Pictures::new(tree, resolver, assets, &config.images, base, input.pictures),
        };
        let body = Body { tree, base, reports, resolver, pictures, words, outline };
        let ledger = Ledger::new(tree, input.sources, base, words, reports);
        let keys = (0..input.tree.pages.len()).filter_map(|at| nav.sidebar_key(PageId(at)));
        let keys: std::collections::BTreeSet<SidebarKey> = keys.collect();
        let sidebars = keys.into_par_iter().map(|key| {
            Ok((key, input.theme.render("partials/sidebar.html", &nav.sidebar(key, words))?))
        });
        let sidebars = sidebars.collect::<Result<_, SiteError>>()?;
        let feeds = feed::feeds(input.config, input.tree, base);
        Ok(Self { input, base, site, nav, body, ledger, lists, feeds, sidebars })
    }

    /// Every page with its HTML, in order of their paths.
    fn pages(&self) -> Result<Vec<(&'a Page, String)>, SiteError> {
        let pages = self.input.tree.pages.par_iter().enumerate();
        pages.map(|(at, page)| Ok((page, self.page(PageId(at), page)?))).collect()
    }

    fn page(&self, id: PageId, page: &Page) -> Result<String, SiteError> {
        let section = self.nav.section(id);
        let (previous, next) = self.nav.neighbours(id);
        let children = match (page.kind, section) {
            (PageKind::Section, Some(section)) => children(&self.nav, section),
            _ => Vec::new(),
        };
        let SiteInput { config, reports, sources, history, .. } = self.input;
        let file = sources.get(page.source).path.as_str();
        let words = self.body.words;
        let context = Context {
            site: &self.site,
            page: PageContext::new(page, file, config, self.base, reports, history, &words.code)
                .with_terms(page, self.lists, self.base)
                .with_language(if self.is_of_a_rule(page) { words.foreign() } else { "" })
                .with_body(self.body.html(page)),
            tabs: self.nav.tabs(Some(id)),
            crumbs: self.nav.crumbs(id),
            previous,
            next,
            sidebar: self.sidebar(id),
            toc: toc::contents(&page.document.headings),
            feeds: self.feed_links(Some(id)),
            children,
            showing: self.showing(id, page),
        };
        Ok(self.input.theme.render(self.template(page), &context)?)
    }

    /// Whether a page was made from a rule or a list of rules, which speak English.
    fn is_of_a_rule(&self, page: &Page) -> bool {
        page.url.starts_with("/rules/") && page.is_made_up(self.input.sources)
    }

    /// On the page of a rule, the anti-patterns elsewhere on the site that show it.
    fn showing(&self, id: PageId, page: &Page) -> Vec<Place> {
        let rule = page.url.strip_prefix("/rules/").map(|rule| rule.trim_end_matches('/'));
        rule.map(|rule| self.ledger.showing(rule, id)).unwrap_or_default()
    }

    /// The sidebar of a page, with the page marked in it. The first page of a site with sections
    /// has none: the sections are in the header.
    fn sidebar(&self, id: PageId) -> String {
        let sections =
            { self.input.tree.sections.first() }.is_some_and(|root| !root.sections.is_empty());
        if sections && self.input.tree.page(id).url == "/" {
            return String::new();
        }
        let sidebar = self.nav.sidebar_key(id).and_then(|key| self.sidebars.get(&key));
        let Some(sidebar) = sidebar else { return String::new() };
        let href = format!("href=\"{}\"", crate::highlight::escaped(&self.nav.link(id).url));
        sidebar.replacen(&href, &format!("{href} aria-current=\"page\""), 1)
    }

    /// The template of a page. One that the theme does not have is a finding elsewhere.
    fn template<'p>(&self, page: &'p Page) -> &'p str {
        match page.front.template.as_deref() {
            Some(template) if self.input.theme.has(template) => template,
            _ if page.kind == PageKind::Section => "section.html",
            _ => "page.html",
        }
    }

    fn not_found(&self) -> Result<String, SiteError> {
        let page = PageContext::titled(&self.body.words.pages.lost_title);
        Ok(self.input.theme.render("404.html", &self.own(page, Vec::new()))?)
    }

    /// Whether the site has our page of all proofs, and neither none nor its own.
    fn has_proof_page(&self) -> bool {
        self.input.config.proof.page && self.body.resolver.at(proof::URL).is_none()
    }

    /// The page that tells what was proven; none where the site wants none, or has its own.
    fn proof(&self) -> Result<Option<String>, SiteError> {
        if !self.has_proof_page() {
            return Ok(None);
        }
        let json = self.base.url(proof::JSON);
        let rule_url = |rule: &str| self.body.rule_url(rule);
        let overview = Overview::new(&self.ledger, &self.nav, self.input.registry, json, &rule_url);
        let words = &self.body.words.pages;
        let lead = overview.lead(words);
        let page = PageContext::titled(&words.proof).with_lead(&lead).at(self.base, proof::URL);
        let context = ProofPageContext {
            context: self.own(page, toc::of_parts(&overview.headings(words))),
            proof: overview,
        };
        Ok(Some(self.input.theme.render("proof.html", &context)?))
    }

    /// The context of a page that no file is the source of.
    fn own<'p>(&'p self, page: PageContext<'p>, toc: Vec<toc::TocEntry>) -> Context<'p> {
        Context {
            site: &self.site,
            page,
            tabs: self.nav.tabs(None),
            crumbs: Vec::new(),
            previous: None,
            next: None,
            sidebar: String::new(),
            toc,
            feeds: self.feed_links(None),
            children: Vec::new(),
            showing: Vec::new(),
        }
    }

    /// The pages that list others, by output path.
    fn lists(&self, pages: &[ListPage<'_>]) -> Result<BTreeMap<String, Vec<u8>>, SiteError> {
        let rendered = pages.par_iter().map(|list| {
            let config = self.input.config;
            let page = PageContext::of_list(list, config, self.base);
            let words = &self.body.words.pages;
            let crumbs = crumbs(list, self.base, words);
            let page = Context { crumbs, ..self.own(page, Vec::new()) };
            let list_context = ListContext::new(list, self.input.tree, self.base, words);
            let context = ListPageContext { page, list: list_context };
            let html = self.input.theme.render(list.of.template(), &context)?;
            Ok((list.output_path(), html.into_bytes()))
        });
        rendered.collect()
    }

    /// The feeds by output path.
    fn feeds(&self) -> BTreeMap<String, Vec<u8>> {
        let SiteInput { config, tree, .. } = self.input;
        feed::files(&self.feeds, config, tree, self.base, &|page| self.body.html(page).0)
    }

    /// The feed of the site, and those of the sections above a page.
    fn feed_links(&self, id: Option<PageId>) -> Vec<NavLink> {
        let above = id.map(|id| self.nav.sections_above(id)).unwrap_or_default();
        let root = self.input.tree.sections.first().map(|root| root.index);
        let told = |feed: &&Feed| root == Some(feed.of) || above.contains(&feed.of);
        let link = |feed: &Feed| NavLink {
            title: match root == Some(feed.of) {
                true => self.input.config.site.title.clone(),
                false => self.input.tree.page(feed.of).title.clone(),
            },
            url: self.base.url(&feed.url),
        };
        self.feeds.iter().filter(told).map(link).collect()
    }

    /// A page for every alias, which leads on to where the page is now.
    fn redirects(&self) -> Result<BTreeMap<String, Vec<u8>>, SiteError> {
        let mut files = BTreeMap::new();
        for page in &self.input.tree.pages {
            let url = self.base.url(&page.url);
            let canonical = self.base.absolute(&page.url).unwrap_or_else(|| url.clone());
            let context = RedirectContext { site: &self.site, url, canonical, title: &page.title };
            for alias in &page.front.aliases {
                let html = self.input.theme.render("redirect.html", &context)?;
                files.insert(alias_path(alias), html.into_bytes());
            }
        }
        Ok(files)
    }
}

/// Where the page of an alias goes: `/old/` and `/old` to `old/index.html`.
pub fn alias_path(alias: &str) -> String {
    let path = alias.trim_matches('/');
    match path {
        "" => "index.html".into(),
        path if path.ends_with(".html") => path.to_owned(),
        path => format!("{path}/index.html"),
    }
}
