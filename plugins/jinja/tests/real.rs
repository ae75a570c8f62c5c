//! Templates whose output was recorded from Jinja, and held against it again where it is installed.
//!
//! A line of `tests/real/cases.jsonl` is a list: template, variables, output (`["error"]` where
//! there is none), and where the output here is another, the reason.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use proofpress_jinja::Jinja;
use proofpress_plugin::testing::{self, Recorded};
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

#[test]
fn as_jinja_does() {
    let real = Recorded {
        library: "Jinja",
        python: PYTHON,
        at_least: 80,
        same: |one, other| one == other,
    };
    real.check(ours);
}
