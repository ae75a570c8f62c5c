//! `plugin inspect`: what a component shows and says, also where it is refused.

use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use proofpress::plugin::{Catalogue, Exterior, Interfaces, RuleInfo};
use proofpress::report::Terminal;
use serde::Serialize;

use super::Hosts;
use crate::cli::{InspectFormat, PluginInspectArgs};
use crate::commands::Outcome;

/// All of it, for programs. Keys are added, never changed.
#[derive(Serialize)]
struct Shown {
    schema: u32,
    file: String,
    size: usize,
    sha256: String,
    contract: Option<String>,
    imports: Vec<String>,
    exports: Vec<String>,
    refused: Option<String>,
    plugin: Option<Catalogue>,
}

pub(crate) fn run(args: &PluginInspectArgs, terminal: Terminal) -> Result<Outcome> {
    let file = args.file.display().to_string();
    #[expect(clippy::disallowed_methods, reason = "the file the command line names")]
    let bytes = std::fs::read(&args.file).with_context(|| format!("cannot read `{file}`"))?;
    let exterior = Exterior::of(&bytes);
    let folder = args.file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let hosts = Hosts::new(folder.unwrap_or(std::path::Path::new(".")))?;
    let said = match exterior.refusal {
        Some(refusal) => Err(refusal),
        None => hosts.host.plugin(bytes).catalogue().map_err(|failure| failure.to_string()),
    };
    let (plugin, refused) = match said {
        Ok(catalogue) => (Some(catalogue), None),
        Err(why) => (None, Some(why)),
    };
    let shown = Shown {
        schema: 1,
        file,
        size: exterior.size,
        sha256: exterior.digest.to_string(),
        contract: exterior.contract,
        imports: exterior.imports,
        exports: exterior.exports,
        refused,
        plugin,
    };
    terminal.report(&match args.format {
        InspectFormat::Json => serde_json::to_string_pretty(&shown)? + "\n",
        InspectFormat::Human => human(&shown),
    });
    Ok(if shown.refused.is_some() { Outcome::Findings } else { Outcome::Fine })
}

fn human(shown: &Shown) -> String {
    let mut text = match &shown.plugin {
        Some(plugin) => format!("{} {}, {}\n", plugin.id, plugin.version, plugin.license),
        None => format!("{}\n", shown.file),
    };
    let mut line = |name: &str, value: &str| {
        let value = if value.is_empty() { "none" } else { value };
        let _ = writeln!(text, "  {name:<13} {value}");
    };
    if let Some(refused) = &shown.refused {
        line("refused", refused);
    }
    line("size", &format!("{} bytes", shown.size));
    line("sha256", &shown.sha256);
    line("contract", shown.contract.as_deref().unwrap_or_default());
    line("imports", &shown.imports.join(", "));
    line("exports", &shown.exports.join(", "));
    let Some(plugin) = &shown.plugin else { return text };
    line("does", &does(plugin.interfaces));
    line("languages", &plugin.languages.join(", "));
    let facts: Vec<String> =
        plugin.facts.iter().map(|(tool, version)| format!("{tool} {version}")).collect();
    line("follows", &facts.join(", "));
    let asked: Vec<String> = plugin.capabilities.iter().map(ToString::to_string).collect();
    line("asks for", &asked.join(", "));
    line("homepage", plugin.homepage.as_deref().unwrap_or_default());
    line("configuration", plugin.config_schema.trim());
    line("rules", &plugin.rules.len().to_string());
    for RuleInfo { name, title, severity, default_on, .. } in &plugin.rules {
        let off = if *default_on { "" } else { " (off)" };
        let _ = writeln!(text, "    {:<8} {}/{name}: {title}{off}", severity.name(), plugin.id);
    }
    text
}

fn does(interfaces: Interfaces) -> String {
    let all = [
        (interfaces.example_checker, "checks examples"),
        (interfaces.document_checker, "checks pages"),
        (interfaces.site_checker, "checks sites"),
        (interfaces.runner, "runs examples"),
        (interfaces.renderer, "draws examples"),
    ];
    let done: Vec<&str> = all.into_iter().filter(|(does, _)| *does).map(|(_, what)| what).collect();
    done.join(", ")
}
