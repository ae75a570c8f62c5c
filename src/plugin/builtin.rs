//! The first-party plugins, which are part of the binary.

use super::contract::Digest;

/// A plugin that is built in.
#[derive(Clone, Copy, Debug)]
pub struct Builtin {
    /// Its id.
    pub id: &'static str,
    /// The hash of its component.
    pub digest: Digest,
    /// The component.
    pub bytes: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/builtin.rs"));
