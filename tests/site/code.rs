//! How examples look: each `tests/site/code/<name>.md` holds one, `<name>.html` what becomes of
//! it. Every case is rendered as if a rule had complained about the text `BAD` in it, if it is
//! there. `BLESS=1 cargo test --test site` writes what came out.

#![expect(clippy::disallowed_methods, reason = "the test reads its own cases")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proofpress::check::{Deed, ExampleReport, Figure, ProofLine, State};
use proofpress::content::Page;
use proofpress::diagnostic::Finding;
use proofpress::highlight::Colours;
use proofpress::sanitize::{Part, drawing};
use proofpress::site::code::{Around, notes, render};
use proofpress::source::Span;
use proofpress::theme::Theme;

use super::pages;

#[test]
fn examples_look_as_they_should() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/site/code");
    let mut cases: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    cases.sort();
    assert!(cases.len() >= 10, "the cases are found");
    for case in cases {
        let text = fs::read_to_string(&case).unwrap();
        let tree = pages::tree(&[("page.md", &text)]);
        let html = rendered(tree.page(tree.find("page.md").unwrap()));
        let expected = case.with_extension("html");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected, &html).unwrap();
        }
        assert_eq!(html, fs::read_to_string(&expected).unwrap(), "{}", case.display());
    }
}

fn rendered(page: &Page) -> String {
    let words = Theme::load(&BTreeMap::new()).unwrap().words("en", &BTreeMap::new());
    let rule_url = |rule: &str| rule.starts_with("kubernetes/").then(|| format!("/rules/{rule}/"));
    let examples = page.document.examples.iter();
    examples
        .map(|example| {
            let around = Around {
                rule_url: &rule_url,
                file_url: &|path| format!("/{path}"),
                notes: notes::following(&page.document, example),
                words: &words,
                colours: &Colours::default(),
            };
            render(example, Some(&report(page, example.index)), &around)
        })
        .collect()
}

/// What the attributes of the example ask for.
pub(super) fn report(page: &Page, index: usize) -> ExampleReport {
    let example = &page.document.examples[index];
    let text = example.text.as_str();
    let expected: Vec<String> =
        example.fence.list("fails").iter().map(|&rule| rule.into()).collect();
    let rule = expected.first().map_or("shell/oops", String::as_str);
    let finding = |(at, bad): (usize, &str)| {
        let location = example.text.locate(Span::new(at, at + bad.len()));
        Finding::warning(rule, location, "`BAD` is <bad>").help("write `GOOD`")
    };
    let findings: Vec<Finding> = text.match_indices("BAD").map(finding).collect();
    let state = match example.fence.get("ignore") {
        Some(reason) => State::Ignored(reason.into()),
        None if matches!(example.fence.lang.as_str(), "" | "text" | "output") => State::Skipped,
        None if example.fence.lang == "mermaid" => {
            State::Unproven("no plugin for `mermaid`".into())
        }
        None if !expected.is_empty() => State::FailsAsExpected,
        None if findings.is_empty() => State::Passed,
        None => State::Failed,
    };
    let checked = matches!(state, State::Passed | State::Failed | State::FailsAsExpected);
    let facts = vec![("kubernetes".to_owned(), "1.36".to_owned())];
    let deed = Deed::Checked { rules: 3 };
    let line = ProofLine { plugin: "kubernetes".into(), version: "0.1.0".into(), deed, facts };
    ExampleReport {
        id: page.example_id(index),
        opening: example.opening,
        lang: example.fence.check_as().to_owned(),
        state,
        proof: if checked { vec![line] } else { Vec::new() },
        findings,
        expected,
        figure: (example.fence.lang == "dot").then(figure),
        ran: None,
        is_native: false,
        blessed: Vec::new(),
        cached: false,
        duration_us: 0,
    }
}

/// What a plugin drew.
fn figure() -> Figure {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg'><circle id='c' r='9'/></svg>";
    let body = Part { media_type: "image/svg+xml", name: "", contents: svg.as_bytes() };
    Figure {
        drawing: drawing(body, &[], "drawing_1").unwrap(),
        alt: "a leads to <b>".into(),
        facts: vec![("graphviz".to_owned(), "12.2".to_owned())],
    }
}
