//! The native test kit: runs rule pages and folders of cases without building a component.
//!
//! A plugin's whole test file is usually:
//!
//! ```ignore
//! #[test]
//! fn pages() {
//!     proofpress_plugin::testing::pages::<Nginx>();
//! }
//!
//! #[test]
//! fn cases() {
//!     proofpress_plugin::testing::cases::<Nginx>("tests/cases");
//! }
//! ```
#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    reason = "test code: it reads the crate's own folders and fails by panicking"
)]

mod page;
mod recorded;
mod runs;
#[cfg(not(target_arch = "wasm32"))]
mod whole;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

pub use page::{Fence, fences};
pub use recorded::Recorded;
pub use runs::{NOW, SEED, request, run, runs, streams};
#[cfg(not(target_arch = "wasm32"))]
pub use whole::{check_document, check_site, draw, page, with_files};

use crate::bindings::proofpress::plugin::types::{Diagnostic, Extra};
use crate::{Checker, Declined, Example, component};

/// Checks every rule page: a fence under *Wrong* must give findings of exactly the rules its
/// `fails=` names, this page's rule among them; a fence under *Right* must give none.
///
/// # Panics
///
/// With every difference found.
pub fn pages<P: Checker>() {
    let mut wrong = String::new();
    for rule in P::rules() {
        let problems = page_problems::<P>(rule.name, rule.page);
        for problem in problems {
            let _ = writeln!(wrong, "pages/{}.md: {problem}", rule.name);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn page_problems<P: Checker>(name: &str, page: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let fences = fences(page);
    for section in ["What it does", "Why it matters", "Wrong", "Right", "Known limits"] {
        if !page
            .lines()
            .any(|line| line.strip_prefix("## ").is_some_and(|text| text.trim() == section))
        {
            problems.push(format!("has no section `## {section}`"));
        }
    }
    let full = format!("{}/{name}", P::INFO.id);
    for section in ["Wrong", "Right"] {
        if !fences.iter().any(|fence| fence.section == section) {
            problems.push(format!("has no example under `## {section}`"));
        }
    }
    for fence in &fences {
        let expected: BTreeSet<String> = fence
            .attribute("fails")
            .map(|rules| rules.split(',').map(|rule| rule.trim().to_owned()).collect())
            .unwrap_or_default();
        match fence.section.as_str() {
            "Wrong" if !expected.contains(&full) => {
                problems.push(format!(
                    "line {}: an example under Wrong needs `fails={full}`",
                    fence.line
                ));
            }
            "Right" if !expected.is_empty() => {
                problems
                    .push(format!("line {}: an example under Right carries `fails=`", fence.line));
            }
            _ => {}
        }
        if !P::INFO.languages.contains(&fence.lang.as_str()) || fence.attribute("ignore").is_some()
        {
            continue;
        }
        match check_with::<P>(&fence.example(), "{}", &[name]) {
            Err(Declined(why)) => problems.push(format!("line {}: declined: {why}", fence.line)),
            Ok(found) => {
                let got: BTreeSet<String> = found
                    .iter()
                    .map(|finding| format!("{}/{}", P::INFO.id, finding.rule))
                    .collect();
                if got != expected {
                    problems.push(format!(
                        "line {}: expected {expected:?}, found {got:?}\n{}",
                        fence.line,
                        render(&fence.source, &found)
                    ));
                }
            }
        }
    }
    problems
}

/// Checks every case in a folder of the crate: `<name>.<lang>` (dots in `name` allowed) is an
/// example in language `<lang>`, beside it `<name>.<lang>.expected` what is found, a line each.
/// A first line `#! key=value …` or `//! key=value …` gives fence attributes; the attribute
/// `rules=` names rules to turn on. `BLESS=1` writes the expectations.
///
/// # Panics
///
/// With every difference found, or where the folder holds no case.
pub fn cases<P: Checker>(folder: &str) {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join(folder);
    let bless = env::var("BLESS").is_ok();
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    assert!(!paths.is_empty(), "no cases in `{}`", root.display());
    let mut wrong = String::new();
    for path in paths {
        let text =
            fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        let lang = path.extension().and_then(|lang| lang.to_str()).unwrap_or_default();
        let first = text.lines().next().unwrap_or_default();
        let header =
            first.strip_prefix("#! ").or_else(|| first.strip_prefix("//! ")).unwrap_or_default();
        let (_, attrs) = page::info(&format!("{lang} {header}"));
        let on: Vec<String> = attrs
            .iter()
            .filter(|attr| attr.key == "rules")
            .flat_map(|attr| attr.value.split(',').map(str::to_owned))
            .collect();
        let mut example = example(lang, &text);
        example.attrs = attrs;
        let on: Vec<&str> = on.iter().map(String::as_str).collect();
        let got = match check_with::<P>(&example, "{}", &on) {
            Ok(found) => render(&text, &found),
            Err(Declined(why)) => format!("declined: {why}\n"),
        };
        let beside = path.with_extension(format!("{lang}.expected"));
        if bless {
            fs::write(&beside, &got).unwrap_or_else(|why| panic!("{}: {why}", beside.display()));
        } else {
            let expected = fs::read_to_string(&beside).unwrap_or_default();
            if expected != got {
                let _ = writeln!(wrong, "{}\nexpected:\n{expected}found:\n{got}", path.display());
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn collect(folder: &Path, into: &mut Vec<std::path::PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|extension| extension != "expected") {
            into.push(path);
        }
    }
}

/// An example of `source` in `lang`, with no attributes, on a page `test.md`.
pub fn example(lang: &str, source: &str) -> Example {
    Example {
        lang: lang.into(),
        attrs: Vec::new(),
        source: source.into(),
        path: "test.md".into(),
        headings: Vec::new(),
    }
}

/// Checks `source` with the rules that are on by default.
///
/// # Errors
///
/// [`Declined`] where the plugin does not take the example.
pub fn check<P: Checker>(lang: &str, source: &str) -> Result<Vec<Diagnostic>, Declined> {
    check_with::<P>(&example(lang, source), "{}", &[])
}

/// Checks an example with the default rules and those named in `on`, under `config` (JSON).
///
/// # Errors
///
/// [`Declined`] where the plugin does not take the example.
///
/// # Panics
///
/// Where `config` is not valid.
pub fn check_with<P: Checker>(
    example: &Example,
    config: &str,
    on: &[&str],
) -> Result<Vec<Diagnostic>, Declined> {
    let config: P::Config =
        serde_json::from_str(config).unwrap_or_else(|why| panic!("configuration: {why}"));
    let enabled = P::rules()
        .iter()
        .filter(|rule| rule.default_on || on.contains(&rule.name))
        .map(|rule| (rule.name, "{}"));
    let mut found = component::check::<P>(example, &config, enabled)?.diagnostics;
    for finding in &found {
        let (start, end) = (finding.span.start as usize, finding.span.end as usize);
        let valid = example.source.get(start..end).is_some();
        assert!(valid, "span {start}..{end} of `{}` is not one of the text", finding.rule);
    }
    found.sort_by(|a, b| {
        (a.span.start, a.span.end, &a.rule, &a.message).cmp(&(
            b.span.start,
            b.span.end,
            &b.rule,
            &b.message,
        ))
    });
    Ok(found)
}

/// The findings, one to a line: `line:column-line:column severity rule: message`, help and fixes
/// below, indented.
pub fn render(source: &str, found: &[Diagnostic]) -> String {
    let place = |offset: u32| {
        let before = source.get(..offset as usize).unwrap_or(source);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        format!("{line}:{column}")
    };
    let mut out = String::new();
    for finding in found {
        let (start, end) = (place(finding.span.start), place(finding.span.end));
        let severity = format!("{:?}", finding.severity);
        let severity = severity.rsplit("::").next().unwrap_or_default().to_lowercase();
        let _ = writeln!(out, "{start}-{end} {severity} {}: {}", finding.rule, finding.message);
        if let Some(help) = &finding.help {
            let _ = writeln!(out, "  help: {help}");
        }
        for related in &finding.related {
            let _ = writeln!(out, "  see {}: {}", place(related.span.start), related.message);
        }
        for fix in &finding.fixes {
            let _ = writeln!(out, "  fix: {}", fix.title);
            for edit in &fix.edits {
                let (start, end) = (place(edit.span.start), place(edit.span.end));
                let _ = writeln!(out, "    {start}-{end} -> {:?}", edit.replacement);
            }
        }
    }
    out
}

/// One attribute of a fence; a flag's value is empty.
pub fn attribute(key: &str, value: &str) -> Extra {
    Extra { key: key.into(), value: value.into() }
}
