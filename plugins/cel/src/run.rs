//! Evaluates an expression with the fields of the JSON on its standard input as variables.

use std::sync::Arc;

use cel::objects::{Key, Map};
use cel::{Context, ExecutionError, Value};
use proofpress_plugin::{Declined, Extra, Output, OutputStream, RunRequest, RunResult, StepResult};

use crate::expression;

/// Evaluates an expression.
///
/// # Errors
///
/// [`Declined`] where the request is not one for an expression.
pub(crate) fn run(request: &RunRequest) -> Result<RunResult, Declined> {
    let [text] = request.main.steps.as_slice() else {
        return Err(Declined("an expression is one text, not a transcript".into()));
    };
    if !request.args.is_empty() {
        return Err(Declined("an expression takes no arguments".into()));
    }
    let mut context = Context::default();
    for (name, value) in variables(&request.stdin)? {
        context.add_variable_from_value(name, value_of(value));
    }
    let (to, text, status) = match expression::compile(text)? {
        Err(mistakes) => {
            let first = mistakes.first().map_or("", |mistake| mistake.message.as_str());
            (OutputStream::Stderr, format!("syntax error: {first}"), 1)
        }
        Ok(program) => match program.execute(&context) {
            Ok(value) => match shown(&value) {
                Some(text) => (OutputStream::Stdout, text, 0),
                None => (OutputStream::Stderr, "error: the result is no value".into(), 1),
            },
            Err(error) => (OutputStream::Stderr, format!("error: {}", told(&error)), 1),
        },
    };
    let mut output = Output::default();
    let written = output.write(to, format!("{text}\n").as_bytes());
    Ok(RunResult {
        steps: vec![StepResult { output: output.take(), status }],
        raised: written.err().map(Into::into),
        files: Vec::new(),
        artifacts: Vec::new(),
        facts: vec![Extra { key: "cel-rust".into(), value: "0.15.0".into() }],
    })
}

/// The fields of a JSON object.
fn variables(input: &[u8]) -> Result<serde_json::Map<String, serde_json::Value>, Declined> {
    let input = String::from_utf8_lossy(input);
    if input.trim().is_empty() {
        return Ok(serde_json::Map::new());
    }
    serde_json::from_str(&input)
        .map_err(|why| Declined(format!("the variables are no JSON object: {why}")))
}

/// JSON as values. A number without a fraction is an `int`, as where programs read JSON for CEL.
fn value_of(json: serde_json::Value) -> Value {
    use serde_json::Value as Json;
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(value),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Value::Int(whole),
            None => Value::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        Json::String(text) => Value::String(Arc::new(text)),
        Json::Array(items) => Value::List(Arc::new(items.into_iter().map(value_of).collect())),
        Json::Object(fields) => {
            let field = |(key, value)| (Key::String(Arc::new(key)), value_of(value));
            Value::Map(Map { map: Arc::new(fields.into_iter().map(field).collect()) })
        }
    }
}

/// A value as JSON; strings, too.
fn shown(value: &Value) -> Option<String> {
    let json = value.json().ok()?;
    serde_json::to_string_pretty(&json).ok()
}

/// An error in the words of the language's specification where it has some.
fn told(error: &ExecutionError) -> String {
    match error {
        ExecutionError::NoSuchKey(key) => format!("no such key: {key}"),
        ExecutionError::UndeclaredReference(name) => format!("undeclared reference to '{name}'"),
        ExecutionError::DivisionByZero(_) => "divide by zero".into(),
        ExecutionError::RemainderByZero(_) => "modulus by zero".into(),
        ExecutionError::Overflow(..) => "integer overflow".into(),
        ExecutionError::NoSuchOverload(_) | ExecutionError::UnsupportedBinaryOperator(..) => {
            "no such overload".into()
        }
        ExecutionError::IndexOutOfBounds(_) => "index out of bounds".into(),
        other => other.to_string(),
    }
}
