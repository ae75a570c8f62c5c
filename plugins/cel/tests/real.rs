//! Expressions whose value was recorded from `cel-python`, and held against it again where it is
//! installed.
//!
//! A line of `tests/real/cases.jsonl` is a list: expression, variables, value (`["error"]` where
//! there is none), and where the value here is another, the reason.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use proofpress_cel::Cel;
use proofpress_plugin::testing::{self, Recorded};
use serde_json::{Value, json};

const PYTHON: &str = r#"
import json, sys, celpy
environment = celpy.Environment()
for line in sys.stdin:
    case = json.loads(line)
    try:
        program = environment.program(environment.compile(case[0]))
        value = program.evaluate({name: celpy.json_to_cel(item) for name, item in case[1].items()})
        result = json.loads(json.dumps(value, cls=celpy.CELJSONEncoder))
    except Exception: result = ["error"]
    print(json.dumps(result))
"#;

fn ours(expression: &str, variables: &Value) -> Value {
    let mut request = testing::request("cel", expression);
    request.stdin = variables.to_string().into_bytes();
    let result = testing::run::<Cel>(&request).unwrap();
    match result.steps[0].status {
        0 => serde_json::from_str(&testing::streams(&result).0).unwrap(),
        _ => json!(["error"]),
    }
}

#[test]
fn as_celpy_does() {
    let real = Recorded {
        library: "cel-python",
        python: PYTHON,
        at_least: 80,
        same: |one, other| one == other,
    };
    real.check(ours);
}
