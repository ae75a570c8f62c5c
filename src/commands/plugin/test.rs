//! `plugin test`: a plugin built and tried.

use std::fmt::Write as _;

use anyhow::Result;
use proofpress::author::Mode;
use proofpress::author::trial::{self, Difference};
use proofpress::diagnostic::Finding;
use proofpress::plugin::Catalogue;
use proofpress::report::{Human, Report, Terminal, text_diff};
use proofpress::world::{Disk, World as _};

use super::Hosts;
use crate::cli::ProjectArgs;
use crate::commands::Outcome;

/// Differences that are shown in full; of the others there are mostly many of one kind.
const SHOWN: usize = 5;

pub(crate) fn run(args: &ProjectArgs, terminal: Terminal) -> Result<Outcome> {
    let project = super::project(args.dir.as_deref(), terminal)?;
    let world = Disk::new(&project.root)?;
    let hosts = Hosts::new(&project.root)?;
    let built = super::built(&project, Mode::Release, &hosts, terminal)?;
    let subject = hosts.subject(&built, &super::files(&built, &world)?);
    let steps = terminal.steps();
    let start = world.elapsed();
    let outcome = trial::trial(&subject, Some(&world), &|what| steps.tell(what));
    let took = world.elapsed().saturating_sub(start);
    drop(steps);
    let outcome = outcome?;
    let mut text = complaints(&outcome);
    if !terminal.quiet {
        text += &summary(&outcome, &built.catalogue);
        let _ = writeln!(text, "{} in {} ms", verdict(&outcome), took.as_millis());
    }
    terminal.report(&text);
    Ok(if outcome.is_fine() { Outcome::Fine } else { Outcome::Findings })
}

/// What does not hold, as text.
pub(super) fn complaints(outcome: &trial::Outcome) -> String {
    let findings: Vec<&Finding> = outcome.findings.iter().collect();
    let findings = Report::sorted(&outcome.sources, findings);
    let mut text = Human::findings(&outcome.sources, &findings);
    for problem in &outcome.problems {
        let _ = writeln!(text, "\u{1b}[1;31merror\u{1b}[0m: {problem}");
    }
    for difference in outcome.differences.iter().take(SHOWN) {
        text += &shown(difference);
    }
    let more = outcome.differences.len().saturating_sub(SHOWN);
    if more > 0 {
        let _ = writeln!(text, "and {more} more");
        for difference in outcome.differences.iter().skip(SHOWN).take(10 * SHOWN) {
            let _ = writeln!(text, "  {} {}", difference.sample, difference.when);
        }
    }
    text
}

fn shown(difference: &Difference) -> String {
    let Difference { sample, when, first, second, help } = difference;
    let mut text = format!("\u{1b}[1;31merror\u{1b}[0m: {sample} {when}: another answer\n");
    text += &text_diff("the answer", first, second);
    if let Some(help) = help {
        let _ = writeln!(text, "help: {help}");
    }
    text.push('\n');
    text
}

fn summary(outcome: &trial::Outcome, catalogue: &Catalogue) -> String {
    let counts = outcome.counts;
    let mut text = format!(
        "{} {}: {}, {}, {}\n",
        catalogue.id,
        catalogue.version,
        many(counts.rule_pages, "rule page"),
        many(counts.cases, "case"),
        many(counts.examples, "example")
    );
    let _ = writeln!(
        text,
        "each example: twice, with a tenth of the fuel, with every import denied\n\
         odd documents: {}, each twice",
        counts.odd
    );
    if let Some(hungriest) = &outcome.hungriest {
        let _ = writeln!(
            text,
            "most fuel: {} units, {} of what is allowed, for {}",
            hungriest.fuel,
            trial::percent(hungriest.fuel, hungriest.limit),
            hungriest.sample
        );
    }
    text
}

/// `no findings`, `1 finding`, `2 findings`.
pub(super) fn many(number: usize, what: &str) -> String {
    match number {
        0 => format!("no {what}s"),
        1 => format!("1 {what}"),
        number => format!("{number} {what}s"),
    }
}

fn verdict(outcome: &trial::Outcome) -> String {
    let wrong = outcome.findings.len() + outcome.problems.len() + outcome.differences.len();
    match wrong {
        0 => "all fine".into(),
        1 => "1 thing is wrong".into(),
        wrong => format!("{wrong} things are wrong"),
    }
}
