//! What `/proof/` tells, as its template gets it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ledger::{Entry, Ledger, Place};
use super::tally::{Share, Tally};
use super::tool;
use crate::check::{Deed, Registry, State};
use crate::site::code::{code_words, label, reason_of};
use crate::site::nav::Nav;
use crate::theme::words::{PageWords, fill, fill_of};

/// `proof` in `proof.html`.
#[derive(Serialize)]
pub(crate) struct Overview {
    total: Row,
    /// Pages with something to prove.
    pages: usize,
    /// The address of `proof.json`.
    json: String,
    /// By section, in reading order.
    sections: Vec<SectionRow>,
    /// By language, most examples first.
    languages: Vec<Row>,
    /// The plugins that took part, by id.
    plugins: Vec<PluginRow>,
    /// The examples with findings nobody expected.
    failed: Vec<Place>,
    /// Those that nothing could check, by the reason.
    unproven: Vec<Reason>,
    /// Those their pages leave out, by the reason.
    ignored: Vec<Reason>,
    /// The rules that are shown broken.
    anti_patterns: Vec<RuleRow>,
}

/// A name and what was counted under it.
#[derive(Serialize)]
struct Row {
    name: String,
    url: String,
    #[serde(flatten)]
    tally: Tally,
    shares: Vec<Share>,
    /// The proven in hundred, rounded down: 100 says all.
    percent: usize,
}

/// A section and its pages.
#[derive(Serialize)]
struct SectionRow {
    #[serde(flatten)]
    row: Row,
    pages: Vec<PageRow>,
}

/// A page.
#[derive(Serialize)]
struct PageRow {
    #[serde(flatten)]
    row: Row,
    /// What a link to this row ends with.
    id: String,
}

/// A plugin and its part.
#[derive(Serialize)]
struct PluginRow {
    id: String,
    version: String,
    digest: String,
    /// Examples it checked.
    checked: usize,
    /// Examples it ran.
    ran: usize,
    /// Examples it drew.
    drawn: usize,
    /// Whether it works outside of the sandbox.
    native: bool,
    /// What it held them against, or ran them on.
    tools: Vec<String>,
    /// The address of its rules, where the site has their pages.
    rules_url: Option<String>,
}

/// Why examples are not proven.
#[derive(Serialize)]
struct Reason {
    /// The reason, as HTML; empty where none was given.
    html: String,
    places: Vec<Place>,
}

/// A rule that is shown broken.
#[derive(Serialize)]
struct RuleRow {
    id: String,
    url: Option<String>,
    places: Vec<Place>,
}

impl Row {
    fn new(name: String, url: String, tally: Tally) -> Self {
        let percent = tally.proven * 100 / tally.examples.max(1);
        Self { name, url, tally, shares: tally.shares(), percent }
    }
}

/// What a link to the row of a page ends with: its address, which no other page has.
pub(crate) fn row_id(url: &str) -> &str {
    url
}

impl Overview {
    /// Adds everything up. `json` is the address of `proof.json`, `rule_url` knows the pages of
    /// rules and, by a plugin's id, of plugins.
    pub(crate) fn new(
        ledger: &Ledger<'_>,
        nav: &Nav<'_>,
        registry: &Registry,
        json: String,
        rule_url: &dyn Fn(&str) -> Option<String>,
    ) -> Self {
        let tally = Tally::of(ledger.entries.iter().map(|entry| entry.report));
        let sections = sections(ledger, nav);
        let failed = ledger.examples().filter(|entry| entry.report.state == State::Failed);
        let shown = ledger.shown().map(|(rule, entries)| RuleRow {
            id: rule.to_owned(),
            url: rule_url(rule),
            places: entries.into_iter().map(|entry| ledger.place(entry)).collect(),
        });
        Self {
            total: Row::new(String::new(), String::new(), tally),
            pages: sections.iter().map(|section| section.pages.len()).sum(),
            json,
            sections,
            languages: languages(ledger),
            plugins: plugins(ledger, registry, rule_url),
            failed: failed.map(|entry| ledger.place(entry)).collect(),
            unproven: reasons(ledger, |state| matches!(state, State::Unproven(_))),
            ignored: reasons(ledger, |state| matches!(state, State::Ignored(_))),
            anti_patterns: shown.collect(),
        }
    }

    /// What the page opens with: how many examples are proven.
    pub(crate) fn lead(&self, words: &PageWords) -> String {
        let Tally { examples, proven, .. } = self.total.tally;
        match examples {
            0 => words.proof_none.clone(),
            _ if proven < examples => fill_of(&words.proof_some, proven, examples),
            1 => words.proof_all_one.clone(),
            _ => fill(&words.proof_all, &examples.to_string()),
        }
    }

    /// The headings of the page that there is something under: id and text.
    pub(crate) fn headings<'w>(&self, words: &'w PageWords) -> Vec<(&'static str, &'w str)> {
        let parts = [
            ("failed", &words.proof_failed, self.failed.is_empty()),
            ("sections", &words.proof_sections, self.sections.is_empty()),
            ("languages", &words.proof_languages, self.languages.is_empty()),
            ("plugins", &words.proof_plugins, self.plugins.is_empty()),
            ("unproven", &words.proof_open, self.unproven.is_empty() && self.ignored.is_empty()),
            ("anti-patterns", &words.proof_anti_patterns, self.anti_patterns.is_empty()),
            ("verify", &words.proof_verify, false),
        ];
        parts
            .into_iter()
            .filter(|(.., empty)| !empty)
            .map(|(id, text, _)| (id, text.as_str()))
            .collect()
    }
}

fn sections(ledger: &Ledger<'_>, nav: &Nav<'_>) -> Vec<SectionRow> {
    let mut of_page: BTreeMap<usize, Tally> = BTreeMap::new();
    for entry in ledger.examples() {
        of_page.entry(entry.page.0).or_default().add(entry.report);
    }
    let mut sections: Vec<(usize, Tally, Vec<PageRow>)> = Vec::new();
    for id in ledger.tree.reading_order() {
        let (Some(tally), Some(section)) = (of_page.get(&id.0), nav.section(id)) else { continue };
        let link = nav.link(id);
        let row = PageRow {
            row: Row::new(link.title, link.url, *tally),
            id: row_id(&ledger.tree.page(id).url).to_owned(),
        };
        // Pages of a section follow each other.
        match sections.last_mut().filter(|(last, ..)| *last == section) {
            Some((_, sum, pages)) => {
                sum.plus(tally);
                pages.push(row);
            }
            None => sections.push((section, *tally, vec![row])),
        }
    }
    let section = |(at, tally, pages): (usize, Tally, Vec<PageRow>)| {
        let index = ledger.tree.sections[at].index;
        let link = nav.link(index);
        let above = nav.crumbs(index).into_iter().map(|crumb| crumb.title);
        let name: Vec<String> = above.chain([link.title]).collect();
        SectionRow { row: Row::new(name.join(" › "), link.url, tally), pages }
    };
    sections.into_iter().map(section).collect()
}

fn languages(ledger: &Ledger<'_>) -> Vec<Row> {
    let mut languages: BTreeMap<String, Tally> = BTreeMap::new();
    let words = &ledger.words.code;
    for entry in ledger.examples() {
        let name = label(&entry.report.lang, words).unwrap_or_else(|| words.code_plain.clone());
        languages.entry(name).or_default().add(entry.report);
    }
    let mut rows: Vec<Row> =
        languages.into_iter().map(|(name, tally)| Row::new(name, String::new(), tally)).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.tally.examples));
    rows
}

fn plugins(
    ledger: &Ledger<'_>,
    registry: &Registry,
    rule_url: &dyn Fn(&str) -> Option<String>,
) -> Vec<PluginRow> {
    let row = |plugin: &crate::check::Registered| {
        let id = plugin.catalogue.id.as_str();
        let (mut checked, mut ran, mut drawn) = (0, 0, 0);
        let mut facts = Vec::new();
        for entry in &ledger.entries {
            let mut deeds = [false; 3];
            for line in entry.report.proof.iter().filter(|line| line.plugin == id) {
                deeds[match line.deed {
                    Deed::Checked { .. } => 0,
                    Deed::Ran => 1,
                    Deed::Drew => 2,
                }] = true;
                for fact in &line.facts {
                    if !facts.contains(fact) {
                        facts.push(fact.clone());
                    }
                }
            }
            // With several targets one plugin checks an example more than once.
            checked += usize::from(deeds[0]);
            ran += usize::from(deeds[1]);
            drawn += usize::from(deeds[2]);
        }
        facts.sort();
        (checked + ran + drawn > 0).then(|| PluginRow {
            id: id.to_owned(),
            version: plugin.catalogue.version.clone(),
            digest: format!("sha256:{}", plugin.digest),
            checked,
            ran,
            drawn,
            native: plugin.prover.is_native(),
            tools: tool::names(&facts),
            rules_url: rule_url(id),
        })
    };
    registry.plugins().iter().filter_map(row).collect()
}

/// The examples that are not proven, by the reason: what concerns most comes first.
fn reasons(ledger: &Ledger<'_>, wanted: fn(&State) -> bool) -> Vec<Reason> {
    let mut reasons: BTreeMap<&str, Reason> = BTreeMap::new();
    for entry in ledger.examples().filter(|entry: &&Entry<'_>| wanted(&entry.report.state)) {
        let reason = entry.report.state.reason().unwrap_or_default();
        let new = || Reason {
            html: match entry.report.state {
                State::Unproven(_) => reason_of(entry.report, reason, ledger.words),
                _ => code_words(reason),
            },
            places: Vec::new(),
        };
        reasons.entry(reason).or_insert_with(new).places.push(ledger.place(entry));
    }
    let mut reasons: Vec<Reason> = reasons.into_values().collect();
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.places.len()));
    reasons
}
