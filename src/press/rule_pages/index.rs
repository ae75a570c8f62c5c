//! The list of all rules: one table a plugin and domain. The theme adds what filters it.

use std::fmt::Write as _;

use super::{RULES, front_matter};
use crate::check::Registry;
use crate::diagnostic::Severity;
use crate::rules;

/// The page at `/rules/`.
pub(super) fn page(registry: &Registry) -> String {
    let plugins = registry.plugins().iter().filter(|plugin| !plugin.catalogue.rules.is_empty());
    let plugins: Vec<_> = plugins.collect();
    let count: usize = plugins.iter().map(|plugin| plugin.catalogue.rules.len()).sum();
    let mut text = front_matter("Rules", "Every rule that examples are held against.", RULES);
    let _ = write!(
        text,
        "weight = 900\n+++\n\n{count} rules in {} plugins, and {} of proofpress itself. Each has a \
         page that says what it looks for and why. Those of plugins prove it with examples that \
         are checked like any other.\n",
        plugins.len(),
        rules::RULES.len()
    );
    for plugin in plugins {
        let catalogue = &plugin.catalogue;
        let rules = catalogue.rules.iter();
        heading(&mut text, &catalogue.id, catalogue.rules.len());
        for rule in rules {
            row(&mut text, &catalogue.id, &rule.name, &rule.title, rule.severity);
        }
    }
    for domain in rules::DOMAINS {
        heading(&mut text, domain.name, domain.rules().count());
        for rule in domain.rules() {
            row(&mut text, domain.name, rule.name, rule.title(), rule.severity);
        }
    }
    text
}

fn heading(text: &mut String, domain: &str, rules: usize) {
    let word = if rules == 1 { "rule" } else { "rules" };
    let _ = write!(
        text,
        "\n## [{domain}]({domain}/_index.md)\n\n| {rules} {word} | Looks for | Severity |\n\
         | --- | --- | --- |\n"
    );
}

fn row(text: &mut String, domain: &str, name: &str, title: &str, severity: Severity) {
    let title = title.replace('|', "\\|");
    let severity = severity.name();
    let _ = writeln!(
        text,
        "| [`{name}`]({domain}/{name}.md) | {title} | \
         <span class=\"severity severity-{severity}\">{severity}</span> |"
    );
}
