//! TOML and YAML as one tree in which every key and value knows its place.
//!
//! Configuration and front matter are read through it: [`Table`] hands out typed values by key,
//! and whatever is left over, or of the wrong type, becomes a finding with a place and a
//! suggestion. It knows nothing of what the keys mean.

mod table;
mod toml;
mod yaml;

pub use table::{Reader, Table};

use crate::source::Span;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its place in the text.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, or nothing after the colon (YAML).
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a point.
    Float(f64),
    /// Text.
    String(String),
    /// A date or time as written (TOML has a type for it; YAML dates arrive as text).
    Date(String),
    /// A list.
    List(Vec<Node>),
    /// A table or mapping, in the order written.
    Table(Vec<Entry>),
}

/// A key of a table with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub span: Span,
    /// Its value.
    pub node: Node,
}

/// Why a text could not be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// One line, without a full stop.
    pub message: String,
    /// The place.
    pub span: Span,
}

impl Node {
    /// Reads TOML.
    ///
    /// # Errors
    ///
    /// Where the text is not TOML 1.1.
    pub fn toml(text: &str) -> Result<Self, SyntaxError> {
        toml::read(text)
    }

    /// Reads YAML; an empty text is an empty table.
    ///
    /// # Errors
    ///
    /// Where the text is not YAML 1.2 or holds more than one document.
    pub fn yaml(text: &str) -> Result<Self, SyntaxError> {
        yaml::read(text)
    }

    /// What it is, for messages: `a list`.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "a boolean",
            Value::Integer(_) => "a whole number",
            Value::Float(_) => "a number",
            Value::String(_) => "a string",
            Value::Date(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }

    /// The same data without places.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            Value::Integer(value) => Json::from(*value),
            Value::Float(value) => Json::from(*value),
            Value::String(text) | Value::Date(text) => Json::String(text.clone()),
            Value::List(items) => Json::Array(items.iter().map(Self::to_json).collect()),
            Value::Table(entries) => Json::Object(
                entries.iter().map(|entry| (entry.key.clone(), entry.node.to_json())).collect(),
            ),
        }
    }
}
