//! The pipeline itself: what `check`, `build` and the preview have in common.

mod allowed;
mod assemble;
mod component;
mod faults;
mod levels;
mod plugins;
mod rule_pages;
mod still;
mod vendor;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::check::{self, Assessment, Plan, Proven, Registry, Verdict, VerdictCache};
use crate::config::Config;
use crate::content::{self, Page, Shelf, Tree, VirtualPage};
use crate::diagnostic::Finding;
use crate::error::Error;
use crate::highlight::Colours;
use crate::lock::{LOCK_FILE, Lock, Provenance};
use crate::plugin::{Cancel, Compiler, Host, HostSettings, Interfaces};
use crate::source::Sources;
use crate::world::World;

pub use allowed::files as readable;
pub use assemble::{Assembled, Parts};
pub use faults::{TemplateFault, is_about_a_plugin, refused};
pub use plugins::{Loading, table_key};
pub use rule_pages::pages as rule_pages;
pub use still::Still;

/// The configuration file's name.
pub const CONFIG_FILE: &str = "proofpress.toml";

/// Where things are kept between runs, and how much of the machine to use.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Folder of stored verdicts; none to store nothing.
    pub verdicts: Option<PathBuf>,
    /// Folder of compiled plugins; none to compile anew.
    pub code: Option<PathBuf>,
    /// File of the key that authenticates compiled plugins.
    pub key: Option<PathBuf>,
    /// Threads that work at once.
    pub threads: usize,
    /// The lock, and where plugins that are not built in are kept.
    pub provenance: Provenance,
    /// What compiles the plugins of others; none to compile them in this process.
    pub compiler: Option<Compiler>,
    /// The button that stops all jobs, where somebody may press one.
    pub cancel: Option<Cancel>,
}

/// A site that was read, and the plugins it uses.
pub struct Press<'w> {
    world: &'w dyn World,
    /// The configuration.
    pub config: Arc<Config>,
    /// Every file that was read.
    pub sources: Sources,
    /// The plugins.
    pub registry: Arc<Registry>,
    /// The pages.
    pub tree: Arc<Tree>,
    /// What is wrong apart from the examples.
    pub findings: Vec<Finding>,
    host: Host,
    cache: VerdictCache,
    engine: String,
    cancel: Option<Cancel>,
    folder: Option<PathBuf>,
    /// The colours of code that was shown before.
    pub colours: Arc<Colours>,
    shelf: Shelf,
    rule_pages: Vec<VirtualPage>,
    /// How many of the findings are not about pages.
    before_pages: usize,
}

/// Reads the configuration. A missing file is the default configuration.
///
/// # Errors
///
/// Where the file is there and cannot be read.
pub fn read_config(
    world: &dyn World,
    path: &str,
    sources: &mut Sources,
) -> Result<(Config, Vec<Finding>), Error> {
    match world.read(path) {
        Ok(bytes) => {
            let source = sources.add(path, String::from_utf8_lossy(&bytes));
            Ok(Config::read(source, sources))
        }
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => {
            Ok((Config::default(), Vec::new()))
        }
        Err(why) => Err(Error::Read { path: path.to_owned(), why }),
    }
}

/// Reads the lock. A missing file is a lock without entries.
///
/// # Errors
///
/// Where the file is there and cannot be read.
pub fn read_lock(world: &dyn World, sources: &mut Sources) -> Result<(Lock, Vec<Finding>), Error> {
    match world.read(LOCK_FILE) {
        Ok(bytes) => {
            let source = sources.add(LOCK_FILE, String::from_utf8_lossy(&bytes));
            Ok(Lock::read(source, sources))
        }
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => Ok((Lock::default(), Vec::new())),
        Err(why) => Err(Error::Read { path: LOCK_FILE.to_owned(), why }),
    }
}

/// The plugins of a site, without its pages.
///
/// # Errors
///
/// Where the plugin host cannot start.
pub fn registry(
    world: &dyn World,
    config: &Config,
    settings: &Settings,
    findings: &mut Vec<Finding>,
) -> Result<Registry, Error> {
    let host = host(settings)?;
    let mut cache =
        settings.verdicts.as_deref().map_or_else(VerdictCache::none, VerdictCache::open);
    let (provenance, cancel) = (&settings.provenance, settings.cancel.as_ref());
    Loading { world, config, host: &host, provenance, cancel }.registry(&mut cache, findings)
}

/// A host as these settings want it.
///
/// # Errors
///
/// Where the plugin host cannot start.
pub fn host(settings: &Settings) -> Result<Host, Error> {
    Ok(Host::new(HostSettings {
        code_cache: settings.code.clone(),
        key_file: settings.key.clone(),
        threads: settings.threads,
        compiler: settings.compiler.clone(),
        ..HostSettings::default()
    })?)
}

impl<'w> Press<'w> {
    /// Reads the site and its plugins' catalogues. Nothing is checked yet.
    ///
    /// # Errors
    ///
    /// Where the content cannot be read, or there is none, or the plugin host cannot start.
    pub fn load(
        world: &'w dyn World,
        config: Config,
        sources: Sources,
        mut findings: Vec<Finding>,
        settings: &Settings,
    ) -> Result<Self, Error> {
        let mut cache =
            settings.verdicts.as_deref().map_or_else(VerdictCache::none, VerdictCache::open);
        let host = host(settings)?;
        let (provenance, cancel) = (&settings.provenance, settings.cancel.as_ref());
        let loading = Loading { world, config: &config, host: &host, provenance, cancel };
        let registry = loading.registry(&mut cache, &mut findings)?;
        let rule_pages = if config.build.rules { rule_pages(&registry) } else { Vec::new() };
        let engine = host.engine_id();
        let before_pages = findings.len();
        let mut press = Self {
            world,
            config: Arc::new(config),
            sources,
            registry: Arc::new(registry),
            tree: Arc::default(),
            findings,
            host,
            cache,
            engine,
            cancel: settings.cancel.clone(),
            folder: settings.verdicts.clone(),
            colours: Arc::new(
                settings.verdicts.as_deref().map_or_else(Colours::default, Colours::open),
            ),
            shelf: Shelf::default(),
            rule_pages,
            before_pages,
        };
        press.read()?;
        Ok(press)
    }

    /// Reads the pages anew, of which these files may have changed, come or gone: pages, and what
    /// they bring in. The rest stays as it was read.
    ///
    /// # Errors
    ///
    /// Where the content cannot be read, or there is none.
    pub fn reload<'p>(&mut self, changed: impl Iterator<Item = &'p str>) -> Result<(), Error> {
        for path in changed {
            match self.world.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok()) {
                Some(text) => self.sources.update(path, text),
                // It is gone, or is read again where it is found, and what is wrong with it is said.
                None => self.sources.forget(path),
            }
            self.shelf.changed(path, &self.sources);
        }
        self.read()
    }

    fn read(&mut self) -> Result<(), Error> {
        let (config, sources) = (&*self.config, &mut self.sources);
        let loaded = content::load(self.world, config, sources, &self.rule_pages, &mut self.shelf)
            .map_err(|why| Error::Read { path: config.build.content.clone(), why })?;
        if loaded.tree.pages.iter().all(|page| page.is_made_up(sources)) {
            let folder = config.build.content.clone();
            let below = format!("{folder}/");
            let drafts = sources.iter().any(|(_, file)| file.path.starts_with(&below));
            return Err(match drafts {
                true => Error::OnlyDrafts { folder },
                false => Error::NoContent { folder },
            });
        }
        self.tree = Arc::new(loaded.tree);
        self.findings.truncate(self.before_pages);
        self.findings.extend(levels::apply(loaded.findings, config, sources));
        Ok(())
    }

    /// Checks the examples of the pages that `wanted` keeps. `started` hears how many jobs
    /// there are, `progress` of each that is done.
    pub fn check(
        &mut self,
        wanted: impl Fn(&Page) -> bool,
        started: impl FnOnce(usize),
        progress: &(dyn Fn() + Sync),
    ) -> Assessment {
        let (world, most) = (self.world, self.config.checks.plugin_failures);
        // Of the jobs for the site as a whole, which come last, nobody was told how many there are.
        let mut progress = Some(progress);
        let mut prove = |plan: &Plan, registry: &Registry, cache: &mut VerdictCache| {
            let progress = progress.take().unwrap_or(&|| {});
            check::prove(plan, registry, cache, world, most, progress)
        };
        self.assessed(&wanted, started, &mut prove)
    }

    /// What is known of the examples without asking any plugin. The others are awaited.
    pub fn known(&mut self, wanted: impl Fn(&Page) -> bool) -> Assessment {
        let most = self.config.checks.plugin_failures;
        let mut known = |plan: &Plan, registry: &Registry, cache: &mut VerdictCache| {
            check::known(plan, registry, cache, most)
        };
        self.assessed(&wanted, |_| {}, &mut known)
    }

    fn assessed(
        &mut self,
        wanted: &dyn Fn(&Page) -> bool,
        started: impl FnOnce(usize),
        prove: &mut dyn FnMut(&Plan, &Registry, &mut VerdictCache) -> Proven,
    ) -> Assessment {
        let (tree, registry, config) = (&self.tree, &self.registry, &self.config);
        let content = format!("{}/", config.build.content);
        let written = |page: &Page| self.sources.get(page.source).path.starts_with(&content);
        let mut plan = check::plan(tree, registry, config, &self.engine, wanted);
        let pages = check::Pages { written: &written, wanted };
        check::plan_pages(&mut plan, tree, registry, config, &self.engine, &pages);
        started(plan.jobs.len());
        let proven = prove(&plan, registry, &mut self.cache);
        // What is said of the site follows from what was said of its pages.
        let second = check::plan_site(&plan, &proven, tree, registry, config, &self.engine);
        let of_site = prove(&second, registry, &mut self.cache);
        let mut assessment = check::assess(tree, &plan, &proven, registry, config);
        assessment.pages = check::assess_pages(
            tree,
            (&plan, &proven),
            (&second, &of_site),
            registry,
            config,
            wanted,
        );
        let jobs = proven.verdicts.iter().chain(&of_site.verdicts);
        assessment.awaited = jobs.filter(|job| matches!(job.verdict, Verdict::Awaited)).count();
        assessment.cached += of_site.verdicts.iter().filter(|job| job.cached).count();
        assessment
    }

    /// Whether a plugin looks at pages as a whole, or at the site: what it says of one page may
    /// follow from another.
    pub fn looks_at_pages(&self) -> bool {
        let able = |is: fn(&Interfaces) -> bool| !self.registry.with(is).is_empty();
        able(|has| has.document_checker) || able(|has| has.site_checker)
    }

    /// Whether a plugin is given what lies there: it may read the file, or the file is in the
    /// folder of its own.
    pub fn is_for_plugins(&self, path: &str) -> bool {
        self.registry.plugins().iter().any(|plugin| {
            let vendor = plugin.config.vendor.as_ref();
            allowed::may_read(&plugin.catalogue, &plugin.config, path)
                || vendor
                    .and_then(|(folder, _)| path.strip_prefix(folder.as_str()))
                    .is_some_and(|rest| rest.starts_with('/'))
        })
    }

    /// Whether the same site would give the same findings again: nobody outside was asked, and no
    /// plugin failed at what it might not fail at another time.
    pub fn is_repeatable(&self, findings: &[&Finding]) -> bool {
        let is_native = |plugin: &check::Registered| plugin.prover.is_native();
        !self.registry.plugins().iter().any(is_native)
            && !findings.iter().any(|finding| is_about_a_plugin(finding))
    }

    /// Keeps the verdicts for the next run.
    ///
    /// # Errors
    ///
    /// Where they cannot be written. Nothing but time is lost by that.
    pub fn save(&mut self) -> std::io::Result<()> {
        self.cache.save()
    }

    /// The folder of what is kept between runs, if anything is.
    pub fn kept_in(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Time since the run began.
    pub fn elapsed(&self) -> std::time::Duration {
        self.world.elapsed()
    }

    /// Whether compiled plugins are kept for the next run; false where the folder for them cannot
    /// be trusted or none was named.
    pub fn keeps_code(&self) -> bool {
        self.host.keeps_code()
    }

    /// How many plugins were compiled in this run, rather than found compiled.
    pub fn compilations(&self) -> usize {
        self.host.compilations()
    }
}
