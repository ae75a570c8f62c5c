//! The `redis` table of a script.

use std::cell::RefCell;

use mlua::{Lua, MultiValue, Scope, Table, Value};

use super::{NOTHING, raised, values};
use crate::call::{Call, Within};
use crate::reply::{Bytes, Reply, Stop};
use crate::table::{self, VERSION};
use crate::text::number;

/// Makes the table. `resp` is the version of the protocol the script asked for.
pub(super) fn table<'scope, 'env: 'scope>(
    lua: &Lua,
    scope: &'scope Scope<'scope, 'env>,
    call: &'env RefCell<&mut Call<'_>>,
    resp: &'env RefCell<u8>,
) -> mlua::Result<Table> {
    let redis = plain(lua)?;
    let version = || *resp.borrow();
    redis.raw_set(
        "call",
        scope.create_function(move |lua, words: MultiValue| {
            match execute(&mut call.borrow_mut(), words, version()) {
                Reply::Error(text) => Err(raised::reply(text)),
                reply => values::from_reply(lua, reply),
            }
        })?,
    )?;
    redis.raw_set(
        "pcall",
        scope.create_function(move |lua, words: MultiValue| {
            values::from_reply(lua, execute(&mut call.borrow_mut(), words, version()))
        })?,
    )?;
    redis.raw_set(
        "setresp",
        scope.create_function(move |_, version: f64| {
            if version != 2.0 && version != 3.0 {
                return Err(raised::reply("ERR RESP version must be 2 or 3."));
            }
            *resp.borrow_mut() = if version == 3.0 { 3 } else { 2 };
            Ok(NOTHING)
        })?,
    )?;
    Ok(redis)
}

/// The table a library sees as it is loaded: no commands, and what is not there is an error.
pub(super) fn library(lua: &Lua) -> mlua::Result<Table> {
    let redis = plain(lua)?;
    let missing =
        lua.create_function(|lua, (_, name): (Value, mlua::LuaString)| -> mlua::Result<()> {
            let name = name.to_string_lossy();
            let text = format!("Script attempted to access nonexistent global variable '{name}'");
            Err(raised::message(lua, text))
        })?;
    let meta = lua.create_table()?;
    meta.raw_set("__index", missing)?;
    redis.set_metatable(Some(meta))?;
    Ok(redis)
}

/// What of the table needs no server.
fn plain(lua: &Lua) -> mlua::Result<Table> {
    let redis = lua.create_table()?;
    let reply = |kind: &'static str| {
        lua.create_function(move |lua, value: Value| {
            let Value::String(text) = value else {
                return Err(raised::reply("ERR wrong number or type of arguments"));
            };
            let text = text.to_string_lossy();
            let text = text.strip_prefix('-').unwrap_or(&text);
            // An error has a code: one word, before the first space.
            let text = match kind {
                "err" if !text.contains(' ') => format!("ERR {text}"),
                _ => text.to_owned(),
            };
            let table = lua.create_table()?;
            table.raw_set(kind, text)?;
            Ok(table)
        })
    };
    redis.raw_set("error_reply", reply("err")?)?;
    redis.raw_set("status_reply", reply("ok")?)?;
    let digest =
        |lua: &Lua, text: mlua::LuaString| lua.create_string(super::digest(&text.as_bytes()));
    redis.raw_set("sha1hex", lua.create_function(digest)?)?;
    let nothing = |lua: &Lua| lua.create_function(|_, _: MultiValue| Ok(NOTHING));
    for name in ["log", "set_repl", "breakpoint", "debug"] {
        redis.raw_set(name, nothing(lua)?)?;
    }
    let yes = |lua: &Lua| lua.create_function(|_, _: MultiValue| Ok(true));
    for name in ["replicate_commands", "acl_check_cmd"] {
        redis.raw_set(name, yes(lua)?)?;
    }
    for (name, level) in
        [("LOG_DEBUG", 0), ("LOG_VERBOSE", 1), ("LOG_NOTICE", 2), ("LOG_WARNING", 3)]
    {
        redis.raw_set(name, level)?;
    }
    for (name, kind) in
        [("REPL_NONE", 0), ("REPL_AOF", 1), ("REPL_SLAVE", 2), ("REPL_REPLICA", 2), ("REPL_ALL", 3)]
    {
        redis.raw_set(name, kind)?;
    }
    redis.raw_set("REDIS_VERSION", VERSION)?;
    redis.raw_set("REDIS_VERSION_NUM", 0x0007_000f)?;
    Ok(redis)
}

/// The words of a command: strings, and numbers as the server writes them.
fn words(values: MultiValue) -> Result<Vec<Bytes>, &'static str> {
    if values.is_empty() {
        return Err("ERR Please specify at least one argument for this redis lib call");
    }
    let word = |value: Value| match value {
        Value::String(text) => Ok(text.as_bytes().to_vec()),
        Value::Integer(number) => Ok(number.to_string().into_bytes()),
        Value::Number(number) => Ok(number::general(number).into_bytes()),
        _ => Err("ERR Lua redis lib command arguments must be strings or integers"),
    };
    values.into_iter().map(word).collect()
}

fn execute(call: &mut Call<'_>, values: MultiValue, protocol: u8) -> Reply {
    let words = match words(values) {
        Ok(words) => words,
        Err(text) => return Reply::Error(text.into()),
    };
    let refuse = |text: &str| Reply::Error(text.into());
    let command = match table::resolve(&words) {
        Ok(command) => command,
        Err(text) if text.starts_with("ERR wrong number") => {
            return refuse("ERR Wrong number of args calling Redis command from script");
        }
        Err(_) => return refuse("ERR Unknown Redis command called from script"),
    };
    if command.has("noscript") {
        return refuse("ERR This Redis command is not allowed from script");
    }
    let read_only = call.within == Within::Script { read_only: true };
    if read_only && command.has("write") {
        return refuse("ERR Write commands are not allowed from read-only scripts.");
    }
    call.protocol = protocol;
    match crate::commands::execute(call, command, &words) {
        Ok(reply) => reply.lowered(protocol),
        Err(Stop::Error(text)) => Reply::Error(text),
        Err(Stop::Wait(_)) => Reply::NilArray,
    }
}
