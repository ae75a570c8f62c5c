//! Puts a site together: this is where the pipeline of [`crate::site`] can be read in one go.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::address::BaseUrl;
use super::body::Body;
use super::context::{
    Context, ListContext, ListPageContext, PageContext, ProofPageContext, ProofTotals,
    RedirectContext, SiteContext, children, crumbs,
};
use super::feed::Feed;
use super::frame::Frame;
use super::item::Item;
use super::lists::ListPage;
use super::nav::{Nav, NavLink};
use super::pictures::{self, Album, Gallery, Pictures};
use super::proof::{self, Ledger, Overview, Place};
use super::{Files, Site, SiteError, search, toc};
use crate::check::{Registry, Reports};
use crate::config::Config;
use crate::content::{Page, PageId, PageKind, Tree};
use crate::highlight::Colours;
use crate::history::History;
use crate::links::Resolver;
use crate::plugin::Cancel;
use crate::source::Sources;
use crate::theme::Theme;

/// Everything a site is made of.
#[derive(Clone, Copy)]
pub struct SiteInput<'a> {
    /// Titles, addresses and what else the site says of itself.
    pub config: &'a Config,
    /// The pages, rule pages among them (`rules/<domain>/<name>.md`).
    pub tree: &'a Tree,
    /// What became of each example, by its id.
    pub reports: &'a Reports,
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
    /// Where what took long to make is kept from one run to the next; none to make it each time.
    pub kept: Option<&'a Path>,
    /// The pictures as they were made for this site before, or room for them; none to make them
    /// anew.
    pub album: Option<&'a Album>,
    /// The colours of code that was shown before.
    pub colours: &'a Colours,
    /// What the pages share as it was worked out for this site before, or room for it; none to work
    /// it out anew.
    pub frame: Option<&'a OnceLock<Frame>>,
    /// How much of it is wanted.
    pub extent: Extent,
    /// The button after which none of it is wanted any more, where somebody may press one.
    pub cancel: Option<&'a Cancel>,
}

/// How much of a site is put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// All but the search index, which [`index`] makes.
    Unsearched,
    /// Every place that a link can lead to, and no more: examples and pictures, most of the time a
    /// site takes, are only hinted at, and there is no search. Not to be published.
    Outline,
}

/// What is the same for all pages.
pub(super) struct Assembly<'a> {
    pub(super) input: SiteInput<'a>,
    pub(super) base: &'a BaseUrl,
    pub(super) body: Body<'a>,
    pub(super) frame: &'a Frame,
    lists: OnceLock<Vec<ListPage<'a>>>,
    site: SiteContext,
    nav: Nav<'a>,
    ledger: OnceLock<Ledger<'a>>,
}

/// Puts a site together.
///
/// # Errors
///
/// Where a template does not fit, or the search index cannot be built.
pub fn assemble(input: SiteInput<'_>) -> Result<Site, SiteError> {
    Assembly::with(input, |assembly| {
        let files = match input.extent {
            Extent::Whole => {
                let (mut files, index) = assembly.searched()?;
                files.extend(index);
                files
            }
            Extent::Unsearched | Extent::Outline => assembly.files(&|_, _| {})?,
        };
        Ok(Site { files })
    })
}

/// The search index of a site, without the rest of it: the same bytes as [`assemble`] gives.
///
/// # Errors
///
/// Where a template does not fit, or the search index cannot be built.
pub fn index(input: SiteInput<'_>) -> Result<Files, SiteError> {
    Assembly::with(input, |assembly| Ok(assembly.searched()?.1))
}

/// One file of a site, without the rest of it: the same bytes as [`assemble`] gives. The search
/// index is none of them.
///
/// # Errors
///
/// Where a template does not fit.
pub fn file(input: SiteInput<'_>, path: &str) -> Result<Option<Vec<u8>>, SiteError> {
    Assembly::with(input, |assembly| match assembly.item(path) {
        Some(item) => assembly.make(&item).map(Some),
        None if path.starts_with(pictures::FOLDER) => {
            Ok(assembly.body.pictures.files().get(path).cloned())
        }
        None => Ok(None),
    })
}

/// The paths of all files of a site, the search index and what is made of pictures left out.
///
/// # Errors
///
/// Where the theme does not fit.
pub fn paths(input: SiteInput<'_>) -> Result<BTreeSet<String>, SiteError> {
    Assembly::with(input, |assembly| Ok(assembly.items().into_keys().collect()))
}

impl<'a> Assembly<'a> {
    /// Works out what is the same for all pages, and has it used.
    fn with<T>(
        input: SiteInput<'_>,
        using: impl FnOnce(&Assembly<'_>) -> Result<T, SiteError>,
    ) -> Result<T, SiteError> {
        let base = BaseUrl::new(&input.config.site.base_url);
        let resolver = Resolver::new(input.tree, input.assets.keys().map(String::as_str));
        let resolver = resolver.served_at(base.root());
        let SiteInput { config, tree, sources, theme, .. } = input;
        let frame = || Frame::new(config, tree, sources, theme);
        let own;
        let frame = match input.frame {
            Some(kept) => kept.get_or_init(frame),
            None => {
                own = frame();
                &own
            }
        };
        using(&Assembly::new(input, &base, &resolver, frame))
    }

    fn new(
        input: SiteInput<'a>,
        base: &'a BaseUrl,
        resolver: &'a Resolver<'a>,
        frame: &'a Frame,
    ) -> Self {
        let words = &frame.words;
        let proof = ProofTotals::new(frame.written, input.reports);
        let outline = input.extent == Extent::Outline;
        let site = SiteContext::new(input.config, base, input.theme, !outline, proof, words);
        let nav = Nav { tree: input.tree, base, order: &frame.order };
        let SiteInput { config, tree, reports, assets, .. } = input;
        let pictures = Gallery::new(input.album.filter(|_| !outline), move || match outline {
            true => Pictures::default(),
            false => Pictures::new(tree, resolver, assets, &config.images, base, input.kept),
        });
        let colours = input.colours;
        let body = Body { tree, base, reports, resolver, pictures, words, colours, outline };
        Self {
            input,
            base,
            body,
            frame,
            lists: OnceLock::new(),
            site: site.with_lists(frame.lists.links(&words.pages, base)),
            nav,
            ledger: OnceLock::new(),
        }
    }

    /// The pages that list others.
    pub(super) fn lists(&self) -> &[ListPage<'a>] {
        self.lists.get_or_init(|| self.frame.lists.pages(&self.frame.words.pages))
    }

    /// Every file but the search index. `made` hears of each page and list when it is there.
    fn files(&self, made: &(dyn Fn(&str, &[u8]) + Sync)) -> Result<Files, SiteError> {
        let mut feeds = self.feeds(&self.frame.feeds);
        // What adds up all examples takes long and cannot be cancelled, so that it comes last.
        let is_whole = |item: &Item<'_>| matches!(item, Item::Proof | Item::ProofJson);
        let items = self.items().into_iter();
        let (whole, parts): (Vec<_>, Vec<_>) = items.partition(|(_, item)| is_whole(item));
        let make = |(path, item): &(String, Item<'_>)| match item {
            _ if self.input.cancel.is_some_and(Cancel::is_cancelled) => Err(SiteError::Cancelled),
            // A page may be in many feeds, and its text is made once for all.
            Item::Feed(_) => Ok((path.clone(), None)),
            item => {
                let bytes = self.make(item)?;
                made(path, &bytes);
                Ok((path.clone(), Some(bytes)))
            }
        };
        let mut files = Vec::new();
        for items in [parts, whole] {
            let some: Vec<(String, Option<Vec<u8>>)> =
                items.par_iter().map(make).collect::<Result<_, SiteError>>()?;
            files.extend(some);
        }
        let with_feeds = files.into_iter().filter_map(|(path, bytes)| {
            let bytes = bytes.or_else(|| feeds.remove(&path))?;
            Some((path, bytes))
        });
        let mut files: Files = with_feeds.collect();
        for (path, bytes) in self.body.pictures.files() {
            files.entry(path.clone()).or_insert_with(|| bytes.clone());
        }
        Ok(files)
    }

    /// Every file, and the search index of those that are read: pages, and the page of proofs where
    /// it is the site's own.
    fn searched(&self) -> Result<(Files, Files), SiteError> {
        let pages = &self.input.tree.pages;
        let pages = pages.iter().map(|page| (page.output_path(), page.url.as_str()));
        let proof = (proof::PAGE.to_owned(), proof::URL);
        let pages = pages.chain(self.has_proof_page().then_some(proof));
        let (paths, urls): (Vec<String>, Vec<&str>) = pages.unzip();
        let places = paths.iter().enumerate().map(|(at, path)| (path.as_str(), at));
        let places: BTreeMap<&str, usize> = places.collect();
        let SiteInput { config, kept, .. } = self.input;
        let make = |index: &search::Pages<'_>| {
            self.files(&|path, bytes| {
                let html = places.get(path).and_then(|at| Some((at, str::from_utf8(bytes).ok()?)));
                if let Some((at, html)) = html {
                    index.add(*at, html);
                }
            })
        };
        let html = |files: &Files, at: usize| {
            let bytes = files.get(paths.get(at)?)?;
            str::from_utf8(bytes).ok().map(str::to_owned)
        };
        search::with_pages(&urls, &config.site.language, kept, make, html)
    }

    /// Every example with what became of it.
    pub(super) fn ledger(&self) -> &Ledger<'a> {
        self.ledger.get_or_init(|| {
            let SiteInput { tree, sources, reports, .. } = self.input;
            Ledger::new(tree, sources, self.base, self.body.words, reports)
        })
    }

    pub(super) fn page(&self, id: PageId, page: &Page) -> Result<String, SiteError> {
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
                .with_terms(page, &self.frame.lists, self.base)
                .with_language(if self.is_of_a_rule(page) { words.foreign() } else { "" })
                .with_body(self.body.html(page)),
            tabs: self.nav.tabs(Some(id), &words.pages),
            crumbs: self.nav.crumbs(id),
            previous,
            next,
            sidebar: self.sidebar(id)?,
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
        rule.map(|rule| self.ledger().showing(rule, id)).unwrap_or_default()
    }

    /// The sidebar of a page, with the page marked in it. The first page of a site with sections
    /// has none: the sections are in the header.
    fn sidebar(&self, id: PageId) -> Result<String, SiteError> {
        let sections =
            { self.input.tree.sections.first() }.is_some_and(|root| !root.sections.is_empty());
        let key = self.frame.order.sidebar_key(id);
        let cell = key.and_then(|key| Some((key, self.frame.sidebars.get(&key)?)));
        let Some((key, cell)) = cell else { return Ok(String::new()) };
        if sections && self.input.tree.page(id).url == "/" {
            return Ok(String::new());
        }
        let sidebar = match cell.get() {
            Some(sidebar) => sidebar,
            None => {
                let context = self.nav.sidebar(key, self.body.words);
                let html = self.input.theme.render("partials/sidebar.html", &context)?;
                // Another thread may have been quicker, with the same.
                cell.get_or_init(|| html)
            }
        };
        let href = format!("href=\"{}\"", crate::highlight::escaped(&self.nav.link(id).url));
        Ok(sidebar.replacen(&href, &format!("{href} aria-current=\"page\""), 1))
    }

    /// The template of a page. One that the theme does not have is a finding elsewhere.
    fn template<'p>(&self, page: &'p Page) -> &'p str {
        match page.front.template.as_deref() {
            Some(template) if self.input.theme.has(template) => template,
            _ if page.kind == PageKind::Section => "section.html",
            _ => "page.html",
        }
    }

    pub(super) fn not_found(&self) -> Result<String, SiteError> {
        let page = PageContext::titled(&self.body.words.pages.lost_title);
        Ok(self.input.theme.render("404.html", &self.own(page, Vec::new()))?)
    }

    /// Whether the site has our page of all proofs, and neither none nor its own.
    pub(super) fn has_proof_page(&self) -> bool {
        self.input.config.proof.page && self.body.resolver.at(proof::URL).is_none()
    }

    /// The page that tells what was proven.
    pub(super) fn proof(&self) -> Result<String, SiteError> {
        let json = self.base.url(proof::JSON);
        let rule_url = |rule: &str| self.body.rule_url(rule);
        let ledger = self.ledger();
        let overview = Overview::new(ledger, &self.nav, self.input.registry, json, &rule_url);
        let words = &self.body.words.pages;
        let lead = overview.lead(words);
        let page = PageContext::titled(&words.proof).with_lead(&lead).at(self.base, proof::URL);
        let context = ProofPageContext {
            context: self.own(page, toc::of_parts(&overview.headings(words))),
            proof: overview,
        };
        Ok(self.input.theme.render("proof.html", &context)?)
    }

    /// The context of a page that no file is the source of.
    fn own<'p>(&'p self, page: PageContext<'p>, toc: Vec<toc::TocEntry>) -> Context<'p> {
        Context {
            site: &self.site,
            page,
            tabs: self.nav.tabs(None, &self.body.words.pages),
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

    /// A page that lists others.
    pub(super) fn list(&self, list: &ListPage<'_>) -> Result<String, SiteError> {
        let page = PageContext::of_list(list, self.input.config, self.base);
        let words = &self.body.words.pages;
        let crumbs = crumbs(list, self.base, words);
        let page = Context { crumbs, ..self.own(page, Vec::new()) };
        let list_context = ListContext::new(list, self.input.tree, self.base, words);
        let context = ListPageContext { page, list: list_context };
        Ok(self.input.theme.render(list.of.template(), &context)?)
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
        self.frame.feeds.iter().filter(told).map(link).collect()
    }

    /// The page of an alias, which leads on to where the page is now.
    pub(super) fn redirect(&self, page: &Page) -> Result<String, SiteError> {
        let url = self.base.url(&page.url);
        let canonical = self.base.absolute(&page.url).unwrap_or_else(|| url.clone());
        let context = RedirectContext { site: &self.site, url, canonical, title: &page.title };
        Ok(self.input.theme.render("redirect.html", &context)?)
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
