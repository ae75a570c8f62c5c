//! Values as `opa` prints them: JSON as Go writes it, with sets as arrays.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use regorus::Value;

/// A value over several lines, two spaces a level, with a line end.
pub(super) fn pretty(value: &Value) -> String {
    let mut text = String::new();
    write(value, Some(0), &mut text);
    text.push('\n');
    text
}

/// A value on one line.
pub(super) fn compact(value: &Value) -> String {
    let mut text = String::new();
    write(value, None, &mut text);
    text
}

fn write(value: &Value, level: Option<usize>, text: &mut String) {
    match value {
        Value::Undefined | Value::Null => text.push_str("null"),
        Value::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Value::Number(_) => text.push_str(&value.to_string()),
        Value::String(value) => string(value, text),
        Value::Array(items) => list(items.iter(), level, text),
        Value::Set(items) => list(items.iter(), level, text),
        Value::Object(fields) => {
            // Go sorts by the key as text, whatever the key was.
            let fields: BTreeMap<String, &Value> =
                fields.iter().map(|(key, value)| (key_text(key), value)).collect();
            between('{', '}', fields.iter(), level, text, |(key, value), level, text| {
                string(key, text);
                text.push_str(if level.is_some() { ": " } else { ":" });
                write(value, level, text);
            });
        }
    }
}

fn key_text(key: &Value) -> String {
    match key {
        Value::String(key) => key.to_string(),
        other => compact(other),
    }
}

fn list<'v>(items: impl Iterator<Item = &'v Value>, level: Option<usize>, text: &mut String) {
    between('[', ']', items, level, text, write);
}

/// Items between brackets, each on a line of its own where there are levels.
fn between<T>(
    open: char,
    close: char,
    items: impl Iterator<Item = T>,
    level: Option<usize>,
    text: &mut String,
    mut write: impl FnMut(T, Option<usize>, &mut String),
) {
    text.push(open);
    let inner = level.map(|level| level + 1);
    let mut any = false;
    for item in items {
        if any {
            text.push(',');
        }
        line(inner, text);
        write(item, inner, text);
        any = true;
    }
    if any {
        line(level, text);
    }
    text.push(close);
}

fn line(level: Option<usize>, text: &mut String) {
    if let Some(level) = level {
        text.push('\n');
        text.push_str(&"  ".repeat(level));
    }
}

/// A string as Go's encoder writes it, which escapes what HTML minds.
fn string(value: &str, text: &mut String) {
    text.push('"');
    for letter in value.chars() {
        match letter {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                let _ = write!(text, "\\u{:04x}", letter as u32);
            }
            other => text.push(other),
        }
    }
    text.push('"');
}
