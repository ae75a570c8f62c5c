//! `plugin`: one file a command. Those for authors work on the folder of a plugin's sources, the
//! others on a site.

mod add;
mod bench;
mod build;
mod bundle;
mod candidate;
mod dev;
mod inspect;
mod install;
mod keeping;
mod list;
mod new;
mod publish;
mod remove;
mod test;
mod update;
mod verify;

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use proofpress::author::trial::{self, Subject};
use proofpress::author::{self, Built, Mode, Project};
use proofpress::plugin::{Host, HostSettings, SiteFiles};
use proofpress::press::Settings;
use proofpress::report::{Human, Report, Terminal};
use proofpress::source::Sources;
use proofpress::world::Disk;

use super::{Outcome, settings};
use crate::cli::{Global, PluginCommand, WorkArgs};

/// Runs the command.
pub(crate) fn run(command: &PluginCommand, global: &Global, terminal: Terminal) -> Result<Outcome> {
    match command {
        PluginCommand::List(args) => list::run(args, global, terminal),
        PluginCommand::Add(args) => add::run(args, global, terminal),
        PluginCommand::Remove { id } => remove::run(id, global, terminal),
        PluginCommand::Update(args) => update::run(args, global, terminal),
        PluginCommand::Install(args) => install::run(args, global, terminal),
        PluginCommand::Verify(args) => verify::run(args, global, terminal),
        PluginCommand::Publish(args) => publish::run(args, terminal),
        PluginCommand::Bundle { output } => bundle::run(output, terminal),
        PluginCommand::New(args) => new::run(args, terminal),
        PluginCommand::Build(args) => build::run(args, terminal),
        PluginCommand::Test(args) => test::run(args, terminal),
        PluginCommand::Bench(args) => bench::run(args, terminal),
        PluginCommand::Inspect(args) => inspect::run(args, terminal),
        PluginCommand::Dev(args) => dev::run(args, terminal),
    }
}

/// The hosts a plugin is tried in while it is written: one as every site has it, and one that
/// gives nothing.
struct Hosts {
    host: Host,
    alone: Host,
}

impl Hosts {
    /// They keep compiled code as `build` and `check` do.
    fn new(root: &Path) -> Result<Self> {
        let work = WorkArgs { jobs: None, no_cache: true, locked: false };
        let threads = rayon::current_num_threads();
        let Settings { code, key, compiler, .. } = settings(&Disk::new(root)?, &work, threads);
        let settings = |deny_imports| HostSettings {
            code_cache: code.clone(),
            key_file: key.clone(),
            threads,
            deny_imports,
            compiler: compiler.clone(),
        };
        Ok(Self { host: Host::new(settings(false))?, alone: Host::new(settings(true))? })
    }

    /// A component that was built, to be tried with files that it may read.
    fn subject(&self, built: &Built, files: &SiteFiles) -> Subject {
        let plugin = |host: &Host| {
            let plugin = host.plugin_with_digest(built.bytes.clone(), built.digest);
            Arc::new(plugin.with_files(files.clone()))
        };
        Subject {
            catalogue: built.catalogue.clone(),
            digest: built.digest,
            prover: plugin(&self.host),
            alone: plugin(&self.alone),
            engine: self.host.engine_id(),
        }
    }
}

/// Builds a project, and says on the terminal what its tools say.
fn built(project: &Project, mode: Mode, hosts: &Hosts, terminal: Terminal) -> Result<Built> {
    let steps = terminal.steps();
    let built = author::build(project, mode, &hosts.host, &|line| steps.tell(line));
    drop(steps);
    Ok(built?)
}

/// The files a project has for its plugin to read, by the configuration of its cases.
fn files(built: &Built, project: &Disk) -> Result<SiteFiles> {
    let folder = project.root().join(trial::FILES);
    Ok(trial::readable(&built.catalogue, (project, trial::CONFIG), &folder)?)
}

/// Opens the plugin's sources in a folder; the current one unless given.
fn project(dir: Option<&Path>, terminal: Terminal) -> Result<Project> {
    let dir = dir.unwrap_or(Path::new("."));
    let world = Disk::new(dir).with_context(|| format!("cannot open `{}`", dir.display()))?;
    let mut sources = Sources::default();
    let (project, findings) = Project::read(&world, &mut sources)?;
    let Some(project) = project else {
        let findings = Report::sorted(&sources, findings.iter().collect());
        terminal.complain(&Human::findings(&sources, &findings));
        anyhow::bail!("nothing was done: `plugin.toml` has to be mended first");
    };
    Ok(project)
}
