//! The same plugin in four languages: `examples/plugins`. Each is built as its author would build
//! it, and all must say the same of the same pages, to the byte.
//!
//! What is built stays in `target/examples`, and is built again when what it is made from changes.
//! A language whose tools are not installed is left out, with a word on standard error.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests read and write their own files, start tools, say what they leave out, and fail by panicking"
)]

#[path = "plugin_languages/example.rs"]
mod example;
#[path = "support/mask.rs"]
mod mask;
#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::{Path, PathBuf};

use example::Language;

/// A file of this test's own.
fn own(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plugin_languages").join(path)
}

/// A site with the pages of this test and those of the rules, and the plugin in that language.
fn site(component: &Path) -> tempfile::TempDir {
    let site = program::copy_of(&own("site"));
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/plugins/pages");
    program::copy(&pages, &site.path().join("content/rules")).unwrap();
    fs::copy(component, site.path().join("http.wasm")).unwrap();
    site
}

/// Holds what was found against what is expected. `BLESS=1` writes the expectation instead.
fn hold(language: Language, found: &str, expected: &str) {
    let path = own(expected);
    if std::env::var_os("BLESS").is_some() && language == Language::Rust {
        fs::write(&path, found).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let differs = similar::TextDiff::from_lines(expected.as_str(), found);
    let differs = differs.unified_diff().context_radius(3).to_string();
    assert!(differs.is_empty(), "{}: {differs}", language.folder());
}

/// What a plugin says of pages and of itself, held against what all of them are to say.
fn same_in(language: Language) {
    let Some(component) = example::built(language) else { return };
    let site = site(&component);
    let report = program::call(site.path(), &["check", "--format", "json"]).expect(1);
    hold(language, &mask::mask(&report, site.path()), "report.json");
    let catalogue = program::call(site.path(), &["plugin", "list"]).expect(0);
    let ours = catalogue.lines().skip_while(|line| !line.starts_with("acme:http "));
    let ours: String = ours
        .enumerate()
        .take_while(|(number, line)| *number == 0 || line.starts_with(' '))
        // What differs is the component itself.
        .filter(|(_, line)| !line.starts_with("  sha256: "))
        .map(|(_, line)| format!("{line}\n"))
        .collect();
    hold(language, &ours, "catalogue.txt");
    for rule in ["duplicate-header", "literal-credential", "wrong-content-length"] {
        let page = program::call(site.path(), &["explain", &format!("acme:http/{rule}")]).expect(0);
        let source =
            fs::read_to_string(site.path().join(format!("content/rules/{rule}.md"))).unwrap();
        let title = source.lines().next().unwrap_or_default().trim_start_matches("# ");
        assert!(page.contains(title), "{}: {page}", language.folder());
    }
}

#[test]
fn rust() {
    same_in(Language::Rust);
}

#[test]
fn javascript() {
    same_in(Language::JavaScript);
}

#[test]
fn python() {
    same_in(Language::Python);
}

#[test]
fn c() {
    same_in(Language::C);
}

/// What an interpreter throws is told with the line of the author's source.
fn throws_in(language: Language, expected: &[&str]) {
    let Some(component) = example::built(language) else { return };
    let site = site(&component);
    let config = site.path().join("proofpress.toml");
    // A number where the rule goes through a list.
    let text = fs::read_to_string(&config).unwrap().replace("[\"X-Secret\"]", "5");
    fs::write(&config, text).unwrap();
    let report = program::call(site.path(), &["check", "--format", "json"]).expect(1);
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let failed = findings.iter().find(|finding| finding["rule"] == "plugin/internal").unwrap();
    let message = failed["message"].as_str().unwrap();
    for part in expected {
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn javascript_tells_where_it_threw() {
    throws_in(Language::JavaScript, &["TypeError: ", "(src/rules/literal-credential.js:16)"]);
}

#[test]
fn python_tells_where_it_raised() {
    throws_in(Language::Python, &["TypeError: ", "(src/rules/literal_credential.py:16)"]);
}
