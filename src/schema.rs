//! JSON Schema of a plugin's configuration: which schema is accepted, and what in a configuration
//! does not agree with it, each complaint with a JSON pointer.
//!
//! A schema comes from a plugin, so it is hostile until `bounds` has looked at it: it can make
//! nobody fetch anything, and to hold a configuration against it takes little. This module knows
//! nothing of plugins or of files.

mod bounds;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, PatternOptions, ValidationError, Validator};
use serde_json::Value;

use crate::diagnostic::did_you_mean;

/// The most complaints about one configuration.
const MAX_PROBLEMS: usize = 100;
/// The most memory a pattern may take once compiled, in bytes.
const PATTERN_SIZE: usize = 1 << 20;
/// The longest message of a complaint, in bytes.
const MAX_MESSAGE: usize = 500;

/// A schema that was accepted.
#[derive(Debug)]
pub(crate) struct Schema {
    document: Value,
    validator: Validator,
}

/// Something in a configuration that does not agree with its schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Where: a JSON pointer into the configuration, to a value that is there.
    pub(crate) pointer: String,
    /// What is wrong, on one line.
    pub(crate) message: String,
    /// What to do about it, where there is something to offer.
    pub(crate) help: Option<String>,
}

impl Schema {
    /// Takes a schema in; the error says why it is not accepted.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let document = bounds::read(text)?;
        let patterns =
            PatternOptions::regex().size_limit(PATTERN_SIZE).dfa_size_limit(PATTERN_SIZE);
        let validator = jsonschema::draft202012::options()
            .offline()
            .with_pattern_options(patterns)
            .should_validate_formats(false)
            .build(&document)
            .map_err(|why| {
                let at = why.instance_path().as_str();
                let at = if at.is_empty() { String::new() } else { format!(" at `{at}`") };
                format!("it is no JSON Schema (2020-12){at}: {}", cut(why.to_string()))
            })?;
        Ok(Self { document, validator })
    }

    /// What in `config` does not agree, in the order of the schema.
    pub(crate) fn problems(&self, config: &Value) -> Vec<Problem> {
        let errors = self.validator.iter_errors(config);
        errors.flat_map(|error| self.problem(&error)).take(MAX_PROBLEMS).collect()
    }

    fn problem(&self, error: &ValidationError<'_>) -> Vec<Problem> {
        let pointer = error.instance_path().as_str();
        let plain = |message: String| {
            vec![Problem { pointer: pointer.to_owned(), message: cut(message), help: None }]
        };
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected }
            | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
                unexpected.iter().map(|key| self.unknown(pointer, key, error)).collect()
            }
            ValidationErrorKind::Required { property } => {
                plain(format!("`{}` is missing", property.as_str().unwrap_or_default()))
            }
            ValidationErrorKind::Type { kind } => plain(format!(
                "it must be {}, not {}",
                wanted(kind),
                kind_of(error.instance().as_ref())
            )),
            ValidationErrorKind::Enum { options } => {
                let options = options.as_array().map_or(&[] as &[Value], Vec::as_slice);
                let words: Vec<String> =
                    options.iter().map(|option| format!("`{}`", shown(option))).collect();
                let mut problems = plain(format!("it must be {}", either(&words)));
                let given = error.instance().as_str().map(str::to_owned);
                if let (Some(given), [problem]) = (given, problems.as_mut_slice()) {
                    let near = did_you_mean(&given, options.iter().filter_map(Value::as_str));
                    problem.help = near.map(|near| format!("did you mean `{near}`?"));
                }
                problems
            }
            _ => plain(error.to_string()),
        }
    }

    /// A key the schema does not know.
    fn unknown(&self, pointer: &str, key: &str, error: &ValidationError<'_>) -> Problem {
        let known = self.properties_beside(error.schema_path().as_str());
        let help = match did_you_mean(key, known.iter().map(String::as_str)) {
            Some(near) => Some(format!("did you mean `{near}`?")),
            None if known.is_empty() => None,
            None => Some(cut(format!("known keys: {}", known.join(", ")))),
        };
        Problem {
            pointer: format!("{pointer}/{}", escaped(key)),
            message: cut(format!("unknown key `{key}`")),
            help,
        }
    }

    /// The names in the `properties` beside the keyword at that path. The path goes through
    /// references as through anything else.
    fn properties_beside(&self, path: &str) -> Vec<String> {
        let mut at = &self.document;
        let steps: Vec<String> = path.split('/').skip(1).map(unescaped).collect();
        let (_, steps) = steps.split_last().unwrap_or((&String::new(), &[])).to_owned();
        for step in steps {
            let next = match (step.as_str(), at) {
                ("$ref", Value::Object(map)) => map
                    .get("$ref")
                    .and_then(Value::as_str)
                    .and_then(|target| bounds::target(&self.document, target)),
                (key, Value::Object(map)) => map.get(key),
                (index, Value::Array(items)) => {
                    index.parse::<usize>().ok().and_then(|index| items.get(index))
                }
                _ => None,
            };
            match next {
                Some(next) => at = next,
                None => return Vec::new(),
            }
        }
        let properties = at.get("properties").and_then(Value::as_object);
        properties.map(|map| map.keys().cloned().collect()).unwrap_or_default()
    }
}

/// A key as a step of a JSON pointer (RFC 6901).
pub(crate) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The key that a step of a JSON pointer names.
fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// One line that is not too long.
fn cut(message: String) -> String {
    let mut line = message.replace(['\n', '\r'], " ");
    if line.len() > MAX_MESSAGE {
        line.truncate(line.floor_char_boundary(MAX_MESSAGE));
        line.push('…');
    }
    line
}

/// Text without quotes, everything else as JSON.
fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// `a`, `a or b`, `a, b or c`.
fn either(words: &[String]) -> String {
    match words {
        [] => "nothing".into(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn wanted(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(one) => name(*one).into(),
        TypeKind::Multiple(several) => {
            let words: Vec<String> = several.iter().map(|one| name(one).to_owned()).collect();
            either(&words)
        }
    }
}

fn name(kind: JsonType) -> &'static str {
    match kind {
        JsonType::Null => "nothing",
        JsonType::Boolean => "`true` or `false`",
        JsonType::Integer => "a whole number",
        JsonType::Number => "a number",
        JsonType::String => "a string",
        JsonType::Array => "a list",
        JsonType::Object => "a table",
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a number",
        Value::Number(_) => "a whole number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "a table",
    }
}

#[cfg(test)]
mod tests;
