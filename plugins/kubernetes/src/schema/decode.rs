//! Holds a value against a shape as the API server's strict decoder does.
//!
//! `null` is "not said" wherever a field is optional. Numbers with nothing after the point are
//! whole numbers. What the server only checks later (cross-field rules, names) is not here.

use proofpress_plugin::Span;

use super::{Api, Field, Shape, choices};
use crate::quantity;
use crate::syntax::{Entry, Node, Value};

/// How a value differs from its shape.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Mistake<'a> {
    /// A key that is no field; what the fields are, and the one of them whose object has it.
    UnknownField {
        key: &'a Entry,
        path: String,
        fields: Vec<&'static str>,
        inside: Option<&'static str>,
    },
    /// A required field is not there, or null. `span` is the key of the object without it.
    Missing { field: &'static str, path: String, span: Span },
    /// A value of another type.
    WrongType { value: &'a Node, path: String, expected: &'static str, is_text: bool },
    /// A string that is not one of the few the field takes.
    NotAllowed { value: &'a Node, path: String, text: &'a str, allowed: &'static [&'static str] },
    /// A string that is no quantity.
    NoQuantity { value: &'a Node, path: String, text: &'a str },
    /// A string that is not base64.
    NoBase64 { value: &'a Node, path: String },
    /// A number that does not fit.
    TooLarge { value: &'a Node, path: String, bits: u8 },
}

/// Everything that is wrong with `node` as `shape`, in the order of the text of each object.
/// `head` is where a required field missing at the top is reported.
pub(crate) fn decode<'a>(api: Api, shape: Shape, node: &'a Node, head: Span) -> Vec<Mistake<'a>> {
    let mut decoder = Decoder { api, mistakes: Vec::new() };
    decoder.value(shape, node, "", head);
    decoder.mistakes
}

struct Decoder<'a> {
    api: Api,
    mistakes: Vec<Mistake<'a>>,
}

impl<'a> Decoder<'a> {
    /// `key` is the text that names the value: its key, or the item itself.
    fn value(&mut self, shape: Shape, node: &'a Node, path: &str, key: Span) {
        if node.value == Value::Null {
            return;
        }
        match (shape, &node.value) {
            (Shape::Named(name), _) => {
                let shape = self.api.definition(name).unwrap_or(Shape::Any);
                match (shape, &node.value) {
                    (Shape::Record(_), Value::Map(_)) => {
                        self.record(name, shape, node, path, key);
                    }
                    _ => self.value(shape, node, path, key),
                }
            }
            (Shape::Record(_), Value::Map(_)) => self.record("", shape, node, path, key),
            (Shape::List(inner), Value::List(items)) => {
                let shape = Shape::read(inner);
                for (index, item) in items.iter().enumerate() {
                    let head = item.entries().first().map_or(item.span, |first| first.key_span);
                    self.value(shape, item, &format!("{path}[{index}]"), head);
                }
            }
            (Shape::Map(inner), Value::Map(entries)) => {
                let shape = Shape::read(inner);
                for entry in entries.iter().filter(|entry| node.is_last(entry)) {
                    self.value(shape, &entry.value, &join(path, &entry.key), entry.key_span);
                }
            }
            _ => self.leaf(shape, node, path),
        }
    }

    /// `name` is that of the definition.
    fn record(&mut self, name: &str, shape: Shape, node: &'a Node, path: &str, key: Span) {
        let (fields, entries): (Vec<Field>, _) = (shape.fields().collect(), node.entries());
        for entry in entries {
            let Some(field) = fields.iter().find(|field| field.name == entry.key) else {
                let inside = self.inside(&fields, &entry.key);
                let (path, fields) =
                    (path.to_owned(), fields.iter().map(|field| field.name).collect());
                self.mistakes.push(Mistake::UnknownField { key: entry, path, fields, inside });
                continue;
            };
            if node.is_last(entry) {
                let shape = Shape::read(field.shape);
                let path = join(path, field.name);
                self.value(shape, &entry.value, &path, entry.key_span);
                if let Some(allowed) = choices::of(name, field.name) {
                    self.choice(allowed, &entry.value, &path);
                }
            }
        }
        for field in fields.iter().filter(|field| field.required) {
            let nullable = matches!(Shape::read(field.shape), Shape::Named(_));
            let found = node.entry(field.name);
            if found.is_none_or(|found| found.value.value == Value::Null && !nullable) {
                let path = path.to_owned();
                self.mistakes.push(Mistake::Missing { field: field.name, path, span: key });
            }
        }
    }

    /// An empty string is "not said" almost everywhere.
    fn choice(&mut self, allowed: &'static [&'static str], node: &'a Node, path: &str) {
        for value in node.items().iter().chain([node]) {
            if let Some(text) = value.text()
                && !(text.is_empty() || allowed.contains(&text) || is_placeholder(text))
            {
                let path = path.to_owned();
                self.mistakes.push(Mistake::NotAllowed { value, path, text, allowed });
            }
        }
    }

    /// The field whose object has a field of this name, if there is just one.
    fn inside(&self, fields: &[Field], name: &str) -> Option<&'static str> {
        let mut having = fields.iter().filter(|field| {
            let Shape::Named(inner) = Shape::read(field.shape) else { return false };
            let inner = self.api.definition(inner);
            inner.is_some_and(|inner| inner.fields().any(|field| field.name == name))
        });
        let found = having.next()?;
        having.next().is_none().then_some(found.name)
    }

    fn leaf(&mut self, shape: Shape, node: &'a Node, path: &str) {
        let path = || path.to_owned();
        let wrong = |expected, is_text| {
            Some(Mistake::WrongType { value: node, path: path(), expected, is_text })
        };
        let mistake = match (shape, &node.value) {
            (Shape::Text | Shape::Bytes, value) if !matches!(value, Value::Str(_)) => {
                wrong("a string", true)
            }
            (Shape::Bytes, Value::Str(text)) if !is_base64(text) && !is_placeholder(text) => {
                Some(Mistake::NoBase64 { value: node, path: path() })
            }
            (Shape::Int32, value) if whole(value).is_some_and(|n| i32::try_from(n).is_err()) => {
                Some(Mistake::TooLarge { value: node, path: path(), bits: 32 })
            }
            (Shape::Int64, value) if whole(value).is_some_and(|n| i64::try_from(n).is_err()) => {
                Some(Mistake::TooLarge { value: node, path: path(), bits: 64 })
            }
            (Shape::Int32 | Shape::Int64, value) if whole(value).is_none() => {
                wrong("an integer", false)
            }
            (Shape::Number, value) if !matches!(value, Value::Int(_) | Value::Float(_)) => {
                wrong("a number", false)
            }
            (Shape::Bool, value) if !matches!(value, Value::Bool(_)) => wrong("a boolean", false),
            (Shape::IntOrString, value)
                if !matches!(value, Value::Str(_)) && whole(value).is_none() =>
            {
                wrong("an integer or a string", false)
            }
            (Shape::Quantity, Value::Str(text))
                if !quantity::is_quantity(text) && !is_placeholder(text) =>
            {
                Some(Mistake::NoQuantity { value: node, path: path(), text })
            }
            (Shape::Quantity, Value::Bool(_) | Value::List(_) | Value::Map(_)) => {
                wrong("a quantity", false)
            }
            (Shape::Object | Shape::Map(_) | Shape::Record(_), value)
                if !matches!(value, Value::Map(_)) =>
            {
                wrong("an object", false)
            }
            (Shape::List(_), _) => wrong("a list", false),
            _ => None,
        };
        self.mistakes.extend(mistake);
    }
}

/// The whole number a JSON number stands for: `3.0` is 3.
fn whole(value: &Value) -> Option<i128> {
    match value {
        Value::Int(number) => Some(*number),
        Value::Float(number) if number.fract() == 0.0 => Some(*number as i128),
        _ => None,
    }
}

/// Standard base64 with padding; Go's decoder skips line ends.
fn is_base64(text: &str) -> bool {
    let text: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\n' | b'\r')).collect();
    let body = text.strip_suffix(b"==").or_else(|| text.strip_suffix(b"=")).unwrap_or(&text);
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    text.len().is_multiple_of(4) && body.iter().all(plain)
}

/// What pages write for a value the reader fills in: `MDI...`, `<token>`, `<size>Gi`,
/// `YOUR_ENCODED_TOKEN`, `base64 encoded token here`.
fn is_placeholder(text: &str) -> bool {
    let is_constant =
        text.contains('_') && !text.contains(|letter: char| letter.is_ascii_lowercase());
    let is_request = text.contains(' ') && text.to_ascii_lowercase().contains("base64");
    text.contains("...") || text.contains(['…', '<', '$']) || is_constant || is_request
}

/// A path with one more key: `spec` and `containers` give `spec.containers`.
fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
