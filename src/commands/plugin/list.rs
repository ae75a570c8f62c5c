//! `plugin list`: what the site is checked with.

use std::fmt::Write as _;

use anyhow::Result;
use proofpress::capability::READ_FILES;
use proofpress::check::Registered;
use proofpress::diagnostic::Severity;
use proofpress::lock::{self, Source};
use proofpress::plugin::Interfaces;
use proofpress::report::Terminal;
use serde::Serialize;

use crate::cli::{Global, ListArgs, ListFormat};
use crate::commands::{Outcome, SiteFiles};

pub(crate) fn run(args: &ListArgs, global: &Global, terminal: Terminal) -> Result<Outcome> {
    let mut site = SiteFiles::open(global)?;
    let registry = site.plugins(terminal)?;
    let listed = registry.plugins().iter().map(|plugin| {
        let locked = site.lock.plugins.contains_key(&plugin.catalogue.id);
        Listed::new(plugin, locked)
    });
    let listed = Listing { schema: 1, plugins: listed.collect() };
    match args.format {
        ListFormat::Human => terminal.report(&listed.human()),
        ListFormat::Json => {
            terminal.report(&(serde_json::to_string_pretty(&listed)? + "\n"));
        }
    }
    Ok(Outcome::Fine)
}

/// The plugins, as `--format json` has them. Keys are added, never changed.
#[derive(Serialize)]
struct Listing<'a> {
    schema: u32,
    plugins: Vec<Listed<'a>>,
}

#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    version: &'a str,
    /// `built-in`, `native`, `site-file`, `path`, `web` or `oci`.
    kind: &'static str,
    /// Where it comes from, as the configuration says.
    source: Option<String>,
    sha256: String,
    /// Whether `proofpress.lock` has it.
    locked: bool,
    does: Vec<&'static str>,
    languages: &'a [String],
    facts: Vec<Fact<'a>>,
    capabilities: Vec<Asked>,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
struct Fact<'a> {
    name: &'a str,
    version: &'a str,
}

#[derive(Serialize)]
struct Asked {
    name: String,
    scope: Vec<String>,
    /// What the configuration grants of it; nothing where it does not.
    granted: Vec<String>,
}

#[derive(Serialize)]
struct Rule<'a> {
    id: String,
    severity: Severity,
    title: &'a str,
    default_on: bool,
}

impl<'a> Listed<'a> {
    fn new(plugin: &'a Registered, locked: bool) -> Self {
        let catalogue = &plugin.catalogue;
        let facts = catalogue.facts.iter().map(|(name, version)| Fact { name, version });
        let asked = lock::capabilities(catalogue).into_iter();
        let allow = &plugin.config.allow;
        let asked_of = |(name, scope): (String, Vec<String>)| {
            let granted = if name == READ_FILES { allow.read_files.clone() } else { Vec::new() };
            Asked { name, scope, granted }
        };
        let rules = catalogue.rules.iter().map(|rule| Rule {
            id: format!("{}/{}", catalogue.id, rule.name),
            severity: rule.severity,
            title: &rule.title,
            default_on: rule.default_on,
        });
        Self {
            id: &catalogue.id,
            version: &catalogue.version,
            kind: kind(plugin),
            source: plugin.config.origin(),
            sha256: plugin.digest.to_string(),
            locked,
            does: does(catalogue.interfaces),
            languages: &catalogue.languages,
            facts: facts.collect(),
            capabilities: asked.map(asked_of).collect(),
            rules: rules.collect(),
        }
    }
}

fn kind(plugin: &Registered) -> &'static str {
    match (&plugin.config.path, &plugin.config.source) {
        (Some(_), _) => "site-file",
        (None, Some(Source::Path(_))) => "path",
        (None, Some(Source::Web { .. })) => "web",
        (None, Some(Source::Oci(_))) => "oci",
        (None, None) if plugin.prover.is_native() => "native",
        (None, None) => "built-in",
    }
}

fn does(interfaces: Interfaces) -> Vec<&'static str> {
    let all = [
        (interfaces.example_checker, "checks-examples"),
        (interfaces.document_checker, "checks-pages"),
        (interfaces.site_checker, "checks-site"),
        (interfaces.runner, "runs"),
        (interfaces.renderer, "draws"),
    ];
    all.into_iter().filter(|(has, _)| *has).map(|(_, word)| word).collect()
}

impl Listing<'_> {
    fn human(&self) -> String {
        let mut text = String::new();
        for plugin in &self.plugins {
            plugin.write(&mut text);
        }
        text
    }
}

impl Listed<'_> {
    fn write(&self, text: &mut String) {
        let facts: Vec<String> =
            self.facts.iter().map(|fact| format!("{} {}", fact.name, fact.version)).collect();
        let facts =
            if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
        let from = match (&self.source, self.kind) {
            (Some(source), _) => source.as_str(),
            (None, "native") => "native",
            (None, _) => "built in",
        };
        let _ = writeln!(text, "{} {}{facts}, {from}", self.id, self.version);
        if self.source.is_some() {
            let locked = if self.locked { "locked" } else { "not locked" };
            let _ = writeln!(text, "  sha256: {}, {locked}", self.sha256);
            for asked in &self.capabilities {
                let granted = match asked.granted.as_slice() {
                    [] => "not granted".to_owned(),
                    globs => format!("granted: {}", globs.join(", ")),
                };
                let scope = asked.scope.join(", ");
                let _ = writeln!(text, "  asks for: {} ({scope}), {granted}", asked.name);
            }
        }
        let _ = writeln!(text, "  languages: {}", self.languages.join(", "));
        for rule in &self.rules {
            let on = if rule.default_on { "" } else { " (off)" };
            let _ = writeln!(text, "  {:<8} {}: {}{on}", rule.severity.name(), rule.id, rule.title);
        }
    }
}
