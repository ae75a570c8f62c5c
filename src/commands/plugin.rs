//! `plugin list`: what the site is checked with. `plugin bundle`: the program for a release.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;
use proofpress::plugin::{Host, HostSettings};
use proofpress::report::Terminal;

use super::{Outcome, SiteFiles};
use crate::cli::Global;

pub(crate) fn list(global: &Global, terminal: Terminal) -> Result<Outcome> {
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

pub(crate) fn bundle(output: &Path, terminal: Terminal) -> Result<Outcome> {
    let host = Host::new(HostSettings { threads: 1, ..HostSettings::default() })?;
    host.write_bundle(output)?;
    terminal.say(&format!("wrote `{}`", output.display()));
    Ok(Outcome::Fine)
}
