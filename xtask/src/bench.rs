//! `cargo xtask bench`: what builds and preview servers cost, ours and others' on the same content.

mod builds;
mod built;
mod corpus;
mod edit;
mod http;
mod layout;
mod measure;
mod options;
mod results;
mod servers;
mod table;
mod tool;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::workspace::step;
pub(crate) use builds::remove;
pub(crate) use built::{Built, some_of};
pub(crate) use corpus::{Corpus, Random};
pub(crate) use http::{free_port, get, wait_for};
pub(crate) use layout::Layout;
use options::{HELP, Options};
use results::{Results, thousands};
use tool::{TOOLS, Tool, chosen};
pub(crate) use tool::{cache, proofpress};

/// Measures, and prints tables.
pub(crate) fn bench(words: &[&str]) -> Result<()> {
    match words {
        ["--help" | "-h" | "help"] => {
            print!("{HELP}");
            return Ok(());
        }
        ["--tools", "list"] => {
            list();
            return Ok(());
        }
        _ => {}
    }
    let options = Options::read(words)?;
    let results = match &options.from {
        Some(file) => read(file)?,
        None => measure(&options)?,
    };
    let (about, tables) = results.tables();
    let mut markdown = format!("{about}\n");
    println!("{about}\n");
    for table in &tables {
        println!("{}", table.terminal());
        markdown += &format!("\n{}", table.markdown());
    }
    if let Some(file) = &options.markdown {
        fs::write(file, markdown)?;
    }
    Ok(())
}

fn measure(options: &Options) -> Result<Results> {
    let builders = match options.builds {
        true => chosen(&options.tools, Tool::builds)?,
        false => Vec::new(),
    };
    let servers = match options.serve {
        true => chosen(&options.tools, Tool::serves)?,
        false => Vec::new(),
    };
    let mut versions: Vec<String> =
        builders.iter().chain(&servers).flat_map(|tool| tool.versions()).collect();
    versions.sort();
    versions.dedup();
    let mut results = Results::new(versions, options.runs);
    for &pages in &options.sizes {
        if !builders.is_empty() {
            step(&format!("builds of {} pages", thousands(pages)));
            results.sizes.push(builds::measure(pages, &builders, options)?);
            save(&results, options)?;
        }
        for tool in &servers {
            step(&format!("{}, serving {} pages", tool.name, thousands(pages)));
            results.servers.push(servers::measure(pages, tool, options)?);
            save(&results, options)?;
        }
    }
    Ok(results)
}

/// After each part: a long run that is stopped leaves what it measured.
fn save(results: &Results, options: &Options) -> Result<()> {
    if let Some(file) = &options.save {
        let text = serde_json::to_string_pretty(results)? + "\n";
        fs::write(file, text).with_context(|| format!("cannot write `{}`", file.display()))?;
    }
    Ok(())
}

fn read(file: &Path) -> Result<Results> {
    let text =
        fs::read_to_string(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("`{}` holds no results", file.display()))
}

fn list() {
    for tool in TOOLS {
        let what = match (tool.builds(), tool.serves()) {
            (true, true) => "build, serve",
            (true, false) => "build",
            _ => "serve",
        };
        let about = if tool.about.is_empty() { String::new() } else { format!("; {}", tool.about) };
        println!("{:<24} {what}{about}", tool.name);
    }
}
