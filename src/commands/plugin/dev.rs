//! `plugin dev`: build and check again whenever a file changes. It ends when it is interrupted.

use std::path::Path;

use anyhow::{Context as _, Result};
use proofpress::author::trial::{self, Outcome as Tried};
use proofpress::author::watch::Watch;
use proofpress::author::{Mode, Project};
use proofpress::press;
use proofpress::report::Terminal;
use proofpress::world::{Disk, World as _};

use super::Hosts;
use super::test::{complaints, many};
use crate::cli::PluginDevArgs;
use crate::commands::Outcome;

pub(crate) fn run(args: &PluginDevArgs, terminal: Terminal) -> Result<Outcome> {
    let project = super::project(args.project.dir.as_deref(), terminal)?;
    let world = Disk::new(&project.root)?;
    let hosts = Hosts::new(&project.root)?;
    let site = args.site.as_deref().map(Disk::new).transpose();
    let site = site.context("cannot open the folder of `--site`")?;
    let mut watched = vec![project.root.as_path()];
    watched.extend(site.as_ref().map(Disk::root));
    let watch = Watch::new(&watched).context("cannot watch the plugin's folder")?;
    loop {
        let start = world.elapsed();
        let once = again(&project, &world, site.as_ref().map(Disk::root), &hosts, terminal);
        let took = world.elapsed().saturating_sub(start).as_millis();
        match once {
            Ok(outcome) => {
                terminal.report(&complaints(&outcome));
                let counts = outcome.counts;
                let wrong = outcome.findings.len() + outcome.problems.len();
                terminal.report(&format!(
                    "{} on {}: {} in {took} ms\n",
                    many(counts.examples, "example"),
                    many(counts.rule_pages + counts.cases, "page"),
                    many(wrong, "finding")
                ));
            }
            Err(why) => terminal.fail(&format!("{why:#}")),
        }
        let Some(changed) = watch.next() else { return Ok(Outcome::Fine) };
        let first =
            changed.iter().next().map(|path| path.strip_prefix(&project.root).unwrap_or(path));
        terminal.say(&format!("changed: {}", first.unwrap_or(Path::new("")).display()));
    }
}

/// Builds the plugin and checks every page.
fn again(
    project: &Project,
    world: &Disk,
    site: Option<&Path>,
    hosts: &Hosts,
    terminal: Terminal,
) -> Result<Tried> {
    let built = super::built(project, Mode::Quick, hosts, terminal)?;
    let subject = hosts.subject(&built, &super::files(&built, world)?);
    let mut outcome = trial::pages(&subject, Some(world), &|_| {})?.outcome;
    if let Some(site) = site {
        let disk = Disk::new(site)?;
        let files = trial::readable(&built.catalogue, (&disk, press::CONFIG_FILE), site)?;
        trial::site(&hosts.subject(&built, &files), site, &mut outcome)?;
    }
    Ok(outcome)
}
