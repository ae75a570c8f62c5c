//! The house rules that no lint knows: sizes, who may name what, rules and their pages.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use walkdir::WalkDir;

use crate::contract;
use crate::workspace::root;

/// Longest a file of code may be, in lines.
const FILE_LINES: usize = 500;

/// Names of drawers: a module is named after what it is for.
const DRAWERS: [&str; 5] = ["utils", "util", "helpers", "common", "misc"];

/// A word and the only folders that may use it.
const ONLY_IN: [(&str, &[&str]); 6] = [
    ("wasmtime", &["src/plugin"]),
    ("pagefind::", &["src/site"]),
    ("annotate_snippets", &["src/report"]),
    ("reqwest", &["src/registry", "src/links/external"]),
    ("oci_client", &["src/registry"]),
    ("toml_edit", &["src/config"]),
];

/// Checks every house rule and lists what breaks one.
pub(crate) fn tidy() -> Result<()> {
    let mut problems = Vec::new();
    for file in source_files() {
        let text = fs::read_to_string(root().join(&file))?;
        check_file(&file, &text, &mut problems);
    }
    check_pages(&mut problems)?;
    problems.extend(contract::problems()?);
    if problems.is_empty() {
        return Ok(());
    }
    bail!("{}", problems.join("\n"))
}

fn check_file(file: &Path, text: &str, problems: &mut Vec<String>) {
    let shown = file.display();
    let lines = text.lines().count();
    if lines > FILE_LINES {
        problems.push(format!("{shown}: {lines} lines; split it, {FILE_LINES} is the limit"));
    }
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    if DRAWERS.contains(&stem.as_ref()) {
        problems
            .push(format!("{shown}: `{stem}` is a drawer; name the module after what it is for"));
    }
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        let in_host = file.starts_with("src");
        for (word, folders) in ONLY_IN {
            let is_in = |folder: &&str| {
                file.starts_with(folder) || file == Path::new(&format!("{folder}.rs"))
            };
            if in_host && code.contains(word) && !folders.iter().any(is_in) {
                let folders = folders.join("`, `");
                problems
                    .push(format!("{shown}:{}: only `{folders}` may name `{word}`", number + 1));
            }
        }
        for marker in [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX")] {
            if line.contains(marker) {
                problems
                    .push(format!("{shown}:{}: `{marker}`; do it, or open an issue", number + 1));
            }
        }
    }
    let starts_with_docs = text.trim_start().starts_with("//!");
    if !starts_with_docs && !file.components().any(|part| part.as_os_str() == "tests") {
        problems.push(format!("{shown}: starts without `//!`; say what the module is for"));
    }
}

/// Every Rust file of ours, relative to the root, sorted.
fn source_files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in ["src", "build", "plugins", "sdk", "xtask", "tests", "benches", "examples"] {
        for entry in WalkDir::new(root().join(folder)).sort_by_file_name().into_iter().flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|extension| extension == "rs")
                && let Ok(relative) = path.strip_prefix(root())
            {
                files.push(relative.to_owned());
            }
        }
    }
    files
}

/// Every rule file, absolute.
pub(crate) fn rule_files() -> Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = source_files()
        .into_iter()
        .filter(|file| file.parent().is_some_and(|folder| folder.ends_with("src/rules")))
        .map(|file| root().join(file))
        .collect();
    files.sort();
    if files.is_empty() {
        bail!("no rule files found below `plugins/*/src/rules`");
    }
    Ok(files)
}

/// Each rule has its page and each page its rule. Build scripts check the same, plugin by
/// plugin; here it costs no build.
fn check_pages(problems: &mut Vec<String>) -> Result<()> {
    for rule in rule_files()? {
        let name = rule.file_stem().unwrap_or_default().to_string_lossy().replace('_', "-");
        let plugin = rule.ancestors().nth(3).unwrap_or(&rule);
        let page = plugin.join("pages").join(format!("{name}.md"));
        if !page.is_file() {
            problems.push(format!("{}: rule without `{}`", rule.display(), page.display()));
        }
    }
    for entry in WalkDir::new(root().join("plugins")).sort_by_file_name().into_iter().flatten() {
        let path = entry.path();
        let in_pages = path.parent().is_some_and(|folder| folder.ends_with("pages"));
        if in_pages && path.extension().is_some_and(|extension| extension == "md") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().replace('-', "_");
            let plugin = path.ancestors().nth(2).unwrap_or(path);
            if !plugin.join("src/rules").join(format!("{name}.rs")).is_file() {
                problems.push(format!("{}: page without a rule", path.display()));
            }
        }
    }
    Ok(())
}

/// Starts a rule: a file that compiles and reports nothing, and a page whose *Wrong* example
/// therefore fails until the check is written.
pub(crate) fn new_rule(domain: &str, name: &str) -> Result<()> {
    let plugin = root().join("plugins").join(domain);
    if !plugin.join("Cargo.toml").is_file() {
        bail!("there is no plugin `plugins/{domain}`");
    }
    if name.is_empty()
        || !name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    {
        bail!("`{name}` is no rule name: use lower case letters, digits and `-`");
    }
    let file = plugin.join("src/rules").join(format!("{}.rs", name.replace('-', "_")));
    let page = plugin.join("pages").join(format!("{name}.md"));
    if file.exists() || page.exists() {
        bail!("`{domain}/{name}` is already there");
    }
    let mut letters = domain.chars();
    let plugin_type: String = letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default();
    let title = name.replace('-', " ");
    fs::write(
        &file,
        format!(
            "//! Looks for {title}.\n\nuse proofpress_plugin::{{Context, Finding, Rule, Severity}};\n\n\
             use crate::{plugin_type};\n\n\
             pub(crate) const RULE: Rule<{plugin_type}> = Rule::new(Severity::Warning, check);\n\n\
             fn check(_cx: &Context<'_, {plugin_type}>) -> Vec<Finding> {{\n    Vec::new()\n}}\n"
        ),
    )?;
    fs::write(
        &page,
        format!(
            "# {title}\n\n## What it does\n\n## Why it matters\n\n## Wrong\n\n\
             ```{domain} fails={domain}/{name}\n```\n\n## Right\n\n```{domain}\n```\n\n## Known limits\n"
        ),
    )?;
    println!(
        "wrote {}\nwrote {}\nnow write the page, then the check: cargo test -p proofpress-{domain}",
        file.display(),
        page.display()
    );
    Ok(())
}
