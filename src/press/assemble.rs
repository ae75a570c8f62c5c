//! From pages and verdicts to the finished site: theme and static files are read here.

use std::collections::BTreeMap;

use super::{Press, levels};
use crate::check::Assessment;
use crate::diagnostic::Finding;
use crate::error::Error;
use crate::site::{self, Site, SiteInput, links};
use crate::theme::Theme;
use crate::world::World;

impl Press<'_> {
    /// Links that lead to no page.
    ///
    /// # Errors
    ///
    /// Where the folder of static files cannot be read.
    pub fn missing_links(&self) -> Result<Vec<Finding>, Error> {
        let folder = &self.config.build.assets;
        let assets = self.world.walk(folder).map_err(unreadable(folder))?;
        let assets = assets.iter().map(|path| inside(path, folder));
        let missing = links::resolve(&self.tree, assets).into_iter().map(|(_, link)| {
            let message = format!("no page at `{}`", link.target);
            Finding::error("link/missing-page", link.location, message)
                .help("give the path of a Markdown file, relative to this one")
        });
        Ok(levels::apply(missing.collect(), &self.config, &self.sources))
    }

    /// Puts the site together.
    ///
    /// # Errors
    ///
    /// Where the theme or a static file cannot be read, or a template does not fit.
    pub fn assemble(&self, assessment: &Assessment) -> Result<Site, Error> {
        let theme = Theme::load(&files(self.world, &self.config.build.theme)?)?;
        let assets = files(self.world, &self.config.build.assets)?;
        let site = site::assemble(SiteInput {
            config: &self.config,
            tree: &self.tree,
            sources: &self.sources,
            reports: &assessment.examples,
            theme: &theme,
            assets: &assets,
            pictures: self.pictures.as_deref(),
            search: true,
        })?;
        Ok(site)
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
