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
    reason = "tests read the suite and fail by panicking"
)]

use std::fmt::Write as _;
use std::{env, fs};

use proofpress_jmespath::Jmespath;
use proofpress_plugin::testing::{self, Recorded};
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

#[test]
fn as_python_does() {
    let real = Recorded { library: "`jmespath` of Python", python: PYTHON, at_least: 60, same };
    real.check(ours);
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
