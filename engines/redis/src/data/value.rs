//! A value: one of six kinds, each with the encodings the server gives it.

use std::collections::VecDeque;

use super::hash::Hash;
use super::set::Set;
use super::stream::Stream;
use super::zset::Zset;
use crate::reply::Bytes;
use crate::text::number;

/// Strings up to this length are stored beside their header.
const EMBEDDED: usize = 44;

/// A string.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Text {
    pub(crate) bytes: Bytes,
    /// It was changed in place, so it is neither stored as a number nor embedded.
    pub(crate) raw: bool,
}

impl Text {
    pub(crate) fn new(bytes: impl Into<Bytes>) -> Self {
        Self { bytes: bytes.into(), raw: false }
    }

    fn encoding(&self) -> &'static str {
        if self.raw {
            "raw"
        } else if self.bytes.len() <= 20 && number::integer(&self.bytes).is_some() {
            "int"
        } else if self.bytes.len() <= EMBEDDED {
            "embstr"
        } else {
            "raw"
        }
    }
}

/// A list.
pub(crate) type List = VecDeque<Bytes>;

/// What a key holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Text(Text),
    List(List),
    Set(Set),
    Hash(Hash),
    Zset(Zset),
    Stream(Box<Stream>),
}

impl Value {
    /// As `TYPE` names it.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "string",
            Self::List(_) => "list",
            Self::Set(_) => "set",
            Self::Hash(_) => "hash",
            Self::Zset(_) => "zset",
            Self::Stream(_) => "stream",
        }
    }

    /// As `OBJECT ENCODING` names it.
    pub(crate) fn encoding(&self) -> &'static str {
        match self {
            Self::Text(text) => text.encoding(),
            Self::List(_) => "quicklist",
            Self::Set(set) => set.encoding(),
            Self::Hash(hash) => hash.encoding(),
            Self::Zset(zset) => zset.encoding(),
            Self::Stream(_) => "stream",
        }
    }

    /// Whether nothing is left in it, so that its key goes too. A stream stays.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Text(_) | Self::Stream(_) => false,
            Self::List(list) => list.is_empty(),
            Self::Set(set) => set.len() == 0,
            Self::Hash(hash) => hash.len() == 0,
            Self::Zset(zset) => zset.len() == 0,
        }
    }
}

/// One of the six kinds, as a type.
pub(crate) trait Kind: Sized {
    fn of(value: &Value) -> Option<&Self>;
    fn of_mut(value: &mut Value) -> Option<&mut Self>;
    fn into_value(self) -> Value;
    fn empty() -> Self;
}

macro_rules! kind {
    ($kind:ty, $case:ident) => {
        impl Kind for $kind {
            fn of(value: &Value) -> Option<&Self> {
                if let Value::$case(it) = value { Some(it) } else { None }
            }
            fn of_mut(value: &mut Value) -> Option<&mut Self> {
                if let Value::$case(it) = value { Some(it) } else { None }
            }
            fn into_value(self) -> Value {
                Value::$case(self.into())
            }
            fn empty() -> Self {
                Self::default()
            }
        }
    };
}

kind!(Text, Text);
kind!(List, List);
kind!(Set, Set);
kind!(Hash, Hash);
kind!(Zset, Zset);
kind!(Stream, Stream);
