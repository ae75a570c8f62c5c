//! Typed access to a table: take the keys one knows, report the rest.

use super::{Entry, Node, Value};
use crate::diagnostic::{Finding, Severity, did_you_mean};
use crate::source::{Location, SourceId, Span};

/// Collects what is wrong while a tree is read.
#[derive(Debug)]
pub struct Reader {
    source: SourceId,
    /// Added to every place: where the text starts in its file.
    offset: usize,
    /// First part of the rules' ids: `config` or `front-matter`.
    domain: &'static str,
    findings: Vec<Finding>,
}

impl Reader {
    /// A reader of text that starts at `offset` of `source`.
    pub fn new(source: SourceId, offset: usize, domain: &'static str) -> Self {
        Self { source, offset, domain, findings: Vec::new() }
    }

    /// What was wrong.
    pub fn finish(self) -> Vec<Finding> {
        self.findings
    }

    /// Whether anything was wrong so far.
    pub fn has_errors(&self) -> bool {
        !self.findings.is_empty()
    }

    /// Reports `message` at `span` under the domain's rule `name`.
    pub fn error(&mut self, name: &str, span: Span, message: impl Into<String>) -> &mut Finding {
        let rule = format!("{}/{name}", self.domain);
        self.findings.push(Finding::error(&rule, self.locate(span), message));
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// The place of a span of the text that is read.
    pub fn locate(&self, span: Span) -> Location {
        let span = Span::new(span.start + self.offset, span.end + self.offset);
        Location { source: self.source, span }
    }

    /// Opens a node as a table named `name` (for messages). Anything else is reported and reads
    /// as an empty table.
    pub fn table(&mut self, node: Node, name: &str) -> Table {
        let mut table = Table { name: name.to_owned(), entries: Vec::new(), asked: Vec::new() };
        match node.value {
            Value::Table(entries) => table.entries = entries,
            Value::Null => {}
            _ => self.wrong_type(name, "a table", &node),
        }
        table
    }

    /// Reports that a value is of the wrong type.
    pub fn wrong_type(&mut self, key: &str, wanted: &str, node: &Node) {
        // The text as a whole has no key.
        let what = if key.is_empty() { self.domain.replace('-', " ") } else { format!("`{key}`") };
        let message = format!("{what} must be {wanted}, not {}", node.kind());
        self.error("wrong-type", node.span, message);
    }
}

/// A table being read. Each key asked for is taken out; [`Table::finish`] reports the rest.
#[derive(Debug)]
pub struct Table {
    name: String,
    entries: Vec<Entry>,
    asked: Vec<&'static str>,
}

impl Table {
    /// Takes the value of a key out.
    pub fn take(&mut self, key: &'static str) -> Option<Node> {
        self.asked.push(key);
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(at).node).filter(|node| node.value != Value::Null)
    }

    /// Whether a key is there.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// A string; a number or date is taken as it is written.
    pub fn string(&mut self, key: &'static str, reader: &mut Reader) -> Option<String> {
        let node = self.take(key)?;
        let text = text(&node);
        if text.is_none() {
            reader.wrong_type(key, "a string", &node);
        }
        text
    }

    /// A boolean.
    pub fn bool(&mut self, key: &'static str, reader: &mut Reader) -> Option<bool> {
        let node = self.take(key)?;
        if let Value::Bool(value) = node.value {
            return Some(value);
        }
        reader.wrong_type(key, "`true` or `false`", &node);
        None
    }

    /// A whole number.
    pub fn integer(&mut self, key: &'static str, reader: &mut Reader) -> Option<i64> {
        let node = self.take(key)?;
        if let Value::Integer(value) = node.value {
            return Some(value);
        }
        reader.wrong_type(key, "a whole number", &node);
        None
    }

    /// A whole number that is not negative.
    pub fn unsigned(&mut self, key: &'static str, reader: &mut Reader) -> Option<u64> {
        let node = self.take(key)?;
        let Value::Integer(value) = node.value else {
            reader.wrong_type(key, "a whole number", &node);
            return None;
        };
        let unsigned = u64::try_from(value);
        if unsigned.is_err() {
            let message = format!("`{key}` must be zero or more, not `{value}`");
            reader.error("bad-value", node.span, message);
        }
        unsigned.ok()
    }

    /// A list of strings; a single string is a list of one.
    pub fn strings(&mut self, key: &'static str, reader: &mut Reader) -> Vec<String> {
        self.spanned_strings(key, reader).into_iter().map(|(text, _)| text).collect()
    }

    /// [`Table::strings`], each with its place in the text that is read.
    pub fn spanned_strings(
        &mut self,
        key: &'static str,
        reader: &mut Reader,
    ) -> Vec<(String, Span)> {
        let Some(node) = self.take(key) else { return Vec::new() };
        let items = match node.value {
            Value::List(items) => items,
            Value::String(_) => vec![node],
            _ => {
                reader.wrong_type(key, "a list of strings", &node);
                return Vec::new();
            }
        };
        let mut strings = Vec::with_capacity(items.len());
        for item in items {
            match text(&item) {
                Some(text) => strings.push((text, item.span)),
                None => reader.wrong_type(key, "a list of strings", &item),
            }
        }
        strings
    }

    /// A table.
    pub fn table(&mut self, key: &'static str, reader: &mut Reader) -> Option<Table> {
        let node = self.take(key)?;
        Some(reader.table(node, key))
    }

    /// Everything that was not asked for, to be read by whoever knows it.
    pub fn rest(self) -> Vec<Entry> {
        self.entries
    }

    /// Reports every key that was not asked for, with the nearest one that was.
    pub fn finish(self, reader: &mut Reader) {
        self.report_rest(reader, Severity::Error);
    }

    /// Like [`Table::finish`], for a table that other programs read too: a key that is like none
    /// of those asked for is probably theirs, and only a warning.
    pub fn finish_shared(self, reader: &mut Reader) {
        self.report_rest(reader, Severity::Warning);
    }

    /// `strange` is how bad a key is that is like none of those asked for.
    fn report_rest(self, reader: &mut Reader, strange: Severity) {
        let place =
            if self.name.is_empty() { String::new() } else { format!(" in `{}`", self.name) };
        let mut known = self.asked;
        known.sort_unstable();
        for entry in self.entries {
            let near = did_you_mean(&entry.key, known.iter().copied());
            let finding = reader.error(
                "unknown-key",
                entry.span,
                format!("unknown key `{}`{place}", entry.key),
            );
            finding.help = Some(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known keys: {}", known.join(", ")),
            });
            if near.is_none() {
                finding.severity = strange;
            }
        }
    }
}

/// A scalar as text.
fn text(node: &Node) -> Option<String> {
    match &node.value {
        Value::String(text) | Value::Date(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        _ => None,
    }
}
