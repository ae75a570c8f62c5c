//! What was found on pages as a whole, and in the site.

use super::place;
use crate::check::{Job, Plan, Proven, Registered, Registry, Task, Verdict};
use crate::config::Config;
use crate::content::{Page, Tree};
use crate::diagnostic::Finding;
use crate::plugin::{Failure, PluginFinding};
use crate::source::{Location, MappedText, Span};

/// The findings of jobs about pages and, from the `second` plan, about the site; of the latter
/// those on pages that `wanted` keeps.
pub fn assess_pages(
    tree: &Tree,
    first: (&Plan, &Proven),
    second: (&Plan, &Proven),
    registry: &Registry,
    config: &Config,
    wanted: &dyn Fn(&Page) -> bool,
) -> Vec<Finding> {
    let judge = Judge { tree, registry, config, wanted };
    let mut findings = Vec::new();
    for (page, at) in &first.0.pages {
        let (job, outcome) = (&first.0.jobs[*at], &first.1.verdicts[*at]);
        let page = tree.page(*page);
        judge.page(page, job, &outcome.verdict, &mut findings);
        if let Some(disabled) = first.1.disabled.iter().find(|one| one.last == *at) {
            findings.push(disabled.finding(registry.get(job.plugin), start(page)));
        }
    }
    for (job, outcome) in second.0.jobs.iter().zip(&second.1.verdicts) {
        judge.site(job, &outcome.verdict, &mut findings);
    }
    findings.into_iter().filter_map(|finding| config.checks.weigh(finding)).collect()
}

struct Judge<'a> {
    tree: &'a Tree,
    registry: &'a Registry,
    config: &'a Config,
    wanted: &'a dyn Fn(&Page) -> bool,
}

impl Judge<'_> {
    fn page(&self, page: &Page, job: &Job, verdict: &Verdict, findings: &mut Vec<Finding>) {
        let plugin = self.registry.get(job.plugin);
        match verdict {
            Verdict::Checked(checked) => {
                let locate = |_: Option<&str>, span| locate(&page.document.body, span);
                findings.extend(checked.findings.iter().filter_map(|found| {
                    let severity =
                        plugin.severity(self.config, &page.path, &found.rule, found.severity);
                    place::finding(plugin.rule_id(&found.rule), severity, found, &locate)
                }));
            }
            Verdict::Failed(Failure::Declined(_)) => {}
            Verdict::Failed(failure) => {
                let failed = failed(plugin, failure, start(page), "page");
                // A plugin that looks at a page twice fails twice in the same way.
                if !findings.contains(&failed) {
                    findings.push(failed);
                }
            }
            _ => {}
        }
    }

    fn site(&self, job: &Job, verdict: &Verdict, findings: &mut Vec<Finding>) {
        let plugin = self.registry.get(job.plugin);
        let home =
            plugin.config.location.or_else(|| self.tree.pages.first().map(|page| start(page)));
        match (verdict, home) {
            (Verdict::Checked(checked), Some(home)) => {
                for found in &checked.findings {
                    findings.extend(self.of_site(plugin, job, found, home));
                }
            }
            (Verdict::Failed(Failure::Declined(_)), _) => {}
            (Verdict::Failed(failure), Some(home)) => {
                findings.push(failed(plugin, failure, home, "site"));
            }
            _ => {}
        }
    }

    /// A finding about the site, if its page is wanted and its rule is on there.
    fn of_site(
        &self,
        plugin: &Registered,
        job: &Job,
        found: &PluginFinding,
        home: Location,
    ) -> Option<Finding> {
        debug_assert!(matches!(job.task, Task::CheckSite(_)), "only sites are checked here");
        let page_of = |file: Option<&str>| {
            file.and_then(|path| self.tree.find(path)).map(|id| self.tree.page(id))
        };
        let page = page_of(found.file.as_deref())?;
        let rule = plugin.rule_id(&found.rule);
        let on = plugin.enabled_rules(self.config, &page.path, &[]);
        if !on.iter().any(|rule| rule.name == found.rule) || !(self.wanted)(page) {
            return None;
        }
        let severity = plugin.severity(self.config, &page.path, &found.rule, found.severity);
        let at = |file: Option<&str>, span| locate(&page_of(file)?.document.body, span);
        place::finding(rule.clone(), severity, found, &at).or_else(|| {
            let why = Failure::Protocol(format!(
                "`{rule}` has the span {}..{} or another, which is not one of `{}`",
                found.span.start, found.span.end, page.path
            ));
            Some(failed(plugin, &why, home, "site"))
        })
    }
}

/// The place of a span of a page's text, if it is one.
fn locate(text: &MappedText, span: Span) -> Option<Location> {
    text.as_str().get(span.start..span.end).map(|_| text.locate(span))
}

fn start(page: &Page) -> Location {
    Location { source: page.source, span: Span::at(0) }
}

/// A plugin that failed.
fn failed(plugin: &Registered, failure: &Failure, at: Location, what: &str) -> Finding {
    let catalogue = &plugin.catalogue;
    let message = format!("plugin `{}` {} {failure}", catalogue.id, catalogue.version);
    Finding::error(failure.rule(), at, message).help(super::remedy(failure, &catalogue.id, what))
}
