//! `build`: check, then the site, written whole or not at all.

use std::path::PathBuf;

use anyhow::{Result, bail};
use proofpress::config;
use proofpress::diagnostic::Severity;
use proofpress::output;
use proofpress::report::{Format as _, Human, Report, Terminal};
use proofpress::site::Extent;

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
    let output: PathBuf =
        args.output.clone().unwrap_or_else(|| site.world.root().join(&site.config.build.output));
    let mut press = site.load(&args.work, terminal)?;
    let bar = terminal.bar("checking");
    let check = !args.no_check;
    let assessment = press.check(|_| check, |jobs| bar.total(jobs), &|| bar.advance());
    drop(bar);
    if let Err(why) = press.save() {
        terminal.warn(&format!("cannot store the verdicts: {why}"));
    }
    let assembled = press.assemble(&assessment, Extent::Whole)?;
    let links = press.links(&assembled.site)?.findings;
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
    let written = output::write(&assembled.site, &output)?;
    terminal.report(&Human { verbose: global.verbose, quiet: global.quiet }.render(&report));
    terminal.say(&format!(
        "wrote `{}`: {} changed, {} unchanged, {} removed",
        output.display(),
        written.changed,
        written.unchanged,
        written.removed
    ));
    Ok(if report.fails(threshold) { Outcome::Findings } else { Outcome::Fine })
}
