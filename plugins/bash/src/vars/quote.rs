//! Text quoted so that the shell reads it back.

use std::fmt::Write as _;

use super::{Value, Variable};

fn needs_ansi(text: &str) -> bool {
    text.chars().any(|c| c.is_control() || c >= '\u{10FF80}')
}

/// `$'…'`.
pub(crate) fn ansi(text: &str) -> String {
    let mut out = String::from("$'");
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\x07' => out.push_str("\\a"),
            '\x08' => out.push_str("\\b"),
            '\x0b' => out.push_str("\\v"),
            '\x0c' => out.push_str("\\f"),
            '\x1b' => out.push_str("\\E"),
            '\'' => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            c if c.is_ascii_control() || c >= '\u{10FF80}' => {
                let _ = write!(out, "\\{:03o}", u32::from(c) & 0xff);
            }
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// As `${name@Q}` and `set` have it: single quotes.
pub(crate) fn single(text: &str) -> String {
    if text == "'" {
        return "\\'".into();
    }
    if needs_ansi(text) { ansi(text) } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

/// As `printf %q` has it: backslashes.
pub(crate) fn backslashed(text: &str) -> String {
    if text.is_empty() {
        return "''".into();
    }
    if needs_ansi(text) {
        return ansi(text);
    }
    let mut out = String::new();
    let mut before = ':';
    for (n, c) in text.chars().enumerate() {
        let special = " !\"$&'()*,;<>?[\\]^`{|}".contains(c)
            || (n == 0 && c == '#')
            || (c == '~' && matches!(before, ':' | '='));
        before = c;
        if special {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// As `declare -p` has it: double quotes.
pub(crate) fn double(text: &str) -> String {
    if needs_ansi(text) {
        return ansi(text);
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        if matches!(c, '"' | '$' | '`' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

/// As `set` and `set -x` have it: quoted only where it has to be.
pub(crate) fn sparing(text: &str) -> String {
    let plain = |c: char| {
        c.is_alphanumeric() || "_-./:=@%+,^".contains(c) || (!c.is_ascii() && c < '\u{10FF80}')
    };
    if text.is_empty() {
        "''".into()
    } else if text.chars().all(plain)
        || (text.chars().all(|c| plain(c) || matches!(c, '~' | '#'))
            && !text.starts_with(['~', '#']))
    {
        text.to_owned()
    } else {
        single(text)
    }
}

/// The right side of an assignment that gives an array these elements.
pub(crate) fn elements(value: &Value) -> Option<String> {
    let shown: Vec<String> = match value {
        Value::Indexed(array) => {
            array.iter().map(|(key, value)| format!("[{key}]={}", double(value))).collect()
        }
        Value::Assoc(array) => {
            let pairs: String = array
                .iter()
                .map(|(key, value)| format!("[{}]={} ", key_text(key), double(value)))
                .collect();
            return Some(format!("({pairs})"));
        }
        _ => return None,
    };
    Some(format!("({})", shown.join(" ")))
}

/// A subscript as it is shown.
pub(crate) fn key_text(key: &str) -> String {
    let plain =
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-./:=%+,^".contains(c));
    if plain { key.to_owned() } else { double(key) }
}

/// A line of `declare -p`.
pub(crate) fn declaration(name: &str, variable: &Variable) -> String {
    let letters = variable.attrs.letters(&variable.value);
    let letters = if letters.is_empty() { "-".to_owned() } else { letters };
    match &variable.value {
        Value::Unset => format!("declare -{letters} {name}"),
        Value::Scalar(text) => format!("declare -{letters} {name}={}", double(text)),
        _ if variable.attrs.bare => format!("declare -{letters} {name}"),
        value => format!("declare -{letters} {name}={}", elements(value).unwrap_or_default()),
    }
}
