//! The rule pages of the plugins and of proofpress itself, as pages of the site: one a rule,
//! below `/rules/`.

mod configured;
mod index;

use std::fmt::Write as _;

use crate::check::{Registered, Registry};
use crate::content::VirtualPage;
use crate::diagnostic::Severity;
use crate::plugin::RuleInfo;
use crate::rules::{self, HostDomain, HostRule};

/// The template of a rule's page.
const RULE: &str = "rule.html";
/// The template of the list of all rules.
const RULES: &str = "rules.html";
/// The template of the page of a plugin or domain.
const SECTION: &str = "section.html";

/// The pages: an index, one for each plugin and domain, one for each rule.
pub fn pages(registry: &Registry) -> Vec<VirtualPage> {
    let plugins = registry.plugins().iter().filter(|plugin| !plugin.catalogue.rules.is_empty());
    let mut pages =
        vec![VirtualPage { path: "rules/_index.md".into(), text: index::page(registry) }];
    for plugin in plugins {
        let domain = &plugin.catalogue.id;
        pages.push(VirtualPage {
            path: format!("rules/{domain}/_index.md"),
            text: domain_page(plugin),
        });
        for rule in &plugin.catalogue.rules {
            let path = format!("rules/{domain}/{}.md", rule.name);
            pages.push(VirtualPage { path, text: rule_page(plugin, rule) });
        }
    }
    for domain in rules::DOMAINS {
        let path = format!("rules/{}/_index.md", domain.name);
        pages.push(VirtualPage { path, text: host_domain_page(domain) });
        pages.extend(domain.rules().map(|rule| VirtualPage {
            path: format!("rules/{}/{}.md", rule.domain, rule.name),
            text: host_rule_page(rule),
        }));
    }
    pages
}

/// Front matter of a page with this title, for the template that shows it.
fn front_matter(title: &str, description: &str, template: &str) -> String {
    // JSON strings are TOML basic strings.
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let (title, description) = (quoted(title), quoted(description));
    format!("+++\ntitle = {title}\ndescription = {description}\ntemplate = \"{template}\"\n")
}

fn domain_page(plugin: &Registered) -> String {
    let catalogue = &plugin.catalogue;
    let languages: Vec<String> =
        catalogue.languages.iter().map(|language| format!("`{language}`")).collect();
    let facts: Vec<String> =
        catalogue.facts.iter().map(|(tool, version)| format!("{tool} {version}")).collect();
    let mut text =
        front_matter(&catalogue.id, &format!("The rules of the {} plugin.", catalogue.id), SECTION);
    let _ = write!(
        text,
        "weight = 1\n+++\n\nPlugin `{}` {}, for {}.",
        catalogue.id,
        catalogue.version,
        languages.join(", ")
    );
    if !facts.is_empty() {
        let _ = write!(text, " It follows {}.", facts.join(", "));
    }
    text.push_str(
        "\n\n| Rule | Looks for | Severity | On by default |\n| --- | --- | --- | --- |\n",
    );
    for rule in &catalogue.rules {
        let on = if rule.default_on { "yes" } else { "no" };
        let name = &rule.name;
        let title = rule.title.replace('|', "\\|");
        let _ =
            writeln!(text, "| [`{name}`]({name}.md) | {title} | {} | {on} |", rule.severity.name());
    }
    text
}

/// The rule's own page with a line about it on top. Its first heading becomes the title.
fn rule_page(plugin: &Registered, rule: &RuleInfo) -> String {
    let id = plugin.rule_id(&rule.name);
    let description = first_sentence(&rule.docs);
    let mut text = front_matter(&rule.title, &description, RULE);
    let catalogue = &plugin.catalogue;
    let plugin = format!("<a href=\"../\">{}</a> {}", catalogue.id, catalogue.version);
    let on = if rule.default_on { "" } else { "off by default" };
    let fixes = if rule.fixable { "has fixes" } else { "" };
    facts(&mut text, &id, rule.severity, &[&format!("of plugin {plugin}"), on, fixes]);
    push_untitled(&mut text, &rule.docs);
    configured::plugin_rule(&mut text, &id, rule);
    text
}

/// The line on top of a rule's page: its id, its severity and what else there is to say.
fn facts(text: &mut String, id: &str, severity: Severity, others: &[&str]) {
    let severity = severity.name();
    let _ = write!(
        text,
        "+++\n\n<p class=\"rule-facts\"><code>{id}</code> \
         <span class=\"severity severity-{severity}\">{severity}</span>"
    );
    for other in others.iter().filter(|other| !other.is_empty()) {
        let _ = write!(text, " <span>{other}</span>");
    }
    text.push_str("</p>\n\n");
}

fn host_domain_page(domain: &HostDomain) -> String {
    let mut text = front_matter(domain.name, &domain.about.replace('`', ""), SECTION);
    let _ = write!(
        text,
        "weight = 2\n+++\n\n{} proofpress reports it itself; the severities are fixed.\n\n\
         | Rule | Means | Severity |\n| --- | --- | --- |\n",
        domain.about
    );
    for rule in domain.rules() {
        let HostRule { name, severity, .. } = rule;
        let _ =
            writeln!(text, "| [`{name}`]({name}.md) | {} | {} |", rule.title(), severity.name());
    }
    text
}

fn host_rule_page(rule: &HostRule) -> String {
    let mut text = front_matter(rule.title(), &first_sentence(rule.page), RULE);
    facts(&mut text, &rule.id(), rule.severity, &["of proofpress itself"]);
    push_untitled(&mut text, rule.page);
    configured::host_rule(&mut text, rule);
    text
}

/// Adds a page without its first heading, which became the title.
fn push_untitled(text: &mut String, page: &str) {
    let mut first = true;
    for line in page.lines() {
        if first && line.starts_with("# ") {
            first = false;
            continue;
        }
        text.push_str(line);
        text.push('\n');
    }
}

/// The first sentence below the first second-level heading.
fn first_sentence(docs: &str) -> String {
    let below = docs.lines().skip_while(|line| !line.starts_with("## ")).skip(1);
    let paragraph: Vec<&str> = below
        .skip_while(|line| line.trim().is_empty())
        .take_while(|line| !line.trim().is_empty())
        .collect();
    let paragraph = paragraph.join(" ").replace('`', "");
    match paragraph.find(". ") {
        Some(end) => paragraph[..=end].to_owned(),
        None => paragraph,
    }
}
