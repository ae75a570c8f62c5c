//! YAML text as values with spans.
//!
//! Built from the parser's events rather than from a ready tree, because Kubernetes reads plain
//! scalars its own way ([`crate::scalar`]) and because keys need spans. Knows nothing of
//! Kubernetes objects.

use std::collections::BTreeMap;

use proofpress_plugin::Span;
use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use crate::scalar;

/// Aliases can make a short text mean a huge value; no manifest comes near this many values.
const MOST_NODES: usize = 100_000;
/// Nor this deep.
const DEEPEST: usize = 200;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    /// The text of the value; for an alias, that of what it stands for.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// A value as Kubernetes reads it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// `null`, `~`, or nothing at all.
    Null,
    /// A boolean, also one spelled `yes` or `off`.
    Bool(bool),
    /// A whole number.
    Int(i128),
    /// Any other number.
    Float(f64),
    /// A string.
    Str(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order of the text. The last of equal keys counts.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    /// The key; one that is no string is spelled as in JSON.
    pub key: String,
    /// The text of the key.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The entry with this key.
    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().rev().find(|entry| entry.key == key)
    }

    /// Whether no later entry of this mapping has the same key.
    pub(crate) fn is_last(&self, entry: &Entry) -> bool {
        self.entry(&entry.key).is_some_and(|last| std::ptr::eq(last, entry))
    }

    /// The value of this key; `None` also where it is null, as the API treats both alike.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        let value = &self.entry(key)?.value;
        (value.value != Value::Null).then_some(value)
    }

    /// The value under these keys, one inside the other.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The entries of a mapping, else none.
    pub(crate) fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a sequence, else none.
    pub(crate) fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The string.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number.
    pub(crate) fn int(&self) -> Option<i128> {
        match &self.value {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// The boolean.
    pub(crate) fn bool(&self) -> Option<bool> {
        match &self.value {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }
}

/// Whether both mean the same, wherever they stand and in whatever order their keys are.
pub(crate) fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Map(entries), Value::Map(others)) => {
            entries.len() == others.len()
                && entries.iter().all(|entry| {
                    b.entry(&entry.key).is_some_and(|other| same(&entry.value, &other.value))
                })
        }
        (a, b) => a == b,
    }
}

/// A text that parsed.
#[derive(Debug, Default)]
pub(crate) struct Stream {
    /// The values of its documents.
    pub documents: Vec<Node>,
    /// Whether braces stand where a template engine would fill something in: in a plain scalar,
    /// as `{{ x }}` (to YAML a mapping that is a key), or around Helm's own values.
    pub is_template: bool,
}

/// Reads the documents of a text.
///
/// # Errors
///
/// Why it cannot be read, in a few words.
pub(crate) fn parse(source: &str) -> Result<Stream, String> {
    let mut reader = Reader { offsets: Offsets::new(source), ..Reader::default() };
    for event in Parser::new_from_str(source) {
        let (event, span) = event.map_err(|why| why.info().to_owned())?;
        let span = reader.offsets.span(span);
        reader.take(event, span)?;
    }
    Ok(reader.stream)
}

/// Turns the parser's character offsets into byte offsets.
#[derive(Default)]
struct Offsets {
    /// The byte offset of every character and of the end; empty where the text is ASCII.
    bytes: Vec<usize>,
    length: usize,
}

impl Offsets {
    fn new(source: &str) -> Self {
        let length = source.len();
        let bytes = match source.is_ascii() {
            true => Vec::new(),
            false => source.char_indices().map(|(at, _)| at).chain([length]).collect(),
        };
        Self { bytes, length }
    }

    fn at(&self, characters: usize) -> usize {
        let byte = if self.bytes.is_empty() {
            Some(characters)
        } else {
            self.bytes.get(characters).copied()
        };
        byte.unwrap_or(self.length).min(self.length)
    }

    fn span(&self, span: saphyr_parser::Span) -> Span {
        let (start, end) = (self.at(span.start.index()), self.at(span.end.index()));
        Span::new(start, end.max(start))
    }
}

/// A collection that is not yet closed.
struct Open {
    anchor: usize,
    start: Span,
    items: Vec<Node>,
    is_map: bool,
}

#[derive(Default)]
struct Reader {
    offsets: Offsets,
    open: Vec<Open>,
    anchors: BTreeMap<usize, (Node, usize)>,
    stream: Stream,
    nodes: usize,
}

impl Reader {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), String> {
        match event {
            Event::DocumentStart(_) => self.anchors.clear(),
            Event::Scalar(text, style, anchor, tag) => {
                self.stream.is_template |= is_filled_in(&text, style);
                let value = scalar_value(&text, style, tag.as_deref());
                self.add(Node { span, value }, anchor)?;
            }
            Event::SequenceStart(anchor, _) => self.begin(anchor, span, false)?,
            Event::MappingStart(anchor, _) => self.begin(anchor, span, true)?,
            Event::SequenceEnd | Event::MappingEnd => self.close(span)?,
            Event::Alias(anchor) => {
                // An alias inside its own anchor has no value yet, and go-yaml refuses it too.
                let (node, size) =
                    self.anchors.get(&anchor).ok_or("an anchor that contains itself")?;
                self.nodes += size;
                let node = node.clone();
                self.add(node, 0)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, anchor: usize, start: Span, is_map: bool) -> Result<(), String> {
        self.open.push(Open { anchor, start, items: Vec::new(), is_map });
        if self.open.len() > DEEPEST { Err("nested too deep".to_owned()) } else { Ok(()) }
    }

    fn close(&mut self, end: Span) -> Result<(), String> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        // A block collection ends where the next token starts; its text ends with its last item.
        let inner = open.items.iter().map(|item| item.span.end).max().unwrap_or(open.start.end);
        let is_flow = end.end > end.start;
        let until = if is_flow { end.end } else { inner.max(open.start.start) };
        let span = Span::new(open.start.start, until.max(open.start.start));
        let value = if open.is_map { mapping(open.items) } else { Value::List(open.items) };
        self.add(Node { span, value }, open.anchor)
    }

    fn add(&mut self, node: Node, anchor: usize) -> Result<(), String> {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return Err("its aliases expand too far".to_owned());
        }
        if anchor != 0 {
            let size = size(&node);
            self.anchors.insert(anchor, (node.clone(), size));
        }
        match self.open.last_mut() {
            Some(open) => {
                let is_key = open.is_map && open.items.len().is_multiple_of(2);
                self.stream.is_template |= is_key && matches!(node.value, Value::Map(_));
                open.items.push(node);
            }
            None => self.stream.documents.push(node),
        }
        Ok(())
    }
}

/// Whether a scalar holds something for a template engine. Quoted and block text may hold braces
/// for other readers: dashboards, alerts, workflows.
fn is_filled_in(text: &str, style: ScalarStyle) -> bool {
    let is_quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
    let is_helm = text.contains(".Values.") || text.contains(".Release.");
    text.contains("{{") && (style == ScalarStyle::Plain || is_quoted && is_helm)
}

fn size(node: &Node) -> usize {
    let items: usize = node.items().iter().map(size).sum();
    1 + items + node.entries().iter().map(|entry| size(&entry.value)).sum::<usize>()
}

fn scalar_value(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Value {
    let tag = tag.filter(|tag| tag.is_yaml_core_schema()).map(|tag| tag.suffix.as_str());
    match (tag, style) {
        (Some("str" | "binary" | "timestamp"), _) => Value::Str(text.to_owned()),
        (Some("int" | "float" | "bool" | "null"), _) | (None, ScalarStyle::Plain) => {
            scalar::resolve(text)
        }
        _ => Value::Str(text.to_owned()),
    }
}

/// Pairs keys with values and expands merge keys, whose entries never win over explicit ones.
fn mapping(items: Vec<Node>) -> Value {
    let (mut entries, mut merged) = (Vec::new(), Vec::new());
    let mut items = items.into_iter();
    while let (Some(key), Some(value)) = (items.next(), items.next()) {
        if key.text() == Some("<<") {
            match value.value {
                Value::Map(from) => merged.extend(from),
                // Of several merged mappings the first that has a key wins.
                Value::List(from) => {
                    merged.extend(from.into_iter().rev().flat_map(|node| node.entries().to_vec()));
                }
                _ => {}
            }
        } else {
            entries.push(Entry { key: key_text(&key.value), key_span: key.span, value });
        }
    }
    merged.retain(|entry: &Entry| entries.iter().all(|own: &Entry| own.key != entry.key));
    merged.extend(entries);
    Value::Map(merged)
}

/// JSON knows only string keys; `sigs.k8s.io/yaml` turns the others into these.
fn key_text(key: &Value) -> String {
    match key {
        Value::Str(text) => text.clone(),
        Value::Bool(value) => value.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Null => "null".to_owned(),
        Value::List(_) | Value::Map(_) => String::new(),
    }
}
