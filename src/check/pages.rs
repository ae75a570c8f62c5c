//! What is done with pages as a whole: jobs for those that check pages, and for those that check
//! the site, which look at every page first. Pure, like the rest of the plan.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::plan::{JobMaker, told};
use super::{Plan, Proven, Registered, Registry, Task, Verdict};
use crate::config::Config;
use crate::content::{Page, PageId, Tree};
use crate::markdown::LinkKind;
use crate::plugin::{EnabledRule, Failure, Limits, PageHeading, PageInput, PageLink, SiteInput};

/// Which pages are looked at as a whole.
pub struct Pages<'a> {
    /// Those that somebody wrote: a page out of a catalogue is not the site's to mend.
    pub written: &'a dyn Fn(&Page) -> bool,
    /// Those whose findings are wanted.
    pub wanted: &'a dyn Fn(&Page) -> bool,
}

/// Adds the jobs that look at a page as a whole. The facts of a page are collected even where
/// its own findings are not wanted: what is wrong on a wanted page may lie in another.
pub fn plan_pages(
    plan: &mut Plan,
    tree: &Tree,
    registry: &Registry,
    config: &Config,
    engine: &str,
    pages: &Pages<'_>,
) {
    let checkers = registry.with(|interfaces| interfaces.document_checker);
    let collectors = registry.with(|interfaces| interfaces.site_checker).into_iter();
    let collectors = collectors
        .map(|position| (position, rules_anywhere(registry.get(position), tree, config)))
        // With every rule off there is nothing it could say.
        .filter(|(_, rules)| !rules.is_empty());
    let collectors: Vec<(usize, Vec<EnabledRule>)> = collectors.collect();
    if checkers.is_empty() && collectors.is_empty() {
        return;
    }
    let maker = JobMaker { config, engine };
    let any = tree.pages.iter().any(|page| (pages.written)(page) && (pages.wanted)(page));
    for (at, page) in tree.pages.iter().enumerate() {
        if !any || !(pages.written)(page) {
            continue;
        }
        let input = Arc::new(input(page));
        let mut add = |position: usize, task: Task, rules: Vec<EnabledRule>| {
            let plugin = registry.get(position);
            let limits = plugin.config.limits(Limits::WHOLE);
            plan.pages.push((PageId(at), plan.jobs.len()));
            plan.jobs.push(maker.job(position, plugin, rules, limits, task));
        };
        for &position in checkers.iter().filter(|_| (pages.wanted)(page)) {
            let rules = registry.get(position).enabled_rules(config, &page.path, &[]);
            if !rules.is_empty() {
                add(position, Task::CheckPage(Arc::clone(&input)), rules);
            }
        }
        for (position, rules) in &collectors {
            add(*position, Task::Collect(Arc::clone(&input)), rules.clone());
        }
    }
}

/// The jobs that check the site by what the first plan's jobs said of its pages: one for each
/// plugin that has said something of every page.
pub fn plan_site(
    plan: &Plan,
    proven: &Proven,
    tree: &Tree,
    registry: &Registry,
    config: &Config,
    engine: &str,
) -> Plan {
    let mut sites: BTreeMap<usize, Option<SiteInput>> = BTreeMap::new();
    for (page, at) in &plan.pages {
        let (job, outcome) = (&plan.jobs[*at], &proven.verdicts[*at]);
        if !matches!(job.task, Task::Collect(_)) {
            continue;
        }
        let site = sites.entry(job.plugin).or_insert_with(|| Some(SiteInput::default()));
        match (&outcome.verdict, &mut *site) {
            (Verdict::Collected(facts), Some(site)) => {
                site.pages.push((tree.page(*page).path.clone(), facts.clone()));
            }
            // A page it has nothing to do with.
            (Verdict::Failed(Failure::Declined(_)), _) => {}
            // Without one page it would judge another site.
            _ => *site = None,
        }
    }
    let maker = JobMaker { config, engine };
    let mut second = Plan::default();
    for (position, site) in sites {
        let Some(site) = site else { continue };
        let plugin = registry.get(position);
        let limits = plugin.config.limits(Limits::WHOLE);
        let task = Task::CheckSite(Arc::new(site));
        let rules = rules_anywhere(plugin, tree, config);
        second.jobs.push(maker.job(position, plugin, rules, limits, task));
    }
    second
}

/// The rules that are on for at least one page.
fn rules_anywhere(plugin: &Registered, tree: &Tree, config: &Config) -> Vec<EnabledRule> {
    let mut rules: BTreeMap<String, EnabledRule> = BTreeMap::new();
    for page in &tree.pages {
        let on = plugin.enabled_rules(config, &page.path, &[]).into_iter();
        rules.extend(on.map(|rule| (rule.name.clone(), rule)));
    }
    rules.into_values().collect()
}

/// A page as a plugin gets it.
fn input(page: &Page) -> PageInput {
    let document = &page.document;
    let headings = document.headings.iter().map(|heading| PageHeading {
        level: heading.level,
        text: heading.text.clone(),
        anchor: heading.id.clone(),
        span: heading.span,
    });
    let links = document.links.iter().map(|link| PageLink {
        href: link.target.clone(),
        text: link.text.clone(),
        image: link.kind == LinkKind::Image,
        span: link.span,
    });
    let examples =
        document.examples.iter().map(|example| (told(page, example, None), example.span));
    PageInput {
        path: page.path.clone(),
        source: document.body.as_str().to_owned(),
        front_matter: page.front.to_json(),
        headings: headings.collect(),
        links: links.collect(),
        examples: examples.collect(),
    }
}
