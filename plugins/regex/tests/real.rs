//! Patterns whose matches were recorded from Python's `re`, and for RE2 from `google-re2`, and held
//! against them again where they are installed.
//!
//! A line of `tests/real/cases.jsonl` is a list: pattern, flavour and text, output (`["error"]` for a
//! pattern that is refused), and where the output here is another, the reason.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use proofpress_plugin::testing::{self, Recorded};
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

#[test]
fn as_python_does() {
    let real = Recorded {
        library: "Python",
        python: PYTHON,
        at_least: 80,
        same: |one, other| one == other,
    };
    real.check(ours);
}
