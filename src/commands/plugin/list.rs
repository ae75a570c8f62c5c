//! `plugin list`: what the site is checked with.

use std::fmt::Write as _;

use anyhow::Result;
use proofpress::report::Terminal;

use crate::cli::Global;
use crate::commands::{Outcome, SiteFiles};

pub(crate) fn run(global: &Global, terminal: Terminal) -> Result<Outcome> {
    let mut site = SiteFiles::open(global)?;
    let registry = site.plugins(terminal)?;
    let mut text = String::new();
    for plugin in registry.plugins() {
        let catalogue = &plugin.catalogue;
        let facts: Vec<String> =
            catalogue.facts.iter().map(|(tool, version)| format!("{tool} {version}")).collect();
        let facts =
            if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
        let from = plugin.config.path.as_deref().unwrap_or("built in");
        let _ = writeln!(text, "{} {}{facts}, {from}", catalogue.id, catalogue.version);
        let _ = writeln!(text, "  languages: {}", catalogue.languages.join(", "));
        for rule in &catalogue.rules {
            let on = if rule.default_on { "" } else { " (off)" };
            let _ = writeln!(
                text,
                "  {:<8} {}/{}: {}{on}",
                rule.severity.name(),
                catalogue.id,
                rule.name,
                rule.title
            );
        }
    }
    terminal.report(&text);
    Ok(Outcome::Fine)
}
