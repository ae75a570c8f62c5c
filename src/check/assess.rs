//! Holds verdicts against what each page expects, and brings their spans home to the files.

mod draw;
mod pages;
mod place;
mod run;
mod transcript;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::verdict::no_plugin;
use super::workspace::Blocked;
use super::{
    Coverage, Deed, ExampleReport, Plan, Planned, ProofLine, Proven, Registered, Registry, Reports,
    State, Task, Verdict,
};
use crate::config::Config;
use crate::content::{Page, Tree};
use crate::diagnostic::{Finding, Severity, did_you_mean};
use crate::markdown::Example;
use crate::plugin::{Failure, PluginFinding};
use crate::rules;

pub use pages::assess_pages;

/// What became of every example.
#[derive(Clone, Debug, Default)]
pub struct Assessment {
    /// The examples, by id.
    pub examples: Reports,
    /// What was found on pages as a whole, and in the site.
    pub pages: Vec<Finding>,
    /// Jobs answered from the cache.
    pub cached: usize,
    /// How many jobs nobody has done yet: of examples, of pages as a whole and of the site.
    pub awaited: usize,
}

impl Assessment {
    /// Takes over what became of the examples on these pages, all that is known of them.
    pub fn replace(&mut self, pages: &BTreeSet<String>, part: Self) {
        pages.iter().for_each(|page| self.examples.remove_page(page));
        self.examples.extend(part.examples);
        self.cached = part.cached;
    }

    /// The counts.
    pub fn coverage(&self) -> Coverage {
        Coverage { cached: self.cached, ..self.examples.counts().coverage }
    }

    /// The findings that count: those no page expects.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.examples.with_findings().flat_map(|report| report.unexpected()).chain(&self.pages)
    }
}

impl ExampleReport {
    /// The findings the page does not expect.
    pub fn unexpected(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| !self.expected.contains(&finding.rule))
    }
}

/// Assesses every example of a plan.
pub fn assess(
    tree: &Tree,
    plan: &Plan,
    proven: &Proven,
    registry: &Registry,
    config: &Config,
) -> Assessment {
    let mut assessment = Assessment::default();
    for (id, index, planned) in &plan.examples {
        let page = tree.page(*id);
        let subject = Subject { page, example: &page.document.examples[*index], registry, config };
        let report = match planned {
            Planned::Skipped => subject.untouched(State::Skipped),
            Planned::Expectation => subject.untouched(State::Expectation),
            Planned::Ignored(reason) => subject.untouched(State::Ignored(reason.clone())),
            Planned::NoPlugin => subject.unproven(no_plugin(subject.lang())),
            Planned::Jobs { jobs, blocked } => {
                subject.proven(plan, proven, jobs.clone(), blocked.as_ref())
            }
        };
        assessment.examples.insert(Arc::new(report));
    }
    assessment.cached = proven.verdicts.iter().filter(|job| job.cached).count();
    assessment
}

fn proof(plugin: &Registered, deed: Deed, facts: &[(String, String)]) -> ProofLine {
    ProofLine {
        plugin: plugin.catalogue.id.clone(),
        version: plugin.catalogue.version.clone(),
        deed,
        facts: facts.to_vec(),
    }
}

/// An example that a plugin was not asked about, or failed on without that being a finding. Whose
/// fault that is was said once; the example is none the worse for it.
fn left_open(mut report: ExampleReport, expects: bool, unanswered: &[String]) -> ExampleReport {
    let counts = report.findings.iter().any(|finding| finding.rule.starts_with("plugin/"));
    report.findings.retain(|finding| !expects || finding.rule.starts_with("plugin/"));
    report.proof.clear();
    report.state = match counts {
        true => State::Failed,
        false => State::Unproven(unanswered.join(", ")),
    };
    report
}

/// One example with all that is needed to judge it.
struct Subject<'a> {
    page: &'a Page,
    example: &'a Example,
    registry: &'a Registry,
    config: &'a Config,
}

impl Subject<'_> {
    fn lang(&self) -> &str {
        self.example.fence.check_as()
    }

    fn untouched(&self, state: State) -> ExampleReport {
        let id = self.page.example_id(self.example.index);
        ExampleReport::new(id, self.example.opening, self.lang(), state)
    }

    /// An example no plugin took. What its fence expects of it cannot hold.
    fn unproven(&self, why: String) -> ExampleReport {
        let mut report = self.untouched(State::Unproven(why.clone()));
        if self.example.fence.get("fails").is_some() {
            let message = format!("`fails=` cannot be proven: {why}");
            let finding = Finding::error("expect/not-checked", self.example.opening, message)
                .help("take `fails=` away, or check the example as another language with `as=`");
            report.findings.push(finding.example(&report.id));
        }
        report
    }

    fn proven(
        &self,
        plan: &Plan,
        proven: &Proven,
        range: std::ops::Range<usize>,
        blocked: Option<&Blocked>,
    ) -> ExampleReport {
        let mut report = self.untouched(State::Passed);
        let (mut declined, mut undrawn) = (Vec::new(), Vec::new());
        let mut unanswered = Vec::new();
        let mut cached = true;
        for at in range {
            let (job, outcome) = (&plan.jobs[at], &proven.verdicts[at]);
            let plugin = self.registry.get(job.plugin);
            cached &= outcome.cached;
            report.duration_us += u64::try_from(outcome.duration.as_micros()).unwrap_or(u64::MAX);
            match &outcome.verdict {
                Verdict::Checked(checked) => {
                    let deed = Deed::Checked { rules: job.session.rules.len() };
                    report.proof.push(proof(plugin, deed, &checked.facts));
                    report
                        .findings
                        .extend(checked.findings.iter().map(|found| self.finding(plugin, found)));
                }
                Verdict::Ran(ran) | Verdict::RanNatively(ran) => {
                    report.is_native = matches!(outcome.verdict, Verdict::RanNatively(_));
                    report.proof.push(proof(plugin, Deed::Ran, &ran.facts));
                    self.ran(&mut report, ran);
                }
                Verdict::Drawn(drawn) => {
                    report.proof.push(proof(plugin, Deed::Drew, &drawn.facts));
                    self.drawn(&mut report, plugin, drawn);
                }
                // Of a page, not of an example.
                Verdict::Collected(_) => {}
                Verdict::Failed(failure) if matches!(job.task, Task::Run(_)) => {
                    self.weigh(self.run_failed(plugin, failure), &mut report, &mut unanswered);
                }
                Verdict::Failed(Failure::Declined(why)) => {
                    let list = match job.task {
                        Task::Draw(_) => &mut undrawn,
                        _ => &mut declined,
                    };
                    list.push(format!("`{}`: {why}", plugin.catalogue.id));
                }
                Verdict::Failed(failure) => {
                    self.weigh(self.failure(plugin, failure), &mut report, &mut unanswered);
                }
                Verdict::Disabled => {
                    unanswered.push(format!("plugin `{}` is disabled", plugin.catalogue.id));
                }
                // What the others said is told once all have.
                Verdict::Awaited => return self.untouched(State::Awaited),
            }
            if let Some(disabled) = proven.disabled.iter().find(|one| one.last == at) {
                let finding = disabled.finding(plugin, self.example.opening).example(&report.id);
                self.weigh(finding, &mut report, &mut Vec::new());
            }
        }
        if let Some(blocked) = blocked {
            report.findings.push(self.blocked(blocked).example(&report.id));
        }
        let expects = self.example.fence.get("fails").is_some();
        if !unanswered.is_empty() && (report.proof.is_empty() || expects) {
            return left_open(report, expects, &unanswered);
        }
        // Who only draws it says why it was not checked if nobody else does.
        let declined = if declined.is_empty() { undrawn } else { declined };
        if report.proof.is_empty() && report.findings.is_empty() {
            return self.unproven(format!("not taken by {}", declined.join(", ")));
        }
        report.cached = cached;
        self.expect(&mut report);
        report
            .findings
            .sort_by(|a, b| a.location.cmp(&b.location).then_with(|| a.rule.cmp(&b.rule)));
        report.findings.dedup();
        report
    }

    /// Holds what was found against `fails=`.
    fn expect(&self, report: &mut ExampleReport) {
        let expected = self.example.fence.list("fails");
        let found: BTreeSet<String> =
            report.findings.iter().map(|finding| finding.rule.clone()).collect();
        let mut problems = Vec::new();
        for &rule in &expected {
            if found.contains(rule) {
                report.expected.push(rule.to_owned());
            } else {
                problems.push(self.not_reported(rule).example(&report.id));
            }
        }
        for finding in &mut report.findings {
            if !expected.is_empty() && !report.expected.contains(&finding.rule) {
                finding.severity = Severity::Error;
                finding.help.get_or_insert_with(|| {
                    format!("add `{}` to `fails=` if the example is meant to show it", finding.rule)
                });
            }
        }
        report.findings.extend(problems);
        let clean = report.unexpected().next().is_none();
        report.state = match (clean, expected.is_empty()) {
            (false, _) => State::Failed,
            (true, true) => State::Passed,
            (true, false) => State::FailsAsExpected,
        };
    }

    fn not_reported(&self, rule: &str) -> Finding {
        let known: Vec<String> = self.registry.rule_ids().collect();
        if known.iter().any(|known| known == rule) || rules::find(rule).is_some() {
            let message = format!("`{rule}` does not report this example, though `fails=` says so");
            return Finding::error("expect/not-reported", self.example.opening, message).help(
                "the example is right, or wrong in another way: mend it, or take `fails=` away",
            );
        }
        let near = did_you_mean(rule, known.iter().map(String::as_str));
        let finding = Finding::error(
            "expect/unknown-rule",
            self.example.opening,
            format!("there is no rule `{rule}`"),
        );
        match near {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help("`proofpress plugin list` shows the plugins and their rules"),
        }
    }

    /// A plugin's finding, with the site's severity and places in the files.
    fn finding(&self, plugin: &Registered, found: &PluginFinding) -> Finding {
        let text = &self.example.text;
        let severity = plugin.severity(self.config, &self.page.path, &found.rule, found.severity);
        let rule = plugin.rule_id(&found.rule);
        let locate = |_: Option<&str>, span| Some(text.locate(span));
        let finding = place::finding(rule.clone(), severity, found, &locate);
        // Every span of an example is a place, so there is a finding.
        let finding = finding.unwrap_or_else(|| {
            Finding::new(rule, severity, self.example.opening, found.message.clone())
        });
        finding.example(self.page.example_id(self.example.index))
    }

    /// Gives a finding about a plugin the weight that the site gives such findings. One that is to
    /// be none is a reason why the example is unproven.
    fn weigh(&self, finding: Finding, report: &mut ExampleReport, unanswered: &mut Vec<String>) {
        let message = finding.message.clone();
        match self.config.checks.weigh(finding) {
            Some(finding) => report.findings.push(finding),
            None => unanswered.push(message),
        }
    }

    /// A plugin that failed, as a finding at the example.
    fn failure(&self, plugin: &Registered, failure: &Failure) -> Finding {
        let catalogue = &plugin.catalogue;
        let message = format!("plugin `{}` {} {failure}", catalogue.id, catalogue.version);
        Finding::error(failure.rule(), self.example.opening, message)
            .example(self.page.example_id(self.example.index))
            .help(remedy(failure, &catalogue.id, "example"))
    }
}

/// What to do about a plugin that failed at an example, a page or the site.
fn remedy(failure: &Failure, id: &str, what: &str) -> String {
    match failure {
        Failure::Budget { .. } => {
            format!("make the {what} smaller, or give the plugin more: `[plugins.{id}] fuel = …`")
        }
        Failure::Memory { .. } => {
            format!(
                "make the {what} smaller, or give the plugin more: `[plugins.{id}] memory_mb = …`"
            )
        }
        Failure::Config(_) => format!("mend `[plugins.{id}.config]` in the configuration"),
        _ => format!("this is a fault of the plugin; report it to its authors with this {what}"),
    }
}
