//! `proof.json`: what was proven, for programs. Its shape is versioned and documented in the
//! manual; keys are added, never changed. One example stands on one line, so that two of them can
//! be compared by lines.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::ledger::{Entry, Ledger};
use super::tally::Tally;
use crate::check::{Deed, ProofLine, Registered, Registry, State};
use crate::config::Config;
use crate::content::PageId;
use crate::plugin::{Ran, Stream};

/// Everything but the examples.
#[derive(Serialize)]
struct Head<'a> {
    schema: u32,
    generator: Generator,
    site: Site<'a>,
    summary: Summary,
    plugins: Vec<Plugin<'a>>,
}

#[derive(Serialize)]
struct Generator {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Site<'a> {
    title: &'a str,
    base_url: &'a str,
}

#[derive(Serialize)]
struct Summary {
    #[serde(flatten)]
    tally: Tally,
    /// Outputs that runs are held against.
    expectations: usize,
    /// Plain text.
    skipped: usize,
}

#[derive(Serialize)]
struct Plugin<'a> {
    id: &'a str,
    version: &'a str,
    digest: String,
    /// The names of rules that were on together.
    rule_sets: Vec<Vec<String>>,
}

#[derive(Serialize)]
struct Example<'a> {
    id: &'a str,
    path: &'a str,
    line: usize,
    url: String,
    lang: &'a str,
    sha256: String,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    fails: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<Found<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    proofs: Vec<Proof<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<Outcome<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    rule: &'a str,
    severity: &'static str,
    message: &'a str,
}

#[derive(Serialize)]
struct Proof<'a> {
    plugin: &'a str,
    deed: &'static str,
    tools: BTreeMap<&'a str, &'a str>,
    /// Position in the plugin's `rule_sets`.
    #[serde(skip_serializing_if = "Option::is_none")]
    rules: Option<usize>,
}

#[derive(Serialize)]
struct Outcome<'a> {
    status: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    raised: Option<&'a str>,
    stdout_sha256: String,
    stderr_sha256: String,
    sandboxed: bool,
}

/// The text of `proof.json`.
pub(crate) fn write(ledger: &Ledger<'_>, registry: &Registry, config: &Config) -> String {
    let mut writer =
        Writer { ledger, registry, config, rule_sets: BTreeMap::new(), usual: BTreeMap::new() };
    let examples: Vec<String> =
        ledger.entries.iter().map(|entry| json(&writer.example(entry))).collect();
    let head = json(&writer.head());
    let mut text = head.strip_suffix('}').unwrap_or(&head).to_owned();
    let _ = write!(text, ",\"examples\":[\n{}\n]}}\n", examples.join(",\n"));
    text
}

/// Strings, numbers and lists of them: nothing that could be refused.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

struct Writer<'a> {
    ledger: &'a Ledger<'a>,
    registry: &'a Registry,
    config: &'a Config,
    /// The sets of rules that were met so far, by plugin.
    rule_sets: BTreeMap<&'a str, Vec<Vec<String>>>,
    /// Which of them holds for the examples of a page that name no rule.
    usual: BTreeMap<(PageId, &'a str), usize>,
}

impl<'a> Writer<'a> {
    fn example(&mut self, entry: &Entry<'a>) -> Example<'a> {
        let ledger = self.ledger;
        let report = entry.report;
        let findings = report.findings.iter().map(|finding| Found {
            rule: &finding.rule,
            severity: finding.severity.name(),
            message: &finding.message,
        });
        Example {
            id: &report.id,
            path: &ledger.sources.get(report.opening.source).path,
            line: ledger.line(entry),
            url: ledger.url(entry),
            lang: &report.lang,
            sha256: sha256(entry.example.text.as_str()),
            state: report.state.name(),
            reason: report.state.reason(),
            fails: &report.expected,
            findings: findings.collect(),
            proofs: report.proof.iter().map(|line| self.proof(entry, line)).collect(),
            run: report.ran.as_ref().map(|ran| outcome(ran, !report.is_native)),
        }
    }

    fn proof(&mut self, entry: &Entry<'a>, line: &'a ProofLine) -> Proof<'a> {
        let (deed, rules) = match line.deed {
            Deed::Checked { .. } => ("checked", self.rules(entry, &line.plugin)),
            Deed::Ran => ("ran", None),
            Deed::Drew => ("drew", None),
        };
        let tools = line.facts.iter().map(|(tool, version)| (tool.as_str(), version.as_str()));
        Proof { plugin: &line.plugin, deed, tools: tools.collect(), rules }
    }

    /// The set of rules an example was held against, as the planner chose them.
    fn rules(&mut self, entry: &Entry<'a>, plugin: &'a str) -> Option<usize> {
        let expected = entry.example.fence.list("fails");
        let usual = (entry.page, plugin);
        if expected.is_empty()
            && let Some(&known) = self.usual.get(&usual)
        {
            return Some(known);
        }
        let registered = self.registered(plugin)?;
        let on = registered.enabled_rules(self.config, &self.ledger.page(entry).path, &expected);
        let names: Vec<String> = on.into_iter().map(|rule| rule.name).collect();
        let sets = self.rule_sets.entry(plugin).or_default();
        let known = sets.iter().position(|set| *set == names).unwrap_or_else(|| {
            sets.push(names);
            sets.len() - 1
        });
        if expected.is_empty() {
            self.usual.insert(usual, known);
        }
        Some(known)
    }

    fn registered(&self, id: &str) -> Option<&'a Registered> {
        self.registry.plugins().iter().find(|plugin| plugin.catalogue.id == id)
    }

    fn head(&mut self) -> Head<'a> {
        let entries = &self.ledger.entries;
        let count =
            |wanted: State| entries.iter().filter(|entry| entry.report.state == wanted).count();
        let summary = Summary {
            tally: Tally::of(entries.iter().map(|entry| entry.report)),
            expectations: count(State::Expectation),
            skipped: count(State::Skipped),
        };
        let lines = entries.iter().flat_map(|entry| &entry.report.proof);
        let used: std::collections::BTreeSet<&str> =
            lines.map(|line| line.plugin.as_str()).collect();
        let used = used.into_iter().filter_map(|id| self.registered(id)).collect::<Vec<_>>();
        let plugin = |plugin: &'a Registered| Plugin {
            id: &plugin.catalogue.id,
            version: &plugin.catalogue.version,
            digest: format!("sha256:{}", plugin.digest),
            rule_sets: self.rule_sets.remove(plugin.catalogue.id.as_str()).unwrap_or_default(),
        };
        Head {
            schema: 1,
            generator: Generator { name: "proofpress", version: env!("CARGO_PKG_VERSION") },
            site: Site { title: &self.config.site.title, base_url: &self.config.site.base_url },
            summary,
            plugins: used.into_iter().map(plugin).collect(),
        }
    }
}

fn outcome(ran: &Ran, sandboxed: bool) -> Outcome<'_> {
    Outcome {
        status: ran.status(),
        raised: ran.raised.as_ref().map(|raised| raised.kind.as_str()),
        stdout_sha256: sha256(&ran.text(Stream::Stdout)),
        stderr_sha256: sha256(&ran.text(Stream::Stderr)),
        sandboxed,
    }
}
