//! The renderer against the examples of the CommonMark specification and of GitHub's, which
//! `tests/markdown/fetch.sh` brings. Without them the tests say so and pass.
//!
//! `tests/markdown/spec-exceptions.txt` lists the examples that come out otherwise, each with
//! the reason. One that comes out as specified must leave the list.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read their own files, and fail by panicking"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proofpress::markdown::html::render_plain;

struct SpecExample {
    name: String,
    markdown: String,
    html: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn conformance() -> PathBuf {
    let folder = std::env::var_os("PROOFPRESS_CONFORMANCE").map(PathBuf::from);
    folder.unwrap_or_else(|| root().join("target/conformance"))
}

/// `commonmark 123: why it comes out otherwise`, a line each.
fn exceptions() -> BTreeMap<String, String> {
    let text = fs::read_to_string(root().join("tests/markdown/spec-exceptions.txt"))
        .expect("the list of exceptions");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (name, reason) = line.split_once(": ").expect("`name: reason`");
            assert!(!reason.trim().is_empty(), "`{name}` has no reason");
            (name.to_owned(), reason.to_owned())
        })
        .collect()
}

/// Examples of `spec.txt`: between long fences, Markdown and HTML parted by a lone `.`, with
/// arrows for tabs.
fn commonmark(spec: &str) -> Vec<SpecExample> {
    let fence = "`".repeat(32);
    let opening = format!("{fence} example\n");
    let mut examples = Vec::new();
    for part in spec.split(&opening).skip(1) {
        let body = part.split(&format!("{fence}\n")).next().unwrap_or_default();
        let (markdown, html) = match body.strip_prefix(".\n") {
            Some(html) => ("", html),
            None => body.split_once("\n.\n").expect("Markdown and HTML"),
        };
        let end = if markdown.is_empty() { "" } else { "\n" };
        examples.push(SpecExample {
            name: format!("commonmark {}", examples.len() + 1),
            markdown: format!("{markdown}{end}").replace('→', "\t"),
            html: html.replace('→', "\t"),
        });
    }
    examples
}

/// Examples of a generated Rust test suite: raw strings in pairs.
fn suite(name: &str, source: &str) -> Vec<SpecExample> {
    let mut strings = source.split("r##\"").skip(1).map(|rest| {
        let (string, _) = rest.split_once("\"##").expect("a closed string");
        string.to_owned()
    });
    let mut examples = Vec::new();
    while let (Some(markdown), Some(html)) = (strings.next(), strings.next()) {
        examples.push(SpecExample {
            name: format!("{name} {}", examples.len() + 1),
            markdown,
            html,
        });
    }
    examples
}

/// What the two may differ in without meaning anything else: lines between tags.
fn normal(html: &str) -> String {
    let html = html.replace(">\n<", "><").replace("<br>", "<br />").replace("\"/>", "\" />");
    html.trim().to_owned()
}

fn check(examples: &[SpecExample]) {
    let exceptions = exceptions();
    let (mut passed, mut excepted, mut failures) = (0, 0, Vec::new());
    for example in examples {
        let actual = normal(&render_plain(&example.markdown));
        let same = actual == normal(&example.html);
        match (same, exceptions.contains_key(&example.name)) {
            (true, false) => passed += 1,
            (false, true) => excepted += 1,
            (true, true) => failures.push(format!("{} is as specified: unlist it", example.name)),
            (false, false) => failures.push(format!(
                "{}: {:?}\n  expected {:?}\n  actual   {actual:?}",
                example.name,
                example.markdown,
                normal(&example.html)
            )),
        }
    }
    println!("{passed} of {} as specified, {excepted} excepted", examples.len());
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

fn missing(path: &Path) {
    println!("skipped: no {}; run tests/markdown/fetch.sh", path.display());
}

#[test]
fn commonmark_examples() {
    let path = conformance().join("commonmark/spec.txt");
    let Ok(spec) = fs::read_to_string(&path) else { return missing(&path) };
    let examples = commonmark(&spec);
    assert!(examples.len() > 600, "the specification has more examples than {}", examples.len());
    check(&examples);
}

#[test]
fn github_examples() {
    let mut found = 0;
    for name in ["gfm_table", "gfm_strikethrough", "gfm_tasklist"] {
        let path = conformance().join(format!("gfm/{name}.rs"));
        let Ok(source) = fs::read_to_string(&path) else { return missing(&path) };
        let examples = suite(name, &source);
        found += examples.len();
        check(&examples);
    }
    assert!(found > 10, "the suites have more examples than {found}");
}
