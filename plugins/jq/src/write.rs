//! Values as JSON, the way jq writes it.

use std::fmt::Write as _;

use jaq_json::{Num, Val};

use crate::number;

/// How JSON is laid out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    /// What a level is indented by; none for all on one line.
    pub(crate) indent: Option<String>,
    /// Whether keys are sorted.
    pub(crate) sorted: bool,
    /// Whether everything beyond ASCII is escaped.
    pub(crate) ascii: bool,
}

/// A value on one line.
pub(crate) fn compact(value: &Val) -> String {
    text(value, &Layout::default())
}

/// A value, laid out.
pub(crate) fn text(value: &Val, layout: &Layout) -> String {
    let mut text = String::new();
    write(value, layout, 0, &mut text);
    text
}

fn write(value: &Val, layout: &Layout, level: usize, text: &mut String) {
    match value {
        Val::Null => text.push_str("null"),
        Val::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Val::Num(number) => text.push_str(&num(number)),
        Val::TStr(bytes) | Val::BStr(bytes) => {
            string(&String::from_utf8_lossy(bytes), layout, text)
        }
        Val::Arr(items) => {
            let items = items.iter();
            between(['[', ']'], items, layout, level, text, |item, text| {
                write(item, layout, level + 1, text);
            });
        }
        Val::Obj(fields) => {
            let mut fields: Vec<(&Val, &Val)> = fields.iter().collect();
            if layout.sorted {
                fields.sort_by_key(|(key, _)| *key);
            }
            between(['{', '}'], fields.into_iter(), layout, level, text, |(key, value), text| {
                write(key, layout, level + 1, text);
                text.push_str(if layout.indent.is_some() { ": " } else { ":" });
                write(value, layout, level + 1, text);
            });
        }
    }
}

fn between<T>(
    [open, close]: [char; 2],
    items: impl Iterator<Item = T>,
    layout: &Layout,
    level: usize,
    text: &mut String,
    mut write: impl FnMut(T, &mut String),
) {
    text.push(open);
    let mut any = false;
    for item in items {
        if any {
            text.push(',');
        }
        line(layout, level + 1, text);
        write(item, text);
        any = true;
    }
    if any {
        line(layout, level, text);
    }
    text.push(close);
}

fn line(layout: &Layout, level: usize, text: &mut String) {
    if let Some(indent) = &layout.indent {
        text.push('\n');
        text.push_str(&indent.repeat(level));
    }
}

fn num(number: &Num) -> String {
    match number {
        Num::Float(number) => number::written(*number),
        Num::Dec(digits) => digits.parse().map_or_else(|_| digits.to_string(), number::written),
        whole => whole.to_string(),
    }
}

fn string(value: &str, layout: &Layout, text: &mut String) {
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
            '\0'..='\u{1f}' | '\u{7f}' => {
                let _ = write!(text, "\\u{:04x}", letter as u32);
            }
            _ if layout.ascii && !letter.is_ascii() => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    let _ = write!(text, "\\u{unit:04x}");
                }
            }
            other => text.push(other),
        }
    }
    text.push('"');
}
