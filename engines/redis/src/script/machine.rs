//! A Lua machine as scripts see it: the libraries the server has, nothing that reaches outside, and
//! globals that cannot be changed.

use mlua::{Function, IntoLuaMulti, Lua, LuaOptions, StdLib, Table, Value};

use super::raised;

/// Protects the globals, and gives `pcall` the server's kind of errors.
const SEAL: &str = include_str!("seal.lua");

/// A machine with Lua's own libraries, apart from those that reach outside.
pub(super) fn bare() -> mlua::Result<Lua> {
    let libraries = StdLib::TABLE | StdLib::STRING | StdLib::MATH;
    let lua = Lua::new_with(libraries, LuaOptions::new().catch_rust_panics(false))?;
    let guarded: Function = lua.globals().get("xpcall")?;
    lua.set_named_registry_value("xpcall", guarded)?;
    Ok(lua)
}

/// Sets a global.
pub(super) fn global(lua: &Lua, name: &str, value: impl mlua::IntoLua) -> mlua::Result<()> {
    lua.globals().raw_set(name, value)
}

/// Adds the server's libraries.
pub(super) fn furnish(lua: &Lua, redis: &Table) -> mlua::Result<()> {
    global(lua, "redis", redis)?;
    global(lua, "cjson", super::json::table(lua)?)?;
    global(lua, "bit", super::bits::table(lua)?)?;
    global(lua, "cmsgpack", super::msgpack::table(lua)?)?;
    global(lua, "struct", super::packing::table(lua)?)?;
    // What is random follows from a seed, the same for every script.
    lua.load("math.randomseed(0)").exec()
}

/// Closes the globals: what a script sets or misses is an error from here on.
pub(super) fn seal(lua: &Lua) -> mlua::Result<()> {
    let plain = lua.create_function(|lua, value: Value| {
        Ok(match &value {
            Value::Error(_) => Value::String(lua.create_string(raised::of_value(&value).text)?),
            Value::Table(table) if table.raw_get::<mlua::LuaString>("err").is_ok() => {
                Value::String(lua.create_string(raised::of_value(&value).text)?)
            }
            _ => value,
        })
    })?;
    lua.load(SEAL).set_name("=seal").call(plain)
}

/// Calls a function; an error becomes what the server replies: its text, the name of the script, and
/// the line.
pub(super) fn protect(
    lua: &Lua,
    function: &Function,
    arguments: impl IntoLuaMulti,
    name: &str,
) -> mlua::Result<Result<Value, String>> {
    let name = name.to_owned();
    let handler = lua.create_function(move |lua, value: Value| {
        let raised = raised::of_value(&value);
        let code = if raised.is_reply { "" } else { "ERR " };
        let place = raised::place(lua, true).unwrap_or_else(|| "@user_script:0".into());
        lua.create_string(format!("{code}{} script: {name}, on {place}.", raised.text))
    })?;
    let function = function.clone();
    let arguments = arguments.into_lua_multi(lua)?;
    let start = function.bind(arguments)?;
    let guarded: Function = lua.named_registry_value("xpcall")?;
    let (fine, value): (bool, Value) = guarded.call((start, handler))?;
    Ok(if fine {
        Ok(value)
    } else {
        Err(match value {
            Value::String(text) => text.to_string_lossy(),
            // The handler itself had no room left.
            _ => "ERR error in error handling".into(),
        })
    })
}
