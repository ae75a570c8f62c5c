//! Patterns whose matches were recorded from Python's `re`, and for RE2 from `google-re2`, and held
//! against them again where they are installed.
//!
//! A line of `tests/real/cases.jsonl` is a list: pattern, flavour and text, output (`["error"]` for a
//! pattern that is refused), and where the output here is another, the reason.
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

use proofpress_plugin::testing;
use proofpress_regex::Regex;
use serde_json::{Value, json};

const PYTHON: &str = r#"
import json, sys, re
try: import re2
except ImportError: re2 = None
for line in sys.stdin:
    pattern, (flavour, text), *rest = json.loads(line)
    engine = re if flavour == "regex" else re2
    if not engine:
        print(json.dumps(rest[0]))
        continue
    try:
        found = engine.compile(pattern)
        names = {number: name for name, number in found.groupindex.items()}
        result = ""
        for match in found.finditer(text):
            result += f"line 1: match [{match.start()}-{match.end()}] {json.dumps(match.group())}"
            for number, group in enumerate(match.groups(), 1):
                name = names.get(number, number)
                result += f", group {name} none" if group is None else f", group {name}={json.dumps(group)}"
            result += "\n"
        result = result or "no match\n"
    except Exception: result = ["error"]
    print(json.dumps(result))
"#;

fn ours(pattern: &str, how: &Value) -> Value {
    let mut request = testing::request(how[0].as_str().unwrap(), pattern);
    request.stdin = how[1].as_str().unwrap().into();
    let result = testing::run::<Regex>(&request).unwrap();
    match result.steps[0].status {
        2 => json!(["error"]),
        _ => json!(testing::streams(&result).0),
    }
}

fn python(lines: &str) -> Option<Vec<Value>> {
    let python = env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let mut python = Command::new(python)
        .args(["-c", PYTHON])
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
    let mut cases: Vec<Vec<Value>> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(cases.len() >= 80, "only {} cases", cases.len());
    let bless = env::var("BLESS").is_ok();
    match python(&text) {
        None => println!("not held against Python: it is not installed"),
        Some(results) => {
            for (case, result) in cases.iter_mut().zip(results) {
                if bless {
                    case[2] = result.clone();
                }
                assert_eq!(case[2], result, "{}", case[0]);
            }
        }
    }
    if bless {
        let lines: String = cases.iter().map(|case| format!("{}\n", json!(case))).collect();
        fs::write(&path, lines).unwrap();
    }
    let (mut wrong, mut listed) = (String::new(), 0);
    for case in &cases {
        let ours = ours(case[0].as_str().unwrap(), &case[1]);
        listed += usize::from(case.len() > 3);
        if (ours == case[2]) == (case.len() > 3) {
            let _ = writeln!(wrong, "{}\nPython {}\nhere  {ours}", case[0], case[2]);
        }
    }
    println!("regex: {} cases, {listed} listed differences", cases.len());
    assert!(wrong.is_empty(), "\n{wrong}");
}
