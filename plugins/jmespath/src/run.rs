//! Applies an expression to the JSON on its standard input and writes the result, as `jp` does.

use jmespath::Variable;
use proofpress_plugin::{Declined, Extra, Output, OutputStream, RunRequest, RunResult, StepResult};
use serde_json::Value;

use crate::expression;

/// The statuses of `jp`.
const WRONG_EXPRESSION: i32 = 1;
const WRONG_INPUT: i32 = 2;

/// Runs an expression.
///
/// # Errors
///
/// [`Declined`] where the request is not one for an expression.
pub(crate) fn run(request: &RunRequest) -> Result<RunResult, Declined> {
    let [text] = request.main.steps.as_slice() else {
        return Err(Declined("an expression is one text, not a transcript".into()));
    };
    let unquoted = match request.args.as_slice() {
        [] => false,
        [flag] if flag == "-u" || flag == "--unquoted" => true,
        _ => return Err(Declined("of arguments there is only `-u`".into())),
    };
    let input = String::from_utf8_lossy(&request.stdin);
    let input = if input.trim().is_empty() { "null" } else { &input };
    let (to, text, status) = match expression::compile(text)? {
        Err((error, _)) => (OutputStream::Stderr, error.to_string(), WRONG_EXPRESSION),
        Ok(expression) => match Variable::from_json(input) {
            Err(why) => (OutputStream::Stderr, format!("error in the input: {why}"), WRONG_INPUT),
            Ok(data) => match expression.search(data) {
                Err(error) => (OutputStream::Stderr, error.to_string(), WRONG_EXPRESSION),
                Ok(result) => (OutputStream::Stdout, shown(&result, unquoted), 0),
            },
        },
    };
    let mut output = Output::default();
    let written = output.write(to, format!("{}\n", text.trim_end()).as_bytes());
    Ok(RunResult {
        steps: vec![StepResult { output: output.take(), status }],
        raised: written.err().map(Into::into),
        files: Vec::new(),
        artifacts: Vec::new(),
        facts: vec![Extra { key: "jmespath.rs".into(), value: "0.5.0".into() }],
    })
}

fn shown(result: &Variable, unquoted: bool) -> String {
    match result {
        Variable::String(text) if unquoted => text.clone(),
        other => {
            let value = serde_json::to_value(other).map(whole);
            value.and_then(|value| serde_json::to_string_pretty(&value)).unwrap_or_default()
        }
    }
}

/// Numbers without a fraction as whole ones: functions of numbers give `3.0` for `3`.
fn whole(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(whole).collect(),
        Value::Object(fields) => {
            fields.into_iter().map(|(key, value)| (key, whole(value))).collect()
        }
        Value::Number(number) => {
            let rounded =
                number.as_f64().filter(|value| value.fract() == 0.0 && value.abs() < 9e15);
            #[expect(clippy::cast_possible_truncation, reason = "whole and within 53 bits")]
            let rounded = rounded.map(|value| value as i64);
            rounded.map_or(Value::Number(number), Value::from)
        }
        other => other,
    }
}
