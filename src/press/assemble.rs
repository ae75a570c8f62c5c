//! From pages and verdicts to the finished site, and what is wrong with it as a whole: theme and
//! static files are read here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Press, levels};
use crate::check::Assessment;
use crate::content;
use crate::diagnostic::{Finding, did_you_mean};
use crate::error::Error;
use crate::history::History;
use crate::links::external::{self, AskError, LinkStore};
use crate::links::{self, Checked, External, LinkInput, Resolver};
use crate::plugin::Cancel;
use crate::site::{self, BaseUrl, Extent, Site, SiteError, SiteInput};
use crate::theme::Theme;
use crate::world::World;

/// A site that was put together.
pub struct Assembled {
    /// The site.
    pub site: Site,
    /// What is wrong with it apart from its links and examples.
    pub findings: Vec<Finding>,
}

/// What a site is put together with, besides its pages.
pub struct Parts {
    /// The theme.
    pub theme: Theme,
    /// What version control says of the pages.
    pub history: History,
    /// The static files, by output path.
    pub assets: BTreeMap<String, Vec<u8>>,
    /// Where what took long to make is kept between runs.
    pub kept: Option<PathBuf>,
}

impl Press<'_> {
    /// Reads what the site is put together with.
    ///
    /// # Errors
    ///
    /// Where the theme or a static file cannot be read.
    pub fn parts(&self) -> Result<Parts, Error> {
        let mut theme = Theme::load(&files(self.world, &self.config.build.theme)?)?;
        if let Some(accent) = &self.config.theme.accent {
            theme = theme.with_accent(accent);
        }
        let log = self.config.site.git.then(|| self.world.log(&self.config.build.content));
        let history = log.flatten().map(|log| History::of_log(&log)).unwrap_or_default();
        let assets = files(self.world, &self.config.build.assets)?;
        let kept = self.kept_in().map(Path::to_owned);
        Ok(Parts { theme, history, assets, kept })
    }

    /// Puts the site together, the whole of it or an outline.
    ///
    /// # Errors
    ///
    /// Where the theme or a static file cannot be read, a template does not fit, or the run was
    /// cancelled.
    pub fn assemble(&self, assessment: &Assessment, extent: Extent) -> Result<Assembled, Error> {
        self.assemble_of(&self.parts()?, assessment, extent)
    }

    /// [`Press::assemble`], of parts that were read before.
    ///
    /// # Errors
    ///
    /// Where a template does not fit, or the run was cancelled.
    pub fn assemble_of(
        &self,
        parts: &Parts,
        assessment: &Assessment,
        extent: Extent,
    ) -> Result<Assembled, Error> {
        let Parts { theme, history, assets, kept } = parts;
        let kept = kept.as_deref();
        let site = site::assemble(SiteInput {
            config: &self.config,
            tree: &self.tree,
            sources: &self.sources,
            reports: &assessment.examples,
            registry: &self.registry,
            theme,
            history,
            assets,
            kept,
            album: None,
            colours: &self.colours,
            extent,
            cancel: self.cancel.as_ref(),
        })?;
        let mut findings = self.unknown_templates(theme);
        let names = theme.assets().keys().chain(assets.keys()).map(String::as_str).collect();
        findings.extend(site::clashes(&self.config, &self.tree, &self.sources, &names));
        let base = BaseUrl::new(&self.config.site.base_url);
        findings.extend(site::unreadable_pictures(&self.tree, assets, &base, kept));
        Ok(Assembled { site, findings: levels::apply(findings, &self.config, &self.sources) })
    }

    /// Holds every link against the finished site.
    ///
    /// # Errors
    ///
    /// Where the folder of static files or a template cannot be read, or the run was cancelled.
    pub fn links(&mut self, site: &Site) -> Result<Checked, Error> {
        let templates = format!("{}/templates", self.config.build.theme);
        for path in self.world.walk(&templates).map_err(unreadable(&templates))? {
            let bytes = self.world.read(&path).map_err(unreadable(&path))?;
            let text = String::from_utf8_lossy(&bytes);
            self.sources.update(&path, text.clone());
            self.sources.add(path, text);
        }
        let folder = &self.config.build.assets;
        let assets = self.world.walk(folder).map_err(unreadable(folder))?;
        let assets = assets.iter().map(|path| inside(path, folder));
        let base = BaseUrl::new(&self.config.site.base_url);
        let resolver = Resolver::new(&self.tree, assets).served_at(base.root());
        let mut checked = links::check(LinkInput {
            config: &self.config,
            tree: &self.tree,
            sources: &self.sources,
            site,
            resolver: &resolver,
            cancel: self.cancel.as_ref(),
        });
        if self.cancel.as_ref().is_some_and(Cancel::is_cancelled) {
            return Err(SiteError::Cancelled.into());
        }
        checked.findings = levels::apply(checked.findings, &self.config, &self.sources);
        Ok(checked)
    }

    /// Asks other sites for the links to them; what was found out is kept in `folder`. `started`
    /// hears how many addresses there are to ask for, `progress` of each that is done.
    ///
    /// # Errors
    ///
    /// Where the machine gives no sockets at all. The second result says why nothing was kept.
    pub fn external(
        &self,
        links: &[External],
        folder: Option<&Path>,
        started: impl FnOnce(usize),
        progress: &dyn Fn(),
    ) -> Result<(Vec<Finding>, std::io::Result<()>), AskError> {
        let now = self.world.now();
        let mut store = folder.map_or_else(LinkStore::default, LinkStore::open);
        let config = &self.config.links.external;
        let findings = external::ask(links, config, &mut store, now, started, progress)?;
        Ok((levels::apply(findings, &self.config, &self.sources), store.save(now)))
    }

    /// Templates that pages ask for and the theme does not have.
    fn unknown_templates(&self, theme: &Theme) -> Vec<Finding> {
        let asked = self.tree.pages.iter().filter_map(|page| {
            let template = page.front.template.as_deref()?;
            (!theme.has(template)).then_some((page, template))
        });
        let finding = |(page, template): (&Arc<content::Page>, &str)| {
            let text = &self.sources.get(page.source).text;
            let location = content::place(text, page.source, "template", None);
            let message = format!("the theme has no template `{template}`");
            let help = match did_you_mean(template, theme.templates()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("put it into `{}/templates/`", self.config.build.theme),
            };
            Finding::error("page/unknown-template", location, message).help(help)
        };
        asked.map(finding).collect()
    }
}

/// The files below a folder, by path in it.
fn files(world: &dyn World, folder: &str) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let mut files = BTreeMap::new();
    for path in world.walk(folder).map_err(unreadable(folder))? {
        let bytes = world.read(&path).map_err(unreadable(&path))?;
        files.insert(inside(&path, folder).to_owned(), bytes);
    }
    Ok(files)
}

fn unreadable(path: &str) -> impl FnOnce(std::io::Error) -> Error {
    let path = path.to_owned();
    move |why| Error::Read { path, why }
}

/// A file's path below the folder it was found in.
fn inside<'p>(path: &'p str, folder: &str) -> &'p str {
    path.strip_prefix(folder).unwrap_or(path).trim_start_matches('/')
}
