//! `explain`: a rule's page on the terminal.

use anyhow::Result;
use proofpress::diagnostic::did_you_mean;
use proofpress::error::Error;
use proofpress::report::Terminal;
use proofpress::rules;

use super::{Outcome, SiteFiles};
use crate::cli::Global;

pub(crate) fn run(rule: &str, global: &Global, terminal: Terminal) -> Result<Outcome> {
    if let Some(found) = rules::find(rule) {
        terminal.report(&format!(
            "{}\n\n{} ({}, proofpress {})\n",
            found.page.trim_end(),
            found.id(),
            found.severity.name(),
            env!("CARGO_PKG_VERSION")
        ));
        return Ok(Outcome::Fine);
    }
    let mut site = SiteFiles::open(global)?;
    let registry = site.plugins(terminal)?;
    let Some((plugin, found)) = registry.rule(rule) else {
        let known: Vec<String> = registry.rule_ids().chain(rules::ids()).collect();
        let near = did_you_mean(rule, known.iter().map(String::as_str)).map(str::to_owned);
        return Err(Error::NoSuchRule { rule: rule.to_owned(), near }.into());
    };
    let on = if found.default_on { "on by default" } else { "off by default" };
    terminal.report(&format!(
        "{}\n\n{} ({}, {on}, {} {})\n",
        found.docs.trim_end(),
        plugin.rule_id(&found.name),
        found.severity.name(),
        plugin.catalogue.id,
        plugin.catalogue.version
    ));
    Ok(Outcome::Fine)
}
