//! What `build` writes to `proof/proof.json` fits the JSON Schema in the manual, key by key.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test reads and writes its own files, and fails by panicking"
)]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// A page with an example of every outcome but failure, which would not be published.
const PAGE: &str = "# Home\n\n\
```json\n{\"a\": 1}\n```\n\n\
```python fails=python/bare-except\ntry:\n    pass\nexcept:\n    pass\n```\n\n\
```python ignore=\"shown only\"\nprint(\"fine\"\n```\n\n\
```cobol\nSTOP RUN.\n```\n\n\
```text\nplain\n```\n\n\
```python run\nprint(1)\n```\n\n\
```output\n1\n```\n\n\
```python raises=ValueError\nraise ValueError\n```\n";

fn build(folder: &Path, arguments: &[&str]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_proofpress"));
    let program = program.current_dir(folder).arg("build").args(arguments);
    let output = program.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::read_to_string(folder.join("site/proof/proof.json")).unwrap_or_default()
}

fn site(config: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("content")).unwrap();
    std::fs::write(folder.path().join("content/_index.md"), PAGE).unwrap();
    std::fs::write(folder.path().join("proofpress.toml"), config).unwrap();
    folder
}

/// The two blocks of the manual's page: an example and the schema.
fn manual() -> (Value, Value) {
    let page = include_str!("../content/manual/proof.md");
    let mut blocks = page.split("```json title=").skip(1).map(|block| {
        let (_, text) = block.split_once('\n').unwrap();
        serde_json::from_str::<Value>(text.split("\n```").next().unwrap()).unwrap()
    });
    (blocks.next().unwrap(), blocks.next().unwrap())
}

/// The schema as the test wants it: no key that it does not describe.
fn strict(mut schema: Value) -> Value {
    fn close(value: &mut Value) {
        if let Some(object) = value.as_object_mut() {
            if object.contains_key("properties") {
                object.entry("additionalProperties").or_insert(Value::Bool(false));
            }
            object.values_mut().for_each(close);
        }
    }
    close(&mut schema);
    schema
}

fn problems(value: &Value, schema: Value) -> Vec<String> {
    let validator = jsonschema::validator_for(&strict(schema)).unwrap();
    validator.iter_errors(value).map(|error| error.to_string()).collect()
}

#[test]
fn a_real_file_fits_and_is_the_same_every_time() {
    let folder = site("");
    let text = build(folder.path(), &[]);
    assert_eq!(build(folder.path(), &["--jobs", "1"]), text);
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(problems(&json, manual().1), Vec::<String>::new());
    let of = |key: &str| -> Vec<String> {
        let examples = json["examples"].as_array().unwrap().iter();
        examples.map(|example| example[key].as_str().unwrap_or_default().to_owned()).collect()
    };
    let states = [
        "passed",
        "fails-as-expected",
        "ignored",
        "unproven",
        "skipped",
        "passed",
        "expectation",
        "passed",
    ];
    assert_eq!(of("state"), states);
    let (shown, ran, raised) = (&json["examples"][1], &json["examples"][5], &json["examples"][7]);
    assert_eq!(shown["fails"][0], "python/bare-except");
    assert_eq!(ran["run"]["status"], 0);
    // printf '1\n' | sha256sum
    assert_eq!(
        ran["run"]["stdout_sha256"],
        "4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865"
    );
    assert_eq!(raised["run"]["raised"], "ValueError");
    let plugin = json["plugins"].as_array().unwrap().iter().find(|plugin| plugin["id"] == "python");
    let rules = shown["proofs"][0]["rules"].as_u64().unwrap();
    let rules = &plugin.unwrap()["rule_sets"][usize::try_from(rules).unwrap()];
    assert!(rules.as_array().unwrap().iter().any(|rule| rule == "bare-except"), "{rules}");
}

#[test]
fn the_example_of_the_manual_fits_and_others_do_not() {
    let (example, schema) = manual();
    assert_eq!(problems(&example, schema.clone()), Vec::<String>::new());
    let mut state = example.clone();
    state["examples"][0]["state"] = "fine".into();
    let mut hash = example.clone();
    hash["examples"][0]["sha256"] = "abc".into();
    let mut key = example;
    key["examples"][0]["extra"] = 1.into();
    for wrong in [state, hash, key] {
        assert!(!problems(&wrong, schema.clone()).is_empty(), "{wrong}");
    }
}

#[test]
fn a_site_may_do_without() {
    let folder = site("[proof]\npage = false\n");
    assert_eq!(build(folder.path(), &[]), "");
    assert!(!folder.path().join("site/proof").exists());
    let page = std::fs::read_to_string(folder.path().join("site/index.html")).unwrap();
    assert!(!page.contains("/proof/"), "nothing leads to what is not there");
}
