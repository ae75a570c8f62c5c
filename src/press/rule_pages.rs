//! The rule pages of the plugins and of proofpress itself, as pages of the site: one a rule,
//! below `/rules/`.

use std::fmt::Write as _;

use crate::check::{Registered, Registry};
use crate::content::VirtualPage;
use crate::plugin::RuleInfo;
use crate::rules::{self, HostDomain, HostRule};

/// The pages: an index, one for each plugin and domain, one for each rule.
pub fn pages(registry: &Registry) -> Vec<VirtualPage> {
    let plugins = registry.plugins().iter().filter(|plugin| !plugin.catalogue.rules.is_empty());
    let mut pages = vec![VirtualPage { path: "rules/_index.md".into(), text: index(registry) }];
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

fn front_matter(title: &str, description: &str) -> String {
    // JSON strings are TOML basic strings.
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    format!("+++\ntitle = {}\ndescription = {}\n", quoted(title), quoted(description))
}

fn index(registry: &Registry) -> String {
    let count: usize = registry.plugins().iter().map(|plugin| plugin.catalogue.rules.len()).sum();
    let mut text = front_matter("Rules", "Every rule that examples are held against.");
    let _ = write!(
        text,
        "weight = 900\n+++\n\n{count} rules in {} plugins. Each page says what the rule looks for and why, and \
         proves it with examples that are checked like any other.\n\n\
         {} more are those of proofpress itself: about configuration, pages, fences and plugins that fail.\n",
        registry.plugins().len(),
        rules::RULES.len()
    );
    text
}

fn domain_page(plugin: &Registered) -> String {
    let catalogue = &plugin.catalogue;
    let languages: Vec<String> =
        catalogue.languages.iter().map(|language| format!("`{language}`")).collect();
    let facts: Vec<String> =
        catalogue.facts.iter().map(|(tool, version)| format!("{tool} {version}")).collect();
    let mut text =
        front_matter(&catalogue.id, &format!("The rules of the {} plugin.", catalogue.id));
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
    let mut text = front_matter(&rule.title, &description);
    let on = if rule.default_on { "on by default" } else { "off by default" };
    let fixes = if rule.fixable { ", with fixes" } else { "" };
    let _ = write!(text, "+++\n\n`{id}` · {} · {on}{fixes}\n\n", rule.severity.name());
    push_untitled(&mut text, &rule.docs);
    text
}

fn host_domain_page(domain: &HostDomain) -> String {
    let mut text = front_matter(domain.name, &domain.about.replace('`', ""));
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
    let mut text = front_matter(rule.title(), &first_sentence(rule.page));
    let _ = write!(text, "+++\n\n`{}` · {}\n\n", rule.id(), rule.severity.name());
    push_untitled(&mut text, rule.page);
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
