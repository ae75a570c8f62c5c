//! Filters that the engine lacks, or that are stricter there than in Jinja.

use minijinja::value::Kwargs;
use minijinja::{Environment, Error, ErrorKind, Value};

/// Longest text that a filter makes.
const LONGEST: usize = 1 << 20;

pub(crate) fn add(environment: &mut Environment<'_>) {
    environment.add_filter("int", int);
    environment.add_filter("float", float);
    environment.add_filter("replace", replace);
    environment.add_filter("truncate", truncate);
    environment.add_filter("wordcount", |text: String| {
        text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .filter(|word| !word.is_empty())
            .count()
    });
    environment.add_filter("center", center);
    environment.add_filter("urlencode", urlencode);
}

/// A whole number; the default, 0, where the value is none.
fn int(value: Value, default: Option<Value>) -> Value {
    let default = default.unwrap_or_else(|| Value::from(0));
    if let Some(text) = value.as_str() {
        let text = text.trim();
        return match (text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(whole), _) => whole.into(),
            (_, Ok(number)) => truncated(number).unwrap_or(default),
            _ => default,
        };
    }
    match (value.is_integer(), f64::try_from(value.clone())) {
        (true, _) => value,
        (false, Ok(number)) => truncated(number).unwrap_or(default),
        (false, Err(_)) => default,
    }
}

fn truncated(number: f64) -> Option<Value> {
    let whole = number.trunc();
    #[expect(clippy::cast_possible_truncation, reason = "whole and well within 64 bits")]
    (whole.abs() < 9e15).then(|| Value::from(whole as i64))
}

/// A number; the default, 0.0, where the value is none.
fn float(value: Value, default: Option<Value>) -> Value {
    let number = match value.as_str() {
        Some(text) => text.trim().parse().ok(),
        None => f64::try_from(value.clone()).ok(),
    };
    number.map(Value::from).or(default).unwrap_or_else(|| Value::from(0.0))
}

/// Text for text, as many times as said.
fn replace(text: String, from: String, to: String, count: Option<usize>) -> Result<String, Error> {
    let times = count.unwrap_or(usize::MAX).min(text.matches(&from).count());
    if text.len().saturating_add(times.saturating_mul(to.len())) > LONGEST {
        return Err(Error::new(ErrorKind::InvalidOperation, "the text would be too long"));
    }
    Ok(text.replacen(&from, &to, times))
}

/// The beginning of a text with `...`, cut at a word unless `killwords`, and not at all where it
/// is hardly longer than asked.
fn truncate(
    text: String,
    length: Option<usize>,
    killwords: Option<bool>,
    end: Option<String>,
    kwargs: Kwargs,
) -> Result<String, Error> {
    let length = length.or(kwargs.get("length")?).unwrap_or(255);
    let killwords = killwords.or(kwargs.get("killwords")?).unwrap_or(false);
    let end: String = end.or(kwargs.get("end")?).unwrap_or_else(|| "...".into());
    let leeway: usize = kwargs.get::<Option<usize>>("leeway")?.unwrap_or(5);
    kwargs.assert_all_used()?;
    if text.chars().count() <= length.saturating_add(leeway) {
        return Ok(text);
    }
    let cut: String = text.chars().take(length.saturating_sub(end.chars().count())).collect();
    let cut = match cut.rsplit_once(' ') {
        Some((words, _)) if !killwords => words,
        _ => &cut,
    };
    Ok(format!("{cut}{end}"))
}

/// A text in the middle of so many columns.
fn center(text: String, width: Option<usize>) -> Result<String, Error> {
    let width = width.unwrap_or(80);
    if width > LONGEST {
        return Err(Error::new(ErrorKind::InvalidOperation, "the text would be too long"));
    }
    let space = width.saturating_sub(text.chars().count());
    // Python puts the odd column before where the width is odd, too.
    let before = space / 2 + (space & width & 1);
    Ok(format!("{}{text}{}", " ".repeat(before), " ".repeat(space - before)))
}

/// A text for a path, or an object for a query.
fn urlencode(value: Value) -> Result<String, Error> {
    let pairs = match value.kind() {
        minijinja::value::ValueKind::Map => value.try_iter()?,
        _ => return Ok(quoted(&value.to_string(), "/")),
    };
    let pair = |key: Value| {
        let item = value.get_item(&key)?;
        Ok(format!("{}={}", quoted(&key.to_string(), ""), quoted(&item.to_string(), "")))
    };
    Ok(pairs.map(pair).collect::<Result<Vec<_>, Error>>()?.join("&"))
}

fn quoted(text: &str, kept: &str) -> String {
    let byte = |byte: u8| {
        let letter = char::from(byte);
        match letter.is_ascii_alphanumeric() || "-_.~".contains(letter) || kept.contains(letter) {
            true => letter.to_string(),
            false => format!("%{byte:02X}"),
        }
    };
    text.bytes().map(byte).collect()
}
