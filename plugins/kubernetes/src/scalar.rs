//! What a plain YAML scalar means to Kubernetes.
//!
//! `kubectl` and the API server read YAML 1.1 with go-yaml v2, so `yes`, `on` and `y` are
//! booleans and `0644` is octal, while a timestamp stays a string. This file knows nothing of
//! documents.

use crate::syntax::Value;

/// The value of a plain (unquoted, untagged) scalar.
pub(crate) fn resolve(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            Value::Bool(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Value::Bool(false)
        }
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Value::Float(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Value::Float(f64::NEG_INFINITY),
        ".nan" | ".NaN" | ".NAN" => Value::Float(f64::NAN),
        _ => number(text).unwrap_or_else(|| Value::Str(text.to_owned())),
    }
}

fn number(text: &str) -> Option<Value> {
    let first = text.chars().next()?;
    if !(first.is_ascii_digit() || matches!(first, '+' | '-' | '.')) {
        return None;
    }
    let plain = text.replace('_', "");
    if let Some(whole) = integer(&plain) {
        return Some(Value::Int(whole));
    }
    is_float(&plain).then(|| plain.parse().ok().map(Value::Float)).flatten()
}

/// As Go's `strconv.ParseInt` with base 0: `0x1f`, `0o17`, `0b1`, and `017` in octal. What does
/// not fit in 64 bits is no integer.
fn integer(text: &str) -> Option<i128> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let lower = digits.to_ascii_lowercase();
    let (base, digits) = match (lower.get(..2), lower.get(2..)) {
        (Some("0x"), Some(rest)) => (16, rest),
        (Some("0o"), Some(rest)) => (8, rest),
        (Some("0b"), Some(rest)) => (2, rest),
        _ if lower.len() > 1 && lower.starts_with('0') => (8, &lower[1..]),
        _ => (10, lower.as_str()),
    };
    // `from_str_radix` takes a sign of its own; here it has been read.
    if !digits.starts_with(|first: char| first.is_digit(base)) {
        return None;
    }
    let size = i128::from_str_radix(digits, base).ok()?;
    let value = if negative { -size } else { size };
    (i128::from(i64::MIN)..=i128::from(u64::MAX)).contains(&value).then_some(value)
}

/// Digits with an optional sign, point and exponent; Rust alone would also take `inf`.
fn is_float(text: &str) -> bool {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = exponent.map(|text| text.strip_prefix(['+', '-']).unwrap_or(text));
    digits(whole)
        && digits(part)
        && !(whole.is_empty() && part.is_empty())
        && exponent.is_none_or(|text| !text.is_empty() && digits(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_follow_go() {
        for (text, value) in [
            ("0644", 420),
            ("0o17", 15),
            ("0x1F", 31),
            ("-12", -12),
            ("+7", 7),
            ("1_000", 1000),
            ("0", 0),
        ] {
            assert_eq!(resolve(text), Value::Int(value), "{text}");
        }
    }

    #[test]
    fn floats_follow_go() {
        for (text, value) in [("1.5", 1.5), (".5", 0.5), ("1e3", 1000.0), ("09", 9.0), ("1.", 1.0)]
        {
            assert_eq!(resolve(text), Value::Float(value), "{text}");
        }
    }

    #[test]
    fn strings_stay_strings() {
        for text in
            ["12:30:45", "2024-01-01", "1.2.3", "100m", "-", ".", "0x", "1e", "+-1", "infinity"]
        {
            assert_eq!(resolve(text), Value::Str(text.into()), "{text}");
        }
    }

    #[test]
    fn words_of_yaml_1_1_are_booleans() {
        assert_eq!(resolve("yes"), Value::Bool(true));
        assert_eq!(resolve("Off"), Value::Bool(false));
        assert_eq!(resolve("n"), Value::Bool(false));
    }
}
