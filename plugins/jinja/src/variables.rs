//! What a template is rendered with: JSON or YAML.

use minijinja::Value;
use minijinja::value::ValueKind;
use saphyr::{LoadableYamlNode, Scalar, Yaml};

/// Deepest nesting of lists and objects.
const DEEPEST: usize = 100;

/// Reads the variables: an object. The order of its keys is kept.
///
/// # Errors
///
/// What is wrong with them.
pub(crate) fn read(text: &str) -> Result<Value, String> {
    if text.trim().is_empty() {
        return Ok(Value::from_pairs(std::iter::empty::<(String, Value)>()));
    }
    let value = match serde_json::from_str::<Value>(text) {
        Ok(value) => value,
        Err(why) if text.trim_start().starts_with(['{', '[']) => return Err(why.to_string()),
        Err(_) => {
            let documents = Yaml::load_from_str(text).map_err(|why| why.to_string())?;
            let first = documents.first().ok_or("there is nothing in it")?;
            value_of(first, 0).ok_or("it nests too deep, or holds what JSON cannot")?
        }
    };
    match value.kind() {
        ValueKind::Map => Ok(value),
        _ => Err("the variables are no object".into()),
    }
}

fn value_of(yaml: &Yaml<'_>, depth: usize) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    Some(match yaml {
        Yaml::Value(scalar) => match scalar {
            Scalar::Null => Value::from(()),
            Scalar::Boolean(value) => (*value).into(),
            Scalar::Integer(value) => (*value).into(),
            Scalar::FloatingPoint(value) => value.into_inner().into(),
            Scalar::String(value) => Value::from(value.to_string()),
        },
        Yaml::Sequence(items) => {
            let items: Option<Vec<Value>> =
                items.iter().map(|item| value_of(item, depth + 1)).collect();
            Value::from(items?)
        }
        Yaml::Mapping(fields) => {
            let field = |(key, value): (&Yaml<'_>, &Yaml<'_>)| {
                Some((value_of(key, depth + 1)?, value_of(value, depth + 1)?))
            };
            let fields: Option<Vec<(Value, Value)>> = fields.iter().map(field).collect();
            Value::from_pairs(fields?)
        }
        _ => return None,
    })
}
