//! Stored verdicts: used when they hold, of no consequence when they are broken.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program;

const PAGE: &str = "# Page\n\n```json\n{\"a\": 1,}\n```\n\n```json\n{\"b\": 1}\n```\n\n\
                    ```python\ndef add(items=[]): ...\n```\n\n```text\nplain\n```\n";

fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir(site.path().join("content")).unwrap();
    fs::write(site.path().join("content/page.md"), PAGE).unwrap();
    site
}

fn check(site: &Path, args: &[&str]) -> Value {
    let args = [&["check", "--format", "json"], args].concat();
    serde_json::from_str(&program::call(site, &args).expect(1)).unwrap()
}

/// Which of the checked examples came from the cache.
fn cached(report: &Value) -> Vec<bool> {
    let examples = report["examples"].as_array().unwrap().iter();
    let checked = examples.filter(|example| example["plugins"] != serde_json::json!([]));
    checked.map(|example| example["cached"].as_bool().unwrap()).collect()
}

#[test]
fn a_second_check_has_every_verdict_already() {
    let site = site();
    let first = check(site.path(), &[]);
    assert_eq!(cached(&first), [false; 3]);
    assert_eq!(first["summary"]["cached"], 0);
    let second = check(site.path(), &[]);
    assert_eq!(cached(&second), [true; 3]);
    assert_eq!(second["summary"]["cached"], 3);
    assert_eq!(first["findings"], second["findings"]);
    assert_eq!(first["findings"].as_array().unwrap().len(), 2);

    // A changed example is checked anew; the others need not be.
    let changed = PAGE.replace("\"b\": 1", "\"b\": 2");
    fs::write(site.path().join("content/page.md"), changed).unwrap();
    assert_eq!(cached(&check(site.path(), &[])), [true, false, true]);
    assert_eq!(cached(&check(site.path(), &["--no-cache"])), [false; 3]);
}

#[test]
fn a_moved_example_keeps_its_verdict_at_its_new_place() {
    let site = site();
    let first = check(site.path(), &[]);
    let moved = format!("One more\n\nparagraph.\n\n{PAGE}");
    fs::write(site.path().join("content/page.md"), moved).unwrap();
    let second = check(site.path(), &[]);
    assert_eq!(cached(&second), [true; 3]);
    let line = |report: &Value| report["findings"][0]["line"].as_u64().unwrap();
    assert_eq!(line(&second), line(&first) + 4);
}

#[test]
fn a_verdict_falls_with_the_files_it_was_read_from() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/page-checkers/site");
    let site = program::copy_of(&case);
    let missing = || {
        let report = program::call(site.path(), &["check", "--format", "json"]).expect(0);
        let report: Value = serde_json::from_str(&report).unwrap();
        let findings = report["findings"].as_array().unwrap().iter();
        let missing = findings.filter(|finding| finding["rule"] == "model/missing-file");
        missing.map(|finding| finding["message"].to_string()).collect::<Vec<_>>()
    };
    let first = missing();
    assert_eq!(missing(), first);
    fs::remove_file(site.path().join("deploy/a.yaml")).unwrap();
    let then = missing();
    assert_eq!(then.len(), first.len() + 1, "{then:?}");
    fs::write(site.path().join("deploy/a.yaml"), "a: 1\n").unwrap();
    assert_eq!(missing(), first);
}

#[test]
fn a_damaged_store_is_an_empty_one() {
    let site = site();
    let first = check(site.path(), &[]);
    let file = site.path().join(".proofpress/verdicts");
    let whole = fs::read(&file).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 0x40;
    let half = whole[..whole.len() / 2].to_vec();
    for damaged in [flipped, half, Vec::new(), b"not a store at all".to_vec()] {
        fs::write(&file, damaged).unwrap();
        let report = check(site.path(), &[]);
        assert_eq!(cached(&report), [false; 3]);
        assert_eq!(report["findings"], first["findings"]);
        assert_eq!(cached(&check(site.path(), &[])), [true; 3], "it is whole again");
    }
}

#[test]
fn a_store_that_cannot_be_written_is_only_a_warning() {
    let site = site();
    fs::write(site.path().join(".proofpress"), "a file where the folder should be").unwrap();
    let call = program::call(site.path(), &["check"]);
    assert_eq!(call.status, 1);
    assert!(call.stderr.starts_with("warning: cannot store the verdicts"), "{}", call.stderr);
}
