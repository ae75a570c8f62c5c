//! What `check --format json` writes fits the JSON Schema in the manual, key by key.
#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test reads and writes its own files, and fails by panicking"
)]

use std::process::Command;

use serde_json::Value;

/// A page with an example of every outcome, and findings with and without fixes.
const PAGE: &str = "# Home\n\n\
```json\n{\"a\": 1,}\n```\n\n\
```python fails=python/bare-except\ntry:\n    pass\nexcept:\n    pass\n```\n\n\
```python\nprint(\"fine\")\n```\n\n\
```python ignore=\"shown only\"\nprint(\"fine\"\n```\n\n\
```cobol\nSTOP RUN.\n```\n\n\
```text\nplain\n```\n\n\
```bash tilte=\"a.sh\"\necho\n```\n\n\
```python run\nprint(1)\nprint(2)\n```\n\n\
```output\n1\n3\n```\n";

fn report() -> Value {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("content")).unwrap();
    std::fs::write(folder.path().join("content/_index.md"), PAGE).unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_proofpress"));
    let program = program.current_dir(folder.path()).args(["check", "--format", "json"]);
    serde_json::from_slice(&program.output().unwrap().stdout).unwrap()
}

/// The two blocks of the manual's page: an example and the schema.
fn manual() -> (Value, Value) {
    let page = include_str!("../content/manual/json-report.md");
    let mut blocks = page.split("```json title=").skip(1).map(|block| {
        let (_, text) = block.split_once('\n').unwrap();
        serde_json::from_str::<Value>(text.split("\n```").next().unwrap()).unwrap()
    });
    (blocks.next().unwrap(), blocks.next().unwrap())
}

/// The keywords of JSON Schema that the manual uses, patterns apart. Stricter than the standard:
/// a key that the schema does not describe does not fit.
struct Schema<'a> {
    root: &'a Value,
}

impl Schema<'_> {
    fn fits(&self, value: &Value, schema: &Value, at: &str) -> Result<(), String> {
        let wrong = |what: &str| Err(format!("{at}: {what}: {value}"));
        if let Some(name) = schema["$ref"].as_str() {
            let target = self.root.pointer(name.strip_prefix('#').unwrap());
            return self.fits(value, target.unwrap_or_else(|| panic!("no `{name}`")), at);
        }
        for part in schema["allOf"].as_array().into_iter().flatten() {
            self.fits(value, part, at)?;
        }
        let types: Vec<&str> = match &schema["type"] {
            Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
            other => other.as_str().into_iter().collect(),
        };
        if !types.is_empty() && !types.iter().any(|name| is(value, name)) {
            return wrong(&format!("is not {types:?}"));
        }
        if !schema["const"].is_null() && *value != schema["const"] {
            return wrong("is another constant");
        }
        if schema["enum"].as_array().is_some_and(|all| !all.contains(value)) {
            return wrong("is not in the list");
        }
        if schema["minimum"].as_u64().is_some_and(|least| value.as_u64().is_none_or(|n| n < least))
        {
            return wrong("is too small");
        }
        for name in schema["required"].as_array().into_iter().flatten() {
            if value.get(name.as_str().unwrap()).is_none() {
                return wrong(&format!("has no {name}"));
            }
        }
        for (key, item) in value.as_object().into_iter().flatten() {
            let of = schema["properties"].get(key).or_else(|| schema.get("additionalProperties"));
            match of {
                Some(of) => self.fits(item, of, &format!("{at}.{key}"))?,
                None if !self.describes(schema, key) && schema["properties"].is_object() => {
                    return wrong(&format!("`{key}` is not in the schema"));
                }
                None => {}
            }
        }
        for item in value.as_array().into_iter().flatten() {
            self.fits(item, &schema["items"], &format!("{at}[]"))?;
        }
        Ok(())
    }

    /// Whether a key of an object is described where the schema takes others in (`allOf`), or
    /// takes it in itself (`place` is half of an object).
    fn describes(&self, schema: &Value, key: &str) -> bool {
        let place = &self.root["$defs"]["place"];
        if schema == place {
            return true;
        }
        schema["allOf"].is_array() && place["properties"].get(key).is_some()
    }
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the test does not know the type `{other}`"),
    }
}

#[test]
fn a_real_report_fits() {
    let (_, schema) = manual();
    let report = report();
    let verdicts: Vec<&str> = report["examples"]
        .as_array()
        .unwrap()
        .iter()
        .map(|example| example["verdict"].as_str().unwrap())
        .collect();
    assert_eq!(
        verdicts,
        [
            "failed",
            "fails-as-expected",
            "passed",
            "ignored",
            "unproven",
            "skipped",
            "passed",
            "failed",
            "expectation"
        ]
    );
    let ran = &report["examples"][7];
    assert!(ran["ran"] == true && ran["status"] == 0 && ran["fuel"].is_u64(), "{ran}");
    let findings = report["findings"].as_array().unwrap();
    assert!(findings.iter().any(|finding| finding["fixes"][0]["edits"][0].is_object()));
    let diff = findings.iter().find_map(|finding| finding["diff"].as_array());
    assert_eq!(diff.unwrap(), &[" 1", "-3", "+2"]);
    assert_eq!(Schema { root: &schema }.fits(&report, &schema, "report"), Ok(()));
}

#[test]
fn the_example_of_the_manual_fits() {
    let (example, schema) = manual();
    assert_eq!(Schema { root: &schema }.fits(&example, &schema, "example"), Ok(()));
}

#[test]
fn a_wrong_report_does_not_fit() {
    let (example, schema) = manual();
    let fits = |report: &Value| Schema { root: &schema }.fits(report, &schema, "report");
    let mut severity = example.clone();
    severity["findings"][0]["severity"] = "fatal".into();
    let mut line = example.clone();
    line["findings"][0]["line"] = 0.into();
    let mut new_key = example.clone();
    new_key["plugins"][0]["licence"] = "MIT".into();
    let mut lacking = example;
    lacking["summary"].as_object_mut().unwrap().remove("ran");
    for wrong in [severity, line, new_key, lacking] {
        assert!(fits(&wrong).is_err(), "{wrong}");
    }
}
