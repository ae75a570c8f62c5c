//! Scripts in Lua 5.1, which call commands.
//!
//! Each run gets a machine of its own: scripts share nothing but the keys. `machine` makes it,
//! `calls` is its `redis` table, `values` turns replies into its values and back; `json`, `bits`,
//! `msgpack` and `packing` are its libraries `cjson`, `bit`, `cmsgpack` and `struct`; `functions`
//! keeps libraries of functions.

mod bits;
mod calls;
pub(crate) mod functions;
mod json;
mod machine;
mod msgpack;
mod packing;
mod raised;
mod values;

use std::cell::RefCell;
use std::collections::BTreeMap;

use mlua::chunk::ChunkMode;
use mlua::{Function, Lua, Value};
use sha1::{Digest as _, Sha1};

use crate::call::{Call, Within};
use crate::reply::{Answer, Bytes, Stop};

/// The scripts a server knows.
#[derive(Debug, Default)]
pub(crate) struct Scripts {
    /// By digest.
    pub(crate) known: BTreeMap<String, Bytes>,
    /// Libraries, by name.
    pub(crate) libraries: BTreeMap<String, functions::Library>,
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

/// A script without its first line, where that says what it is, and whether it may write.
fn shebang(text: &[u8]) -> Result<(&[u8], bool), String> {
    if !text.starts_with(b"#!") {
        return Ok((text, true));
    }
    let end = text.iter().position(|byte| *byte == b'\n').ok_or("ERR Invalid script shebang")?;
    let line = String::from_utf8_lossy(&text[..end]).into_owned();
    let mut words = line.split_whitespace();
    let engine = words.next().unwrap_or_default();
    if engine != "#!lua" {
        return Err(format!("ERR Unexpected engine in script shebang: {engine}"));
    }
    let mut writes = true;
    for option in words {
        let Some(flags) = option.strip_prefix("flags=") else {
            return Err(format!("ERR Unknown lua shebang option: {option}"));
        };
        for flag in flags.split(',').filter(|flag| !flag.is_empty()) {
            match flag {
                "no-writes" => writes = false,
                "allow-oom" | "allow-stale" | "no-cluster" | "allow-cross-slot-keys" => {}
                other => return Err(format!("ERR Unexpected flag in script shebang: {other}")),
            }
        }
    }
    Ok((&text[end..], writes))
}

/// Compiles a text; what is wrong with it is said as Lua says it.
fn load(lua: &Lua, text: &[u8], name: &str) -> Result<Function, String> {
    let chunk = lua.load(text).set_name(format!("@{name}")).set_mode(ChunkMode::Text);
    chunk.into_function().map_err(|error| match error {
        mlua::Error::SyntaxError { message, .. } => message,
        other => other.to_string(),
    })
}

/// What Lua says of a script that does not compile: `user_script:LINE: …`.
pub fn lua_error(text: &[u8]) -> Option<String> {
    let (body, _) = match shebang(text) {
        Ok(parts) => parts,
        Err(why) => return Some(why),
    };
    machine::bare().ok().and_then(|lua| load(&lua, body, "user_script").err())
}

/// Whether a text is a script, and if not, why.
///
/// # Errors
///
/// The server's words.
pub(crate) fn compiles(text: &[u8]) -> Result<(), String> {
    let (body, _) = shebang(text)?;
    let wrong = |why: String| format!("ERR Error compiling script (new function): {why}");
    let lua = machine::bare().map_err(|why| wrong(why.to_string()))?;
    load(&lua, body, "user_script").map(|_| ()).map_err(wrong)
}

/// Runs a script.
pub(crate) fn run(call: &mut Call<'_>, script: &Script<'_>) -> Answer {
    let (body, writes) = shebang(script.text).map_err(Stop::Error)?;
    if !writes {
        call.within = Within::Script { read_only: true };
    }
    let call = RefCell::new(call);
    let resp = RefCell::new(2);
    let outcome = machine::bare().and_then(|lua| {
        lua.scope(|scope| {
            let table = calls::table(&lua, scope, &call, &resp)?;
            machine::furnish(&lua, &table)?;
            machine::global(&lua, "KEYS", values::strings(&lua, script.keys)?)?;
            machine::global(&lua, "ARGV", values::strings(&lua, script.arguments)?)?;
            machine::seal(&lua)?;
            let function = load(&lua, body, "user_script").map_err(mlua::Error::runtime)?;
            let ended = machine::protect(&lua, &function, (), script.sha)?;
            Ok(ended.map(|value| values::to_reply(&value, *resp.borrow())))
        })
    });
    finished(outcome)
}

/// The reply of a run, or what the server says of how it failed.
fn finished(outcome: mlua::Result<Result<crate::reply::Reply, String>>) -> Answer {
    match outcome {
        Ok(Ok(reply)) => Ok(reply),
        Ok(Err(text)) => Err(Stop::Error(text)),
        Err(error) => Err(Stop::Error(format!("ERR {error}"))),
    }
}

/// Nothing, where a function of a library has nothing to say.
const NOTHING: Value = Value::Nil;
