//! Variables: values, attributes, scopes. Knows nothing of the variables that compute themselves;
//! those are the shell's.

pub(crate) mod assoc;
pub(crate) mod quote;
pub(crate) mod scopes;

use std::collections::BTreeMap;
use std::rc::Rc;

use assoc::Assoc;

/// What a variable holds.
#[derive(Clone, Debug, Default)]
pub(crate) enum Value {
    /// Declared and never set.
    #[default]
    Unset,
    Scalar(String),
    Indexed(Rc<BTreeMap<i64, String>>),
    Assoc(Rc<Assoc>),
}

/// What `declare` can say of a variable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attrs {
    pub(crate) export: bool,
    pub(crate) readonly: bool,
    pub(crate) integer: bool,
    pub(crate) lower: bool,
    pub(crate) upper: bool,
    pub(crate) nameref: bool,
    /// `-c`: the first letter in upper case, the others in lower case.
    pub(crate) capital: bool,
    /// `-t`, which means something for functions only.
    pub(crate) trace: bool,
    /// Declared as an array and never given anything.
    pub(crate) bare: bool,
}

/// A variable.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variable {
    pub(crate) value: Value,
    pub(crate) attrs: Attrs,
}

impl Value {
    /// The value where no subscript is given: of an array, that of `[0]`.
    pub(crate) fn scalar(&self) -> Option<&str> {
        match self {
            Self::Unset => None,
            Self::Scalar(text) => Some(text),
            Self::Indexed(array) => array.get(&0).map(String::as_str),
            Self::Assoc(array) => array.get("0"),
        }
    }

    /// All values, in order.
    pub(crate) fn all(&self) -> Vec<String> {
        match self {
            Self::Unset => Vec::new(),
            Self::Scalar(text) => vec![text.clone()],
            Self::Indexed(array) => array.values().cloned().collect(),
            Self::Assoc(array) => array.iter().map(|(_, value)| value.to_owned()).collect(),
        }
    }

    /// All subscripts, in order.
    pub(crate) fn keys(&self) -> Vec<String> {
        match self {
            Self::Unset => Vec::new(),
            Self::Scalar(_) => vec!["0".into()],
            Self::Indexed(array) => array.keys().map(i64::to_string).collect(),
            Self::Assoc(array) => array.iter().map(|(key, _)| key.to_owned()).collect(),
        }
    }
}

impl Attrs {
    /// The letters `declare -p` and `${name@a}` show.
    pub(crate) fn letters(self, value: &Value) -> String {
        let mut letters = String::new();
        for (on, letter) in [
            (matches!(value, Value::Indexed(_)), 'a'),
            (matches!(value, Value::Assoc(_)), 'A'),
            (self.integer, 'i'),
            (self.nameref, 'n'),
            (self.readonly, 'r'),
            (self.trace, 't'),
            (self.export, 'x'),
            (self.capital, 'c'),
            (self.lower, 'l'),
            (self.upper, 'u'),
        ] {
            if on {
                letters.push(letter);
            }
        }
        letters
    }
}
