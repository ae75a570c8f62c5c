//! YAML into the spanned tree. The parser counts characters; we count bytes.

use saphyr::{LoadableYamlNode as _, MarkedYaml, Marker, Scalar, YamlData};

use super::{Entry, Node, SyntaxError, Value};
use crate::source::Span;

pub(super) fn read(text: &str) -> Result<Node, SyntaxError> {
    let bytes = ByteOffsets::new(text);
    let documents = MarkedYaml::load_from_str(text).map_err(|why| SyntaxError {
        message: why.info().to_owned(),
        span: Span::at(bytes.at(*why.marker())),
    })?;
    match documents.as_slice() {
        [] => Ok(Node { span: Span::at(0), value: Value::Table(Vec::new()) }),
        [document] => Ok(node(document, &bytes)),
        [_, second, ..] => Err(SyntaxError {
            message: "a second document starts here".into(),
            span: Span::at(bytes.at(second.span.start)),
        }),
    }
}

/// The byte offset of every character, for text in which they differ.
struct ByteOffsets {
    offsets: Option<Vec<usize>>,
    end: usize,
}

impl ByteOffsets {
    fn new(text: &str) -> Self {
        let offsets = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect());
        Self { offsets, end: text.len() }
    }

    fn at(&self, marker: Marker) -> usize {
        match &self.offsets {
            None => marker.index().min(self.end),
            Some(offsets) => offsets.get(marker.index()).copied().unwrap_or(self.end),
        }
    }

    fn span(&self, node: &MarkedYaml<'_>) -> Span {
        let (start, end) = (self.at(node.span.start), self.at(node.span.end));
        Span::new(start, end.max(start))
    }
}

fn node(yaml: &MarkedYaml<'_>, bytes: &ByteOffsets) -> Node {
    Node { span: bytes.span(yaml), value: value(&yaml.data, bytes) }
}

fn value<'a>(data: &YamlData<'a, MarkedYaml<'a>>, bytes: &ByteOffsets) -> Value {
    match data {
        YamlData::Value(Scalar::Null) => Value::Null,
        YamlData::Value(Scalar::Boolean(value)) => Value::Bool(*value),
        YamlData::Value(Scalar::Integer(value)) => Value::Integer(*value),
        YamlData::Value(Scalar::FloatingPoint(value)) => Value::Float(value.into_inner()),
        YamlData::Value(Scalar::String(text)) => Value::String(text.to_string()),
        YamlData::Representation(text, ..) => Value::String(text.to_string()),
        YamlData::Sequence(items) => {
            Value::List(items.iter().map(|item| node(item, bytes)).collect())
        }
        YamlData::Mapping(pairs) => Value::Table(
            pairs
                .iter()
                .map(|(key, item)| Entry {
                    key: key_text(key, bytes),
                    span: bytes.span(key),
                    node: node(item, bytes),
                })
                .collect(),
        ),
        YamlData::Tagged(_, inner) => value(&inner.data, bytes),
        YamlData::Alias(_) | YamlData::BadValue => Value::Null,
    }
}

/// A key as text: `1: x` has the key `1`.
fn key_text(key: &MarkedYaml<'_>, bytes: &ByteOffsets) -> String {
    match value(&key.data, bytes) {
        Value::String(text) => text,
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Bool(value) => value.to_string(),
        _ => String::new(),
    }
}
