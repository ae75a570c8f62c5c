//! Values: numbers, texts, and input that may be either.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::builtins::format;

/// A value.
#[derive(Clone, Debug, Default)]
pub(super) enum Value {
    #[default]
    Unset,
    Number(f64),
    Text(Rc<str>),
    /// Input: a number where it looks like one.
    Input(Rc<str>),
}

/// An array; names share it.
pub(super) type Array = Rc<RefCell<BTreeMap<String, Value>>>;

/// What a name holds.
#[derive(Clone, Debug, Default)]
pub(super) enum Cell {
    #[default]
    Empty,
    Value(Value),
    Array(Array),
}

impl Value {
    pub(super) fn text(text: impl Into<Rc<str>>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn truth(on: bool) -> Self {
        Self::Number(f64::from(u8::from(on)))
    }

    pub(super) fn number(&self) -> f64 {
        match self {
            Self::Unset => 0.0,
            Self::Number(number) => *number,
            Self::Text(text) | Self::Input(text) => leading(text).0,
        }
    }

    /// The text; numbers that are no integers by this format.
    pub(super) fn string(&self, convert: &str) -> Rc<str> {
        match self {
            Self::Unset => "".into(),
            Self::Number(number) => shown(*number, convert).into(),
            Self::Text(text) | Self::Input(text) => Rc::clone(text),
        }
    }

    pub(super) fn is_true(&self) -> bool {
        match self {
            Self::Unset => false,
            Self::Number(number) => *number != 0.0,
            Self::Text(text) => !text.is_empty(),
            Self::Input(text) => numeric(text).map_or(!text.is_empty(), |number| number != 0.0),
        }
    }

    /// The number to compare by, where it is one.
    pub(super) fn as_number(&self) -> Option<f64> {
        match self {
            Self::Unset => Some(0.0),
            Self::Number(number) => Some(*number),
            Self::Text(_) => None,
            Self::Input(text) => numeric(text),
        }
    }
}

/// The number a text begins with, and how many bytes it takes.
pub(super) fn leading(text: &str) -> (f64, usize) {
    let start = text.len() - text.trim_start().len();
    let bytes = &text.as_bytes()[start..];
    let mut at = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let digits =
        |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(at);
    at += whole;
    let mut part = 0;
    if bytes.get(at) == Some(&b'.') {
        part = digits(at + 1);
        if whole + part > 0 {
            at += 1 + part;
        }
    }
    if whole + part == 0 {
        return (0.0, 0);
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let count = digits((at + 1 + sign).min(bytes.len()));
        if count > 0 {
            at += 1 + sign + count;
        }
    }
    let number = text[start..start + at].parse().unwrap_or(0.0);
    (number, start + at)
}

/// The number a whole text is.
fn numeric(text: &str) -> Option<f64> {
    let (number, length) = leading(text);
    (length > 0 && text[length..].trim().is_empty()).then_some(number)
}

/// A number as text.
pub(super) fn shown(number: f64, convert: &str) -> String {
    if number.fract() == 0.0 && number.abs() < 1e16 {
        return format!("{}", if number == 0.0 { 0.0 } else { number });
    }
    if !number.is_finite() {
        let text = if number.is_nan() { "nan" } else { "inf" };
        return if number.is_sign_negative() { format!("-{text}") } else { text.to_owned() };
    }
    let chars: Vec<char> = convert.chars().collect();
    let Some(at) = chars.iter().position(|c| *c == '%') else { return convert.to_owned() };
    let (spec, length) = format::read(&chars[at + 1..], || 0);
    let kind = chars.get(at + 1 + length).copied().unwrap_or('g');
    let before: String = chars[..at].iter().collect();
    let after: String = chars.get(at + 2 + length..).unwrap_or_default().iter().collect();
    let middle = match kind {
        'd' | 'i' => spec.integer(to_integer(number)),
        kind => spec.float(number, kind),
    };
    before + &middle + &after
}

/// The integer part.
pub(super) fn to_integer(number: f64) -> i128 {
    #[expect(clippy::cast_possible_truncation, reason = "large numbers saturate, as they should")]
    let integer = number.trunc() as i128;
    integer
}
