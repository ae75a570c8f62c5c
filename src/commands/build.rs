//! `build`: check, then the site, written whole or not at all.

use std::path::Path;

use anyhow::{Result, bail};
use proofpress::config;
use proofpress::diagnostic::Severity;
use proofpress::output::{self, Written};
use proofpress::replay::{Replay, Request};
use proofpress::report::{Human, Report, Terminal, Told};
use proofpress::site::Extent;
use proofpress::world::World as _;

use super::{Outcome, SiteFiles};
use crate::cli::{BuildArgs, Global};

pub(crate) fn run(args: &BuildArgs, global: &Global, terminal: Terminal) -> Result<Outcome> {
    let mut site = SiteFiles::open(global)?;
    site.config.build.drafts |= args.drafts;
    if let Some(url) = &args.base_url {
        match config::base_url(url) {
            Some(url) => site.config.site.base_url = url,
            None => {
                bail!("`{url}` is no base address; write `https://docs.example.com/` or `/docs/`")
            }
        }
    }
    let threshold = if args.strict { Severity::Warning } else { site.config.checks.fail_on };
    let root = site.world.world().root();
    let output = args.output.clone().unwrap_or_else(|| root.join(&site.config.build.output));
    let human = Human { verbose: global.verbose, quiet: global.quiet };
    let outcome = |told: &Told| match told.fails(threshold) {
        true => Outcome::Findings,
        false => Outcome::Fine,
    };
    let replay = replay(args, &site, &output);
    if let Some(last) = replay.as_ref().and_then(|replay| replay.last(site.world.world(), &output))
    {
        terminal.report(&last.told.text(&human, site.world.elapsed()));
        say(terminal, &output, Written { unchanged: last.files, ..Written::default() });
        return Ok(outcome(&last.told));
    }
    let mut press = site.load(&args.work, terminal)?;
    let bar = terminal.bar("checking");
    let check = !args.no_check;
    let assessment = press.check(|_| check, |jobs| bar.total(jobs), &|| bar.advance());
    drop(bar);
    if let Err(why) = press.save() {
        terminal.warn(&format!("cannot store the verdicts: {why}"));
    }
    let assembled = press.assemble(&assessment, Extent::Whole)?;
    // Nothing but time is lost where they cannot be kept.
    let _ = press.colours.save();
    let links = press.links(&assembled)?.findings;
    let of_site = assembled.findings.iter().chain(&links);
    let findings = press.findings.iter().chain(of_site).chain(assessment.findings()).collect();
    let report = Report {
        sources: &press.sources,
        findings: Report::sorted(&press.sources, findings),
        assessment: &assessment,
        registry: &press.registry,
        pages: press.tree.pages.iter().filter(|page| !page.is_made_up(&press.sources)).count(),
        compiled: press.compilations(),
        duration: press.elapsed(),
    };
    let told = Told::of(&report);
    let is_repeatable = press.is_repeatable(&report.findings);
    let duration = report.duration;
    let written = output::write(&assembled.site, &output)?;
    terminal.report(&told.text(&human, duration));
    say(terminal, &output, written);
    let outcome = outcome(&told);
    if let (Some(replay), Some(heard), true) = (replay, site.world.testimony(), is_repeatable) {
        // Nothing but time is lost where it cannot be kept.
        let _ = replay.keep(heard, &output, told);
    }
    Ok(outcome)
}

/// Where this build is kept for the next.
fn replay(args: &BuildArgs, site: &SiteFiles, output: &Path) -> Option<Replay> {
    let settings = site.settings(&args.work, 1);
    let request = Request {
        config: &site.name,
        output,
        drafts: args.drafts,
        base_url: args.base_url.as_deref(),
        check: !args.no_check,
        locked: args.work.locked,
    };
    Replay::new(settings.verdicts.as_deref()?, &request, &settings.provenance)
}

fn say(terminal: Terminal, output: &Path, written: Written) {
    let Written { changed, unchanged, removed } = written;
    terminal.say(&format!(
        "wrote `{}`: {changed} changed, {unchanged} unchanged, {removed} removed",
        output.display()
    ));
}
