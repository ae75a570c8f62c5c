//! What the commands that change a site's plugins have in common: the site with its lock and the
//! user's store, and how all three are written.

use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use proofpress::diagnostic::did_you_mean;
use proofpress::error::Error;
use proofpress::lock::{LOCK_FILE, Lock, Locked, Source, Store};
use proofpress::plugin::Host;
use proofpress::press::{self, Settings};
use proofpress::registry::{Fetched, Registry};
use proofpress::report::Terminal;

use super::candidate::Candidate;
use crate::cli::{Global, NetworkArgs, WorkArgs};
use crate::commands::{SiteFiles, refuse};

/// A site whose plugins are looked after.
pub(super) struct Keeping {
    pub(super) site: SiteFiles,
    pub(super) settings: Settings,
    pub(super) store: Store,
    terminal: Terminal,
}

impl Keeping {
    /// Opens the site. Its configuration and its lock have to be without mistakes.
    pub(super) fn open(global: &Global, terminal: Terminal) -> Result<Self> {
        let site = SiteFiles::open(global)?;
        refuse(&site.sources, &site.name, &site.findings, terminal)?;
        let work = WorkArgs { jobs: None, no_cache: false, locked: false };
        let settings = site.settings(&work, rayon::current_num_threads());
        let folder = settings.provenance.store.as_deref();
        let folder = folder.context("plugins have no place to be kept: you have no home folder")?;
        let store = Store::new(folder);
        Ok(Self { site, settings, store, terminal })
    }

    /// A host to look at plugins with.
    pub(super) fn host(&self) -> Result<Host> {
        Ok(press::host(&self.settings)?)
    }

    /// What fetches for this site.
    pub(super) fn registry(&self, network: &NetworkArgs) -> Result<Registry<'_>> {
        let world = self.site.world.world();
        Ok(Registry::new(world, world.root(), network.insecure)?)
    }

    /// The plugins that are not built in, with where they come from; or the one with that id.
    pub(super) fn named(&self, only: Option<&str>) -> Result<Vec<(String, String)>> {
        let plugins = self.site.config.plugins.iter();
        let from_elsewhere =
            plugins.filter_map(|(id, plugin)| Some((id.clone(), plugin.origin()?)));
        let mut named: Vec<(String, String)> = from_elsewhere.collect();
        if let Some(only) = only {
            let ids = || named.iter().map(|(id, _)| id.as_str());
            let own = ids().find(|id| id.split_once(':').is_some_and(|(_, name)| name == only));
            let near = own.or_else(|| did_you_mean(only, ids()));
            let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            named.retain(|(id, _)| id == only);
            if named.is_empty() {
                bail!("`{}` takes no plugin `{only}` from elsewhere{near}", self.site.name);
            }
        }
        Ok(named)
    }

    /// Fetches a plugin of the configuration: a file of the site, or its source.
    pub(super) fn fetch(&self, registry: &Registry<'_>, id: &str) -> Result<Fetched> {
        let plugin = &self.site.config.plugins[id];
        if let Some(path) = &plugin.path {
            let read = proofpress::world::World::read(&self.site.world, path);
            let bytes = read.map_err(|why| Error::Read { path: path.clone(), why })?;
            return Ok(Fetched { bytes, manifest: None });
        }
        let source = plugin.source.as_ref().context("a built-in plugin is fetched from nowhere")?;
        self.fetch_source(registry, source)
    }

    /// Fetches a source, and says so where that may take a while.
    pub(super) fn fetch_source(&self, registry: &Registry<'_>, source: &Source) -> Result<Fetched> {
        if !matches!(source, Source::Path(_)) {
            self.terminal.say(&format!("fetching `{source}`"));
        }
        Ok(registry.fetch(source)?)
    }

    /// Whether a plugin is a file of the site, which is used where it lies.
    pub(super) fn is_file_of_site(&self, id: &str) -> bool {
        self.site.config.plugins.get(id).is_some_and(|plugin| plugin.path.is_some())
    }

    /// Puts a component into the store.
    pub(super) fn store(&self, bytes: &[u8]) -> Result<()> {
        self.store.put(bytes).context("cannot keep the component in your cache folder")?;
        Ok(())
    }

    /// Writes the lock with other entries.
    pub(super) fn write_lock(&self, entries: Vec<(String, Locked)>) -> Result<()> {
        let mut lock = self.site.lock.clone();
        lock.plugins.extend(entries);
        self.replace_lock(&lock)
    }

    /// Writes the lock.
    pub(super) fn replace_lock(&self, lock: &Lock) -> Result<()> {
        let path = self.site.world.world().root().join(LOCK_FILE);
        let written = self.site.world.world().write(LOCK_FILE, &lock.text());
        Ok(written.map_err(|why| Error::Write { path, why })?)
    }

    /// Writes the configuration as `edit` changes its text.
    pub(super) fn edit_config(
        &self,
        edit: impl FnOnce(&str) -> Result<String, proofpress::config::EditError>,
    ) -> Result<()> {
        let (world, name) = (self.site.world.world(), &self.site.name);
        let text = match proofpress::world::World::read(world, name) {
            Ok(bytes) => String::from_utf8(bytes)
                .with_context(|| format!("`{name}` is not in UTF-8: save it so"))?,
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(why) => return Err(Error::Read { path: name.clone(), why }.into()),
        };
        let path = world.root().join(name);
        let written = world.write(name, &edit(&text)?);
        Ok(written.map_err(|why| Error::Write { path, why })?)
    }

    /// A source as typed in the current folder, as the site's files have it.
    pub(super) fn source(&self, typed: &str) -> Result<Source> {
        match Source::parse(typed)? {
            Source::Path(path) => {
                let path = Path::new(&path);
                let absolute = std::fs::canonicalize(path)
                    .with_context(|| format!("cannot find `{}`", path.display()))?;
                Ok(Source::Path(from(self.site.world.world().root(), &absolute)))
            }
            other => Ok(other),
        }
    }

    /// Looks at what was fetched.
    pub(super) fn examine(&self, host: &Host, fetched: Fetched, from: &str) -> Result<Candidate> {
        let bar = self.terminal.bar("looking at the plugin");
        let candidate = Candidate::examine(host, fetched, from);
        drop(bar);
        candidate
    }
}

/// The way from one folder to a file, both absolute, with `/`.
fn from(folder: &Path, file: &Path) -> String {
    let same = folder.components().zip(file.components()).take_while(|(a, b)| a == b).count();
    if same == 0 {
        return file.to_string_lossy().into_owned();
    }
    let up = folder.components().skip(same).map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(file.components().skip(same)).collect();
    let parts: Vec<_> = way.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::{Path, from};

    #[test]
    fn ways_between_folders() {
        for (folder, file, way) in [
            ("/site", "/site/plugins/a.wasm", "plugins/a.wasm"),
            ("/home/site", "/home/a.wasm", "../a.wasm"),
            ("/home/me/site", "/home/you/a.wasm", "../../you/a.wasm"),
        ] {
            assert_eq!(from(Path::new(folder), Path::new(file)), way);
        }
    }
}
