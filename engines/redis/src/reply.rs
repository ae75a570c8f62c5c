//! What a command answers: values of the protocol, and errors as the server words them.

use std::borrow::Cow;

/// Any bytes: keys, values, words of a command.
pub type Bytes = Vec<u8>;

/// A reply. The kinds that only version 3 of the protocol has are lowered to older ones when they
/// are written to a connection that speaks version 2.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// A short text such as `OK`.
    Status(Cow<'static, str>),
    /// An error, its code first: `ERR no such key`.
    Error(String),
    /// A whole number.
    Int(i64),
    /// A string.
    Bulk(Bytes),
    /// No value.
    Nil,
    /// No list, which version 2 tells from no value.
    NilArray,
    /// A list.
    Array(Vec<Self>),
    /// Pairs; a flat list in version 2.
    Map(Vec<(Self, Self)>),
    /// A set; a list in version 2.
    Set(Vec<Self>),
    /// A number with a fraction; a string in version 2.
    Double(f64),
    /// A truth value; 1 or 0 in version 2.
    Bool(bool),
    /// A number of any size, in digits; a string in version 2.
    BigNumber(Bytes),
    /// Text for people, with its format; a string in version 2.
    Verbatim(&'static str, Bytes),
    /// Out of band data (pub/sub); a list in version 2.
    Push(Vec<Self>),
    /// Several replies to one command, one after the other.
    Several(Vec<Self>),
}

impl Reply {
    /// `OK`.
    pub(crate) const fn ok() -> Self {
        Self::Status(Cow::Borrowed("OK"))
    }

    /// A string.
    pub(crate) fn bulk(bytes: impl AsRef<[u8]>) -> Self {
        Self::Bulk(bytes.as_ref().to_vec())
    }

    /// A count.
    pub(crate) fn count(number: usize) -> Self {
        Self::Int(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// 1 or 0.
    pub(crate) fn flag(is: bool) -> Self {
        Self::Int(i64::from(is))
    }

    /// A string, or none.
    pub(crate) fn maybe(bytes: Option<impl AsRef<[u8]>>) -> Self {
        bytes.map_or(Self::Nil, Self::bulk)
    }

    /// A list of strings.
    pub(crate) fn bulks<B: AsRef<[u8]>>(list: impl IntoIterator<Item = B>) -> Self {
        Self::Array(list.into_iter().map(Self::bulk).collect())
    }

    /// As a connection of that protocol version gets it.
    #[must_use]
    pub fn lowered(self, protocol: u8) -> Self {
        let all = |list: Vec<Self>| list.into_iter().map(|item| item.lowered(protocol)).collect();
        if protocol >= 3 {
            return match self {
                Self::NilArray => Self::Nil,
                Self::Array(list) => Self::Array(all(list)),
                other => other,
            };
        }
        match self {
            Self::Array(list) | Self::Set(list) | Self::Push(list) => Self::Array(all(list)),
            Self::Several(list) => Self::Several(all(list)),
            Self::Map(pairs) => {
                Self::Array(all(pairs.into_iter().flat_map(|(key, value)| [key, value]).collect()))
            }
            Self::Double(number) => Self::Bulk(crate::text::number::general(number).into_bytes()),
            Self::Bool(is) => Self::flag(is),
            Self::BigNumber(text) | Self::Verbatim(_, text) => Self::Bulk(text),
            other => other,
        }
    }
}

/// Why a command has no reply of the usual kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// An error, its code first.
    Error(String),
    /// It waits until this time (milliseconds since 1970), or for ever.
    Wait(Option<u64>),
}

impl From<&str> for Stop {
    fn from(text: &str) -> Self {
        Self::Error(text.to_owned())
    }
}

impl From<String> for Stop {
    fn from(text: String) -> Self {
        Self::Error(text)
    }
}

/// What a command comes to.
pub(crate) type Answer = Result<Reply, Stop>;

pub(crate) const SYNTAX: &str = "ERR syntax error";
pub(crate) const WRONG_TYPE: &str =
    "WRONGTYPE Operation against a key holding the wrong kind of value";
pub(crate) const NOT_INTEGER: &str = "ERR value is not an integer or out of range";
pub(crate) const NOT_FLOAT: &str = "ERR value is not a valid float";
pub(crate) const NO_SUCH_KEY: &str = "ERR no such key";
pub(crate) const NOT_POSITIVE: &str = "ERR value is out of range, must be positive";
pub(crate) const TOO_LONG: &str = "ERR string exceeds maximum allowed size (proto-max-bulk-len)";
