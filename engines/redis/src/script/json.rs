//! The library `cjson`.

mod parse;

use mlua::{Lua, Table, Value};

use super::raised;
use crate::text::number;

/// How deep a text or a value may nest.
const DEPTH: usize = 1000;
/// An array whose highest index is over this has to be half full.
const SPARSE: usize = 10;

/// Makes the library.
pub(super) fn table(lua: &Lua) -> mlua::Result<Table> {
    let table = lua.create_table()?;
    table.raw_set("null", Value::NULL)?;
    table.raw_set("_NAME", "cjson")?;
    table.raw_set("_VERSION", "2.1.0")?;
    table.raw_set(
        "encode",
        lua.create_function(|lua, value: Value| {
            let mut out = Vec::new();
            match encode(&value, &mut out, 0) {
                Ok(()) => lua.create_string(out),
                Err(text) => Err(raised::message(lua, text)),
            }
        })?,
    )?;
    table.raw_set(
        "decode",
        lua.create_function(|lua, text: mlua::LuaString| {
            let bytes = text.as_bytes().to_vec();
            match parse::Parser::new(lua, &bytes).whole() {
                Ok(value) => Ok(value),
                Err(text) => Err(raised::message(lua, text)),
            }
        })?,
    )?;
    for name in [
        "encode_keep_buffer",
        "encode_max_depth",
        "decode_max_depth",
        "encode_invalid_numbers",
        "decode_invalid_numbers",
        "encode_number_precision",
        "encode_sparse_array",
        "decode_array_with_array_mt",
    ] {
        table.raw_set(name, lua.create_function(|_, _: mlua::MultiValue| Ok(super::NOTHING))?)?;
    }
    Ok(table)
}

fn encode(value: &Value, out: &mut Vec<u8>, depth: usize) -> Result<(), String> {
    match value {
        Value::Nil => out.extend_from_slice(b"null"),
        Value::LightUserData(pointer) if pointer.0.is_null() => out.extend_from_slice(b"null"),
        Value::Boolean(is) => out.extend_from_slice(if *is { b"true" } else { b"false" }),
        Value::Integer(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Value::Number(number) => {
            if !number.is_finite() {
                return Err("Cannot serialise number: must not be NaN or Inf".into());
            }
            out.extend_from_slice(number::significant(*number, 14).as_bytes());
        }
        Value::String(text) => quote(&text.as_bytes(), out),
        Value::Table(table) => {
            if depth >= DEPTH {
                return Err(format!("Cannot serialise, excessive depth ({})", depth + 1));
            }
            return encode_table(table, out, depth + 1);
        }
        other => return Err(format!("Cannot serialise {}: type not supported", other.type_name())),
    }
    Ok(())
}

/// The length of a table that is an array, none of one that is an object.
fn array_length(table: &Table) -> Result<Option<usize>, String> {
    let (mut highest, mut count) = (0_usize, 0_usize);
    for pair in table.pairs::<Value, Value>() {
        let index = match pair.map_err(|error| error.to_string())?.0 {
            Value::Integer(index) => usize::try_from(index).ok(),
            Value::Number(index) if index.fract() == 0.0 && (1.0..9e15).contains(&index) => {
                Some(index as usize)
            }
            _ => None,
        };
        let Some(index) = index.filter(|index| *index > 0) else { return Ok(None) };
        highest = highest.max(index);
        count += 1;
    }
    if highest > SPARSE && highest > count * 2 {
        return Err("Cannot serialise table: excessively sparse array".into());
    }
    Ok(Some(highest))
}

fn encode_table(table: &Table, out: &mut Vec<u8>, depth: usize) -> Result<(), String> {
    let lost = |error: mlua::Error| error.to_string();
    if let Some(length) = array_length(table)?.filter(|length| *length > 0) {
        for at in 1..=length {
            out.push(if at == 1 { b'[' } else { b',' });
            encode(&table.raw_get::<Value>(at).map_err(lost)?, out, depth)?;
        }
        out.push(b']');
        return Ok(());
    }
    out.push(b'{');
    for (at, pair) in table.pairs::<Value, Value>().enumerate() {
        let (key, value) = pair.map_err(lost)?;
        if at > 0 {
            out.push(b',');
        }
        match key {
            Value::String(text) => quote(&text.as_bytes(), out),
            Value::Integer(number) => quote(number.to_string().as_bytes(), out),
            Value::Number(number) => quote(number::significant(number, 14).as_bytes(), out),
            _ => return Err("Cannot serialise table: table key must be a number or string".into()),
        }
        out.push(b':');
        encode(&value, out, depth)?;
    }
    out.push(b'}');
    Ok(())
}

fn quote(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    for byte in bytes {
        match byte {
            b'"' | b'\\' | b'/' => out.extend_from_slice(&[b'\\', *byte]),
            8 => out.extend_from_slice(b"\\b"),
            12 => out.extend_from_slice(b"\\f"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0..=0x1f | 0x7f => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
            other => out.push(*other),
        }
    }
    out.push(b'"');
}
