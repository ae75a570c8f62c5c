//! `plugin`: one file a command. Those for authors work on the folder of a plugin's sources, the
//! others on a site.

mod add;
mod build;
mod bundle;
mod candidate;
mod install;
mod keeping;
mod list;
mod new;
mod publish;
mod remove;
mod update;
mod verify;

use std::path::Path;

use anyhow::{Context as _, Result};
use proofpress::author::Project;
use proofpress::plugin::{Host, HostSettings};
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
    }
}

/// A host for a plugin that is being written. It keeps compiled code as `build` and `check` do.
fn host(project: &Project) -> Result<Host> {
    let work = WorkArgs { jobs: None, no_cache: true, locked: false };
    let world = Disk::new(&project.root)?;
    let Settings { code, key, threads, .. } = settings(&world, &work, rayon::current_num_threads());
    Ok(Host::new(HostSettings { code_cache: code, key_file: key, threads })?)
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
