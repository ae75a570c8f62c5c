//! Scripts in Lua 5.1, which call commands.

pub(crate) mod functions;

use std::collections::BTreeMap;

use sha1::{Digest as _, Sha1};

use crate::call::Call;
use crate::reply::{Answer, Bytes};

/// The scripts a server knows.
#[derive(Debug, Default)]
pub(crate) struct Scripts {
    /// By digest.
    pub(crate) known: BTreeMap<String, Bytes>,
}

/// A script to be run.
pub(crate) struct Script<'a> {
    pub(crate) text: &'a [u8],
    pub(crate) sha: &'a str,
    pub(crate) keys: &'a [Bytes],
    pub(crate) arguments: &'a [Bytes],
}

/// The SHA-1 a script is known by.
pub(crate) fn digest(text: &[u8]) -> String {
    Sha1::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn compiles(_: &[u8], _: &str) -> Result<(), String> {
    Ok(())
}

pub(crate) fn run(_: &mut Call<'_>, _: &Script<'_>) -> Answer {
    Err("ERR scripts come with the next commit".into())
}
