//! OPA's own conformance cases, with the results OPA gives.
//!
//! `REGO_COMPLIANCE` names a folder of them as JSON (`<topic>/<name>.json`, each a list of `cases`
//! with modules, data, input, query and the wanted result); without it the test says so and
//! passes. What comes out otherwise stands in `tests/conformance/opa.txt`, by the beginning of its
//! name, with the reason, and an entry there that is no longer needed fails the test.
#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests read the suite and fail by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use proofpress_plugin::{Extra, File, testing};
use proofpress_rego::Rego;
use serde_json::Value;

/// What a case gave.
#[derive(Debug, PartialEq)]
enum Got {
    /// The rows of the result.
    Rows(Vec<Value>),
    /// It could not be evaluated.
    Error(String),
}

fn attribute(key: &str, value: &str) -> Extra {
    Extra { key: key.into(), value: value.into() }
}

fn run(case: &Value) -> Got {
    let modules: Vec<&str> = case["modules"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|text| text.as_str().unwrap())
        .collect();
    let (last, others) = modules.split_last().unwrap_or((&"package generated", &[]));
    let mut request = testing::request("rego", last);
    request.attrs = vec![attribute("rego.query", case["query"].as_str().unwrap())];
    for (at, module) in others.iter().enumerate() {
        request.files.push(File { path: format!("m{at}.rego"), contents: (*module).into() });
    }
    if let Some(data) = case.get("data") {
        let contents = data.to_string().into_bytes();
        request.files.push(File { path: "data.json".into(), contents });
    }
    if let Some(input) = case.get("input") {
        request.stdin = input.to_string().into_bytes();
    }
    if let Some(input) = case.get("input_term") {
        request.stdin = input.as_str().unwrap().as_bytes().to_vec();
    }
    let result = match testing::run::<Rego>(&request) {
        Ok(result) => result,
        Err(why) => return Got::Error(why.0),
    };
    let (stdout, stderr) = testing::streams(&result);
    match result.steps[0].status {
        0 => Got::Rows(rows(&stdout)),
        _ => Got::Error(stderr),
    }
}

/// Whether a case can be put to the runner: its input is JSON, and it asks for one value.
fn is_tried(case: &Value) -> bool {
    let input = case["input_term"].as_str().unwrap_or("null");
    let row = case["want_result"].as_array().and_then(|rows| rows.first()?.as_object());
    serde_json::from_str::<Value>(input).is_ok() && row.is_none_or(|row| row.len() == 1)
}

/// The cells of a table of one column, or a value that stands alone.
fn rows(output: &str) -> Vec<Value> {
    if output == "undefined\n" {
        return Vec::new();
    }
    let lines: Vec<&str> = output.lines().filter(|line| line.starts_with("| ")).collect();
    if lines.is_empty() {
        return vec![serde_json::from_str(output).unwrap()];
    }
    let cell = |line: &&str| {
        let cell = line.trim_start_matches("| ").trim_end_matches('|').trim_end();
        serde_json::from_str(cell).unwrap_or_else(|_| Value::String(cell.to_owned()))
    };
    lines.iter().skip(1).map(cell).collect()
}

/// Whether a case gave what OPA gives.
fn agrees(case: &Value, got: &Got) -> bool {
    let wants_error = case.get("want_error_code").is_some() || case.get("want_error").is_some();
    let strict = case["strict_error"].as_bool().unwrap_or(false);
    match got {
        Got::Error(_) => wants_error,
        // An error of a function is undefined unless OPA is told to be strict.
        Got::Rows(rows) if wants_error => strict && rows.is_empty(),
        Got::Rows(rows) => {
            let wanted = case["want_result"].as_array().cloned().unwrap_or_default();
            let wanted: Vec<Value> = wanted
                .iter()
                .map(|row| row.get("x").cloned().unwrap_or(Value::Bool(true)))
                .map(|value| sorted(case, &value))
                .collect();
            let rows: Vec<Value> = rows.iter().map(|value| sorted(case, value)).collect();
            same_rows(&wanted, &rows)
        }
    }
}

/// Rows come in no order.
fn same_rows(wanted: &[Value], got: &[Value]) -> bool {
    let text = |rows: &[Value]| {
        let mut text: Vec<String> = rows.iter().map(normal).collect();
        text.sort();
        text
    };
    text(wanted) == text(got)
}

/// Numbers as their value: `1.0` is `1`.
fn normal(value: &Value) -> String {
    match value {
        Value::Number(number) => number.as_f64().unwrap().to_string(),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(normal).collect::<Vec<_>>().join(","))
        }
        Value::Object(fields) => {
            let fields = fields.iter().map(|(key, value)| format!("{key}:{}", normal(value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}

fn sorted(case: &Value, value: &Value) -> Value {
    let mut value = value.clone();
    if case["sort_bindings"].as_bool().unwrap_or(false)
        && let Value::Array(items) = &mut value
    {
        items.sort_by_key(normal);
    }
    value
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            into.push(path);
        }
    }
}

#[test]
fn opa_conformance() {
    let Ok(folder) = env::var("REGO_COMPLIANCE") else {
        println!("skipped: `REGO_COMPLIANCE` names no folder of cases");
        return;
    };
    let root = Path::new(&folder);
    let mut paths = Vec::new();
    files(root, &mut paths);
    paths.sort();
    let listed =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/opa.txt"))
            .unwrap();
    let listed: BTreeSet<&str> = listed
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once(" | ").unwrap().0.trim_end())
        .collect();
    let (mut cases, mut wrong, mut differ) = (0, String::new(), BTreeMap::new());
    for path in paths {
        let suite: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for case in suite["cases"].as_array().into_iter().flatten().filter(|case| is_tried(case)) {
            cases += 1;
            let name = path.strip_prefix(root).unwrap().display();
            let name = format!("{name} {}", case["note"].as_str().unwrap());
            let got = std::panic::catch_unwind(|| run(case))
                .unwrap_or_else(|_| Got::Rows(vec![Value::String("panicked".into())]));
            if !agrees(case, &got) {
                let wanted = case.get("want_error").or(case.get("want_result"));
                differ.insert(name, format!("wanted {wanted:?}\n    got {got:?}"));
            }
        }
    }
    assert!(cases >= 100, "only {cases} cases in {folder}");
    for (name, how) in &differ {
        if !listed.iter().any(|listed| name.starts_with(listed)) {
            let _ = writeln!(wrong, "{name}\n    {how}");
        }
    }
    for listed in &listed {
        if !differ.keys().any(|name| name.starts_with(listed)) {
            let _ = writeln!(wrong, "{listed} agrees now: take it off the list");
        }
    }
    for listed in &listed {
        let count = differ.keys().filter(|name| name.starts_with(listed)).count();
        println!("{count:4} {listed}");
    }
    println!("opa: {cases} cases, {} differ", differ.len());
    assert!(wrong.is_empty(), "\n{wrong}");
}
