//! One file a command; what they share is here: finding the site and the places to keep things.

mod bless;
mod build;
mod check;
mod compile;
mod explain;
mod init;
mod lsp;
mod plugin;
mod serve;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use proofpress::check::Registry;
use proofpress::config::Config;
use proofpress::diagnostic::{Finding, Severity};
use proofpress::lock::{LOCK_FILE, Lock, Provenance};
use proofpress::plugin::{CompileLimits, Compiler};
use proofpress::press::{self, Press, Settings};
use proofpress::report::{Human, Report, Terminal};
use proofpress::source::Sources;
use proofpress::world::{Disk, Witness};

use crate::cli::{Cli, Command, Global, WorkArgs};

/// How a command ended, if it could be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing to complain about.
    Fine,
    /// There are findings at or over the threshold.
    Findings,
}

/// Runs the command of a command line.
pub(crate) fn run(cli: Cli, terminal: Terminal) -> Result<Outcome> {
    let global = &cli.global;
    match cli.command {
        Command::Init { dir } => init::run(dir.as_deref(), terminal),
        Command::Build(args) => build::run(&args, global, terminal),
        Command::Check(args) => check::run(&args, global, terminal),
        Command::Serve(args) => serve::run(&args, global, terminal),
        Command::Bless(args) => bless::run(&args, global, terminal),
        Command::Compile => compile::run(),
        Command::Lsp { .. } => lsp::run(global),
        Command::Explain { rule } => explain::run(&rule, global, terminal),
        Command::Plugin(command) => plugin::run(&command, global, terminal),
    }
}

/// A site on disk: its root and its configuration.
struct SiteFiles {
    world: Witness<Disk>,
    /// The configuration file's name.
    name: String,
    sources: Sources,
    config: Config,
    lock: Lock,
    findings: Vec<Finding>,
}

impl SiteFiles {
    /// Opens the site of `--config`, or of the current folder.
    fn open(global: &Global) -> Result<Self> {
        let (root, name) = match &global.config {
            None => (PathBuf::from("."), press::CONFIG_FILE.to_owned()),
            Some(file) => {
                let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
                let name = file.file_name().context("`--config` names no file")?;
                (folder.unwrap_or(Path::new(".")).to_owned(), name.to_string_lossy().into_owned())
            }
        };
        let world =
            Disk::new(&root).with_context(|| format!("cannot open `{}`", root.display()))?;
        let world = Witness::new(world);
        let mut sources = Sources::default();
        let (config, mut findings) = press::read_config(&world, &name, &mut sources)?;
        let (lock, of_lock) = press::read_lock(&world, &mut sources)?;
        findings.extend(of_lock);
        if let Some(file) = &global.config
            && sources.find(&name).is_none()
        {
            anyhow::bail!("there is no configuration `{}`", file.display());
        }
        Ok(Self { world, name, sources, config, lock, findings })
    }

    /// The plugins alone, for commands that look at no page.
    fn plugins(&mut self, terminal: Terminal) -> Result<Registry> {
        let work = WorkArgs { jobs: None, no_cache: false, locked: false };
        let settings = self.settings(&work, rayon::current_num_threads());
        let registry = press::registry(&self.world, &self.config, &settings, &mut self.findings)?;
        refuse(&self.sources, &self.name, &self.findings, terminal)?;
        let failed = self.findings.iter();
        let failed = failed.filter(|finding| press::is_about_a_plugin(finding)).collect();
        let failed = Report::sorted(&self.sources, failed);
        if !failed.is_empty() {
            terminal.complain(&Human::findings(&self.sources, &failed));
        }
        Ok(registry)
    }

    /// Where things are kept, and what the lock says of plugins.
    fn settings(&self, work: &WorkArgs, threads: usize) -> Settings {
        let mut settings = settings(self.world.world(), work, threads);
        settings.provenance.lock = self.lock.clone();
        settings
    }

    /// Loads pages and plugins.
    fn load(&mut self, work: &WorkArgs, terminal: Terminal) -> Result<Press<'_>> {
        if !self.findings.is_empty() {
            // What else is wrong with the configuration is told along, rather than that there
            // is no content where a wrong key left the default folder.
            let of_reading = self.findings.clone();
            self.plugins(terminal)?;
            self.findings = of_reading;
        }
        let threads = work.jobs.unwrap_or_else(rayon::current_num_threads).max(1);
        if work.jobs.is_some() {
            // The pool can be set up once; a second call in one process keeps the first.
            let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
        }
        let settings = self.settings(work, threads);
        let sources = std::mem::take(&mut self.sources);
        let refused = [sources.find(&self.name), sources.find(LOCK_FILE)];
        let findings = std::mem::take(&mut self.findings);
        let press = Press::load(&self.world, self.config.clone(), sources, findings, &settings)?;
        let wrong = press.findings.iter();
        let wrong = wrong.filter(|finding| refused.contains(&Some(finding.location.source)));
        refuse(&press.sources, &self.name, wrong, terminal)?;
        if let (false, Some(folder)) = (press.keeps_code(), &settings.code) {
            terminal.warn(&format!(
                "compiled plugins are not kept: `{}` or the key beside it does not belong to you alone",
                folder.display()
            ));
        }
        Ok(press)
    }
}

/// Ends the command where the configuration, which is called `config`, has errors. What else is
/// wrong with plugins is told along.
fn refuse<'a>(
    sources: &Sources,
    config: &str,
    findings: impl IntoIterator<Item = &'a Finding>,
    terminal: Terminal,
) -> Result<()> {
    let findings: Vec<&Finding> = findings.into_iter().collect();
    let refused = press::refused(sources, config, findings.iter().copied());
    let Some(first) = Report::sorted(sources, refused.clone()).first().copied() else {
        return Ok(());
    };
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let errors = Report::sorted(sources, errors.copied().collect());
    terminal.complain(&Human::findings(sources, &errors));
    let of_plugins = ["lock/changed", "lock/missing-entry", "lock/not-installed"];
    if errors.iter().all(|error| of_plugins.contains(&error.rule.as_str())) {
        anyhow::bail!("nothing was done: plugins have to be as `{LOCK_FILE}` says");
    }
    let file = sources.get(first.location.source).path.as_str();
    anyhow::bail!("nothing was done: `{file}` has to be mended first")
}

/// Verdicts are kept beside the site; compiled code, which is trusted, is kept with the user.
fn settings(world: &Disk, work: &WorkArgs, threads: usize) -> Settings {
    let user = directories::ProjectDirs::from("", "", "proofpress");
    let state = user.as_ref().map(|user| user.state_dir().unwrap_or_else(|| user.data_local_dir()));
    Settings {
        verdicts: (!work.no_cache).then(|| world.root().join(".proofpress")),
        code: user.as_ref().map(|user| user.cache_dir().join("compiled")),
        key: state.map(|state| state.join("compiled.key")),
        threads,
        provenance: Provenance {
            lock: Lock::default(),
            store: user.as_ref().map(|user| user.cache_dir().join("plugins")),
            strict: work.locked,
        },
        cancel: None,
        compiler: program().map(|program| Compiler { program, limits: CompileLimits::default() }),
    }
}

/// This program, to be started again. On Linux by the link the system keeps, which leads to it
/// even if another was put in its place since.
fn program() -> Option<PathBuf> {
    match cfg!(target_os = "linux") {
        true => Some(PathBuf::from("/proc/self/exe")),
        false => std::env::current_exe().ok(),
    }
}
