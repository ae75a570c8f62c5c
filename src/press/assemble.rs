//! From pages and verdicts to the finished site, and what is wrong with it as a whole: theme and
//! static files are read here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Press, Still, levels};
use crate::check::Assessment;
use crate::diagnostic::Finding;
use crate::error::Error;
use crate::history::History;
use crate::links::external::{self, AskError, LinkStore};
use crate::links::{Checked, External};
use crate::site::{Extent, Site};
use crate::theme::Theme;
use crate::world::World;

/// A site that was put together.
pub struct Assembled {
    /// The site.
    pub site: Site,
    /// What is wrong with it apart from its links and examples.
    pub findings: Vec<Finding>,
    /// The output paths of the static files it was put together with.
    pub assets: Vec<String>,
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
        self.still().assemble(&self.parts()?, assessment, extent)
    }

    /// The site as it was read last, which stays so.
    pub fn still(&self) -> Still {
        Still {
            config: Arc::clone(&self.config),
            sources: self.sources.clone(),
            registry: Arc::clone(&self.registry),
            tree: Arc::clone(&self.tree),
            colours: Arc::clone(&self.colours),
            cancel: self.cancel.clone(),
        }
    }

    /// Reads the templates of the site's theme, in which there are links, too.
    ///
    /// # Errors
    ///
    /// Where one cannot be read.
    pub fn read_templates(&mut self) -> Result<(), Error> {
        let templates = format!("{}/templates", self.config.build.theme);
        for path in self.world.walk(&templates).map_err(unreadable(&templates))? {
            let bytes = self.world.read(&path).map_err(unreadable(&path))?;
            let text = String::from_utf8_lossy(&bytes);
            self.sources.update(&path, text.clone());
            self.sources.add(path, text);
        }
        Ok(())
    }

    /// Holds every link against the finished site.
    ///
    /// # Errors
    ///
    /// Where a template cannot be read, or the run was cancelled.
    pub fn links(&mut self, assembled: &Assembled) -> Result<Checked, Error> {
        self.read_templates()?;
        self.still().links(assembled)
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
