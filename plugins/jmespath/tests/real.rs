//! Expressions whose results were recorded from the Python library, and held against it again where
//! it is installed; and the specification's own compliance suite, where `JMESPATH_COMPLIANCE` names
//! a folder of it.
//!
//! A line of `tests/real/cases.jsonl` is a list: expression, input, result; `"error"` in a list of
//! its own for one that fails. A fourth item is the reason why the result here is another.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests read cases, run Python and fail by panicking"
)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

use proofpress_jmespath::Jmespath;
use proofpress_plugin::testing;
use serde_json::{Value, json};

const PYTHON: &str = r#"
import json, sys, jmespath
for line in sys.stdin:
    case = json.loads(line)
    try: result = jmespath.search(case[0], case[1])
    except Exception: result = ["error"]
    print(json.dumps(result))
"#;

fn ours(expression: &str, input: &Value) -> Value {
    let mut request = testing::request("jmespath", expression);
    request.stdin = input.to_string().into_bytes();
    let result = testing::run::<Jmespath>(&request).unwrap();
    match result.steps[0].status {
        0 => serde_json::from_str(&testing::streams(&result).0).unwrap(),
        _ => json!(["error"]),
    }
}

/// Numbers by their value.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, value)| other.get(key).is_some_and(|other| same(value, other)))
        }
        _ => one == other,
    }
}

fn python(lines: &str) -> Option<Vec<Value>> {
    let python = env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let mut python = Command::new(python)
        .args(["-W", "ignore", "-c", PYTHON])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let _ = python.stdin.take().unwrap().write_all(lines.as_bytes());
    let output = python.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    output
        .status
        .success()
        .then(|| text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

#[test]
fn as_python_does() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real/cases.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    let mut cases: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(cases.len() >= 60, "only {} cases", cases.len());
    match python(&text) {
        None => println!("not held against Python: `jmespath` is not installed"),
        Some(results) => {
            for (case, result) in cases.iter_mut().zip(results) {
                if env::var("BLESS").is_ok() {
                    let reason = case.get(3).cloned();
                    *case = Value::Array(
                        [case[0].clone(), case[1].clone(), result.clone()]
                            .into_iter()
                            .chain(reason)
                            .collect(),
                    );
                }
                assert!(same(&case[2], &result), "{case}\nPython: {result}");
            }
        }
    }
    if env::var("BLESS").is_ok() {
        let lines: String = cases.iter().map(|case| format!("{case}\n")).collect();
        fs::write(&path, lines).unwrap();
    }
    let mut wrong = String::new();
    for case in &cases {
        let ours = ours(case[0].as_str().unwrap(), &case[1]);
        if same(&ours, &case[2]) == case.get(3).is_some() {
            let _ = writeln!(wrong, "{case}\nhere: {ours}");
        }
    }
    println!("jmespath: {} cases", cases.len());
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn compliance() {
    let Ok(folder) = env::var("JMESPATH_COMPLIANCE") else {
        println!("skipped: `JMESPATH_COMPLIANCE` names no folder");
        return;
    };
    let (mut count, mut wrong) = (0, String::new());
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let Ok(suites) = serde_json::from_str::<Value>(&fs::read_to_string(entry.path()).unwrap())
        else {
            continue;
        };
        for suite in suites.as_array().unwrap() {
            for case in suite["cases"].as_array().into_iter().flatten() {
                if case.get("bench").is_some() {
                    continue;
                }
                count += 1;
                let expression = case["expression"].as_str().unwrap();
                let wanted = if case.get("error").is_some() {
                    json!(["error"])
                } else {
                    case["result"].clone()
                };
                let ours = ours(expression, &suite["given"]);
                if !same(&ours, &wanted) {
                    let _ = writeln!(wrong, "{expression}\nwanted {wanted}\nhere   {ours}");
                }
            }
        }
    }
    println!("compliance: {count} cases");
    assert!(count >= 500, "only {count} cases");
    assert!(wrong.is_empty(), "\n{wrong}");
}
