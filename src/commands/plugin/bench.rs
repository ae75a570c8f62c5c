//! `plugin bench`: what the examples of a plugin's pages cost.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use proofpress::author::bench::{Cost, bench, empty, given};
use proofpress::author::trial::{self, Sample, Subject};
use proofpress::author::{Mode, Project};
use proofpress::plugin::EnabledRule;
use proofpress::report::Terminal;
use proofpress::world::Disk;

use super::Hosts;
use crate::cli::PluginBenchArgs;
use crate::commands::Outcome;

pub(crate) fn run(args: &PluginBenchArgs, terminal: Terminal) -> Result<Outcome> {
    let project: Project = super::project(args.project.dir.as_deref(), terminal)?;
    let world = Disk::new(&project.root)?;
    let hosts = Hosts::new(&project.root)?;
    let built = super::built(&project, Mode::Release, &hosts, terminal)?;
    let subject = hosts.subject(&built, &super::files(&built, &world)?);
    let mut samples = vec![empty(&subject)];
    samples.extend(trial::pages(&subject, Some(&world), &|_| {})?.samples);
    for file in &args.example {
        samples.push(from_file(file, &subject)?);
    }
    let steps = terminal.steps();
    let costs = bench(&subject, &samples, &world, &|what| steps.tell(what));
    drop(steps);
    terminal.report(&table(&costs));
    Ok(Outcome::Fine)
}

/// An example from a file, with every rule on.
fn from_file(file: &Path, subject: &Subject) -> Result<Sample> {
    #[expect(clippy::disallowed_methods, reason = "a file the command line names")]
    let source = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read `{}`", file.display()))?;
    let languages = &subject.catalogue.languages;
    let extension = file.extension().unwrap_or_default().to_string_lossy();
    let known = languages.iter().find(|language| **language == extension);
    let lang = known.or(languages.first()).map_or("", String::as_str);
    let on = |name: &String| EnabledRule { name: name.clone(), options: "{}".into() };
    let rules = subject.catalogue.rules.iter().map(|rule| on(&rule.name)).collect();
    Ok(Sample { name: file.display().to_string(), ..given(subject, lang, source, rules) })
}

fn table(costs: &[Cost]) -> String {
    let width = costs.iter().map(|cost| cost.name.chars().count()).max().unwrap_or_default();
    let mut text = format!(
        "{:width$}  {:>9}  {:>13}  {:>12}  {:>10}\n",
        "example", "bytes", "fuel", "of its limit", "time"
    );
    for Cost { name, size, fuel, part, time } in costs {
        let fuel = fuel.as_ref().map_or_else(|_| "-".to_owned(), ToString::to_string);
        let time = shown(*time);
        let _ = writeln!(text, "{name:width$}  {size:>9}  {fuel:>13}  {part:>12}  {time:>10}");
    }
    for cost in costs {
        if let Err(why) = &cost.fuel {
            let _ = writeln!(text, "{}: the plugin {why}", cost.name);
        }
    }
    text
}

/// `37 µs` or `1.40 ms`.
fn shown(time: Duration) -> String {
    let micros = time.as_micros();
    if micros < 1000 {
        format!("{micros} µs")
    } else {
        format!("{}.{:02} ms", micros / 1000, micros % 1000 / 10)
    }
}
