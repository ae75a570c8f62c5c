//! Replies as values of a script, and back.

use mlua::{Lua, Table, Value};

use crate::reply::{Bytes, Reply};

/// How deep tables may nest that become a reply.
const DEPTH: usize = 200;

/// A list of strings.
pub(super) fn strings(lua: &Lua, list: &[Bytes]) -> mlua::Result<Table> {
    let table = lua.create_table()?;
    for (at, text) in list.iter().enumerate() {
        table.raw_set(at + 1, lua.create_string(text)?)?;
    }
    Ok(table)
}

fn single(lua: &Lua, name: &str, value: Value) -> mlua::Result<Value> {
    let table = lua.create_table()?;
    table.raw_set(name, value)?;
    Ok(Value::Table(table))
}

fn text(lua: &Lua, bytes: impl AsRef<[u8]>) -> mlua::Result<Value> {
    lua.create_string(bytes.as_ref()).map(Value::String)
}

fn list(lua: &Lua, items: Vec<Reply>) -> mlua::Result<Value> {
    let table = lua.create_table()?;
    for (at, item) in items.into_iter().enumerate() {
        table.raw_set(at + 1, from_reply(lua, item)?)?;
    }
    Ok(Value::Table(table))
}

/// A reply, lowered already to the version of the protocol that the script asked for.
pub(super) fn from_reply(lua: &Lua, reply: Reply) -> mlua::Result<Value> {
    Ok(match reply {
        Reply::Status(status) => single(lua, "ok", text(lua, status.as_bytes())?)?,
        Reply::Error(error) => single(lua, "err", text(lua, error)?)?,
        Reply::Int(number) => Value::Number(number as f64),
        Reply::Bulk(bytes) => text(lua, bytes)?,
        Reply::Nil | Reply::NilArray => Value::Boolean(false),
        Reply::Array(items) | Reply::Push(items) | Reply::Several(items) => list(lua, items)?,
        Reply::Bool(is) => Value::Boolean(is),
        Reply::Double(number) => single(lua, "double", Value::Number(number))?,
        Reply::BigNumber(digits) => single(lua, "big_number", text(lua, digits)?)?,
        Reply::Verbatim(format, bytes) => {
            let table = lua.create_table()?;
            table.raw_set("format", format)?;
            table.raw_set("string", text(lua, bytes)?)?;
            single(lua, "verbatim_string", Value::Table(table))?
        }
        Reply::Map(pairs) => {
            let table = lua.create_table()?;
            for (key, value) in pairs {
                table.raw_set(from_reply(lua, key)?, from_reply(lua, value)?)?;
            }
            single(lua, "map", Value::Table(table))?
        }
        Reply::Set(items) => {
            let table = lua.create_table()?;
            for item in items {
                table.raw_set(from_reply(lua, item)?, true)?;
            }
            single(lua, "set", Value::Table(table))?
        }
    })
}

/// What a script returns, as a reply.
pub(super) fn to_reply(value: &Value, protocol: u8) -> Reply {
    nested(value, protocol, 0)
}

fn nested(value: &Value, protocol: u8, depth: usize) -> Reply {
    match value {
        Value::String(text) => Reply::bulk(text.as_bytes()),
        Value::Integer(number) => Reply::Int(whole(*number)),
        Value::Number(number) => Reply::Int(truncated(*number)),
        Value::Boolean(is) if protocol >= 3 => Reply::Bool(*is),
        Value::Boolean(true) => Reply::Int(1),
        Value::Table(_) if depth > DEPTH => Reply::Error("ERR reached lua stack limit".into()),
        Value::Table(table) => of_table(table, protocol, depth + 1),
        _ => Reply::Nil,
    }
}

/// A whole number of the machine, whose width is that of its target.
pub(super) fn whole(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or_default()
}

/// As the processor does it: what does not fit becomes the lowest number there is.
fn truncated(number: f64) -> i64 {
    let whole = number.trunc();
    if (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&whole) {
        whole as i64
    } else {
        i64::MIN
    }
}

fn of_table(table: &Table, protocol: u8, depth: usize) -> Reply {
    let field = |name: &str| table.raw_get::<Value>(name).unwrap_or(Value::Nil);
    let one_line = |text: &mlua::LuaString| text.to_string_lossy().replace(['\r', '\n'], " ");
    if let Value::String(text) = field("err") {
        return Reply::Error(one_line(&text));
    }
    if let Value::String(text) = field("ok") {
        return Reply::Status(one_line(&text).into());
    }
    if let Value::Number(number) = field("double") {
        return Reply::Double(number);
    }
    if let Value::Integer(number) = field("double") {
        return Reply::Double(number as f64);
    }
    if let Value::String(digits) = field("big_number") {
        return Reply::BigNumber(digits.as_bytes().to_vec());
    }
    let inner = |value: &Value| nested(value, protocol, depth);
    if let Value::Table(map) = field("map") {
        let pairs = map.pairs::<Value, Value>().flatten();
        return Reply::Map(pairs.map(|(key, value)| (inner(&key), inner(&value))).collect());
    }
    if let Value::Table(set) = field("set") {
        let members = set.pairs::<Value, Value>().flatten();
        return Reply::Set(members.map(|(member, _)| inner(&member)).collect());
    }
    let mut items = Vec::new();
    for at in 1.. {
        match table.raw_get::<Value>(at) {
            Ok(Value::Nil) | Err(_) => break,
            Ok(value) => items.push(inner(&value)),
        }
    }
    Reply::Array(items)
}
