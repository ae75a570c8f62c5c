//! Templates whose output was recorded from Jinja, and held against it again where it is installed.
//!
//! A line of `tests/real/cases.jsonl` is a list: template, variables, output (`["error"]` where
//! there is none), and where the output here is another, the reason.
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

use proofpress_jinja::Jinja;
use proofpress_plugin::testing;
use serde_json::{Value, json};

const PYTHON: &str = r#"
import json, sys, jinja2
env = jinja2.Environment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"])
for line in sys.stdin:
    case = json.loads(line)
    try: result = env.from_string(case[0]).render(case[1])
    except Exception: result = ["error"]
    print(json.dumps(result))
"#;

fn ours(template: &str, variables: &Value) -> Value {
    let mut request = testing::request("jinja", template);
    request.stdin = variables.to_string().into_bytes();
    let result = testing::run::<Jinja>(&request).unwrap();
    match result.steps[0].status {
        0 => json!(testing::streams(&result).0),
        _ => json!(["error"]),
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
fn as_jinja_does() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real/cases.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    let mut cases: Vec<Vec<Value>> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(cases.len() >= 80, "only {} cases", cases.len());
    let bless = env::var("BLESS").is_ok();
    match python(&text) {
        None => println!("not held against Jinja: it is not installed"),
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
            let _ = writeln!(wrong, "{}\nJinja {}\nhere  {ours}", case[0], case[2]);
        }
    }
    println!("jinja: {} cases, {listed} listed differences", cases.len());
    assert!(wrong.is_empty(), "\n{wrong}");
}
