//! Puts a site together: this is where the pipeline of [`crate::site`] can be read in one go.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use super::address::BaseUrl;
use super::body::Body;
use super::context::{Context, PageContext, RedirectContext, SiteContext, children};
use super::links::Resolver;
use super::nav::{Nav, SidebarKey};
use super::pictures::Pictures;
use super::{Site, SiteError, search, sitemap, toc};
use crate::check::ExampleReport;
use crate::config::Config;
use crate::content::{Page, PageId, PageKind, Tree};
use crate::source::Sources;
use crate::theme::Theme;

/// Everything a site is made of.
#[derive(Clone, Copy, Debug)]
pub struct SiteInput<'a> {
    /// Titles, addresses and what else the site says of itself.
    pub config: &'a Config,
    /// The pages, rule pages among them (`rules/<domain>/<name>.md`).
    pub tree: &'a Tree,
    /// What became of each example, by its id.
    pub reports: &'a BTreeMap<String, ExampleReport>,
    /// The files the pages were read from.
    pub sources: &'a Sources,
    /// The theme.
    pub theme: &'a Theme,
    /// Files that are published as they are, by output path.
    pub assets: &'a BTreeMap<String, Vec<u8>>,
    /// Where pictures that were made are kept; none to make them each time.
    pub pictures: Option<&'a Path>,
    /// Whether to build the search index: most of the time a small site takes.
    pub search: bool,
}

/// What is the same for all pages.
struct Assembly<'a> {
    input: SiteInput<'a>,
    base: &'a BaseUrl,
    site: SiteContext,
    nav: Nav<'a>,
    body: Body<'a>,
    /// Rendered once for all the pages that share one.
    sidebars: BTreeMap<SidebarKey, String>,
}

/// Puts a site together.
///
/// Where two things claim a path, a page wins over an alias, an asset of the site over one of the
/// theme, and any of them over a file that belongs to a drawing.
///
/// # Errors
///
/// Where a template does not fit, or the search index cannot be built.
pub fn assemble(input: SiteInput<'_>) -> Result<Site, SiteError> {
    let base = BaseUrl::new(&input.config.site.base_url);
    let resolver = Resolver::new(input.tree, input.assets.keys().map(String::as_str));
    let assembly = Assembly::new(input, &base, &resolver)?;

    let mut files = input.theme.assets().clone();
    files.extend(input.assets.iter().map(|(path, bytes)| (path.clone(), bytes.clone())));
    let figures = input.reports.values().filter_map(|report| report.figure.as_ref());
    for (path, bytes) in figures.flat_map(|figure| figure.drawing.files()) {
        // Named after what is in it: what has the name has the bytes, or is the site's own.
        files.entry(path.clone()).or_insert_with(|| bytes.clone());
    }
    if let Some(xml) = sitemap::sitemap(input.tree, &base) {
        files.insert("sitemap.xml".into(), xml.into_bytes());
    }
    if let Some(text) = sitemap::robots(&base) {
        files.entry("robots.txt".into()).or_insert(text.into_bytes());
    }
    for (path, bytes) in &assembly.body.pictures.files {
        files.entry(path.clone()).or_insert_with(|| bytes.clone());
    }
    files.extend(assembly.redirects()?);
    files.insert("404.html".into(), assembly.not_found()?.into_bytes());

    let pages = assembly.pages()?;
    if input.search {
        let searched = pages.iter().map(|(page, html)| (page.url.clone(), html.clone())).collect();
        files.extend(search::index(searched, &input.config.site.language)?);
    }
    files.extend(pages.into_iter().map(|(page, html)| (page.output_path(), html.into_bytes())));
    Ok(Site { files })
}

impl<'a> Assembly<'a> {
    fn new(
        input: SiteInput<'a>,
        base: &'a BaseUrl,
        resolver: &'a Resolver<'a>,
    ) -> Result<Self, SiteError> {
        let site = SiteContext::new(input.config, base, input.theme, input.search);
        let nav = Nav::new(input.tree, base);
        let SiteInput { config, tree, reports, assets, .. } = input;
        let pictures = Pictures::new(tree, resolver, assets, &config.images, base, input.pictures);
        let body = Body { tree, base, reports, resolver, pictures };
        let keys = (0..input.tree.pages.len()).filter_map(|at| nav.sidebar_key(PageId(at)));
        let keys: std::collections::BTreeSet<SidebarKey> = keys.collect();
        let sidebars = keys
            .into_par_iter()
            .map(|key| Ok((key, input.theme.render("partials/sidebar.html", &nav.sidebar(key))?)));
        let sidebars = sidebars.collect::<Result<_, SiteError>>()?;
        Ok(Self { input, base, site, nav, body, sidebars })
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
        let SiteInput { config, reports, sources, .. } = self.input;
        let file = sources.get(page.source).path.as_str();
        let context = Context {
            site: &self.site,
            page: PageContext::new(page, file, config, self.base, reports)
                .with_content(self.body.html(page)),
            tabs: self.nav.tabs(Some(id)),
            crumbs: self.nav.crumbs(id),
            previous,
            next,
            sidebar: self.sidebar(id),
            toc: toc::contents(&page.document.headings),
            children,
        };
        Ok(self.input.theme.render(self.template(page)?, &context)?)
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

    fn template<'p>(&self, page: &'p Page) -> Result<&'p str, SiteError> {
        match page.front.template.as_deref() {
            Some(template) if self.input.theme.has(template) => Ok(template),
            Some(template) => Err(SiteError::NoTemplate {
                page: page.path.clone(),
                template: template.to_owned(),
            }),
            None if page.kind == PageKind::Section => Ok("section.html"),
            None => Ok("page.html"),
        }
    }

    fn not_found(&self) -> Result<String, SiteError> {
        let context = Context {
            site: &self.site,
            page: PageContext::titled("Page not found"),
            tabs: self.nav.tabs(None),
            crumbs: Vec::new(),
            previous: None,
            next: None,
            sidebar: String::new(),
            toc: Vec::new(),
            children: Vec::new(),
        };
        Ok(self.input.theme.render("404.html", &context)?)
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
fn alias_path(alias: &str) -> String {
    let path = alias.trim_matches('/');
    match path {
        "" => "index.html".into(),
        path if path.ends_with(".html") => path.to_owned(),
        path => format!("{path}/index.html"),
    }
}
