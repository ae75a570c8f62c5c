//! The library `struct`: values as bytes of a fixed layout.

use mlua::{Lua, MultiValue, Table, Value, Variadic};

use super::raised;

/// Makes the library.
pub(super) fn table(lua: &Lua) -> mlua::Result<Table> {
    let table = lua.create_table()?;
    table.raw_set(
        "pack",
        lua.create_function(|lua, (format, values): (mlua::LuaString, Variadic<Value>)| {
            let packed = pack(&format.as_bytes(), &values);
            packed
                .and_then(|bytes| lua.create_string(bytes).map_err(|error| error.to_string()))
                .map_err(|text| raised::message(lua, text))
        })?,
    )?;
    table.raw_set(
        "unpack",
        lua.create_function(
            |lua, (format, text, start): (mlua::LuaString, mlua::LuaString, Option<f64>)| {
                let start = start.map_or(0, |start| (start as usize).saturating_sub(1));
                let bytes = text.as_bytes().to_vec();
                let values = unpack(lua, &format.as_bytes(), &bytes, start);
                values.map(MultiValue::from_vec).map_err(|text| raised::message(lua, text))
            },
        )?,
    )?;
    table.raw_set(
        "size",
        lua.create_function(|lua, format: mlua::LuaString| {
            let items = items(&format.as_bytes()).map_err(|text| raised::message(lua, text))?;
            Ok(items.iter().map(|item| item.width.unwrap_or_default()).sum::<usize>())
        })?,
    )?;
    Ok(table)
}

/// What an item is.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Signed,
    Unsigned,
    Float,
    /// Ended by a zero byte.
    Text,
    /// As long as it is told, or as the number before it says.
    Chars,
    Padding,
}

struct Item {
    kind: Kind,
    width: Option<usize>,
    big: bool,
}

fn items(format: &[u8]) -> Result<Vec<Item>, String> {
    let (mut items, mut big, mut at) = (Vec::new(), false, 0);
    while let Some(&letter) = format.get(at) {
        at += 1;
        let start = at;
        while format.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        let digits = std::str::from_utf8(&format[start..at]).unwrap_or_default();
        let count: Option<usize> = digits.parse().ok();
        let (kind, width) = match letter {
            b'>' => {
                big = true;
                continue;
            }
            b'<' | b'=' => {
                big = false;
                continue;
            }
            b'!' | b' ' => continue,
            b'b' => (Kind::Signed, Some(1)),
            b'B' => (Kind::Unsigned, Some(1)),
            b'h' => (Kind::Signed, Some(2)),
            b'H' => (Kind::Unsigned, Some(2)),
            b'l' => (Kind::Signed, Some(8)),
            b'L' | b'T' => (Kind::Unsigned, Some(8)),
            b'i' => (Kind::Signed, Some(count.unwrap_or(4))),
            b'I' => (Kind::Unsigned, Some(count.unwrap_or(4))),
            b'f' => (Kind::Float, Some(4)),
            b'd' | b'n' => (Kind::Float, Some(8)),
            b's' => (Kind::Text, None),
            b'c' => (Kind::Chars, Some(count.unwrap_or(1))),
            b'x' => (Kind::Padding, Some(1)),
            other => return Err(format!("invalid format option '{}'", char::from(other))),
        };
        if matches!(kind, Kind::Signed | Kind::Unsigned)
            && width.is_some_and(|w| !(1..=8).contains(&w))
        {
            return Err(format!("integral size {} is larger than limit of 32", width.unwrap_or(0)));
        }
        items.push(Item { kind, width, big });
    }
    Ok(items)
}

/// A number's bytes, the lowest first, in the order the item asks for.
fn ordered(mut bytes: Vec<u8>, big: bool) -> Vec<u8> {
    if big {
        bytes.reverse();
    }
    bytes
}

fn number(value: Option<&Value>) -> Result<f64, String> {
    match value {
        Some(Value::Number(number)) => Ok(*number),
        Some(Value::Integer(number)) => Ok(*number as f64),
        Some(Value::String(text)) => {
            text.to_string_lossy().trim().parse().map_err(|_| "number expected, got string".into())
        }
        _ => Err("number expected, got no value".into()),
    }
}

fn pack(format: &[u8], values: &[Value]) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let mut values = values.iter();
    for item in items(format)? {
        let width = item.width.unwrap_or_default();
        match item.kind {
            Kind::Padding => out.push(0),
            Kind::Signed | Kind::Unsigned => {
                let number = number(values.next())?;
                let whole =
                    if number < 0.0 { (number as i64).cast_unsigned() } else { number as u64 };
                out.extend(ordered(whole.to_le_bytes()[..width].to_vec(), item.big));
            }
            Kind::Float => {
                let number = number(values.next())?;
                let bytes = match width {
                    4 => (number as f32).to_le_bytes().to_vec(),
                    _ => number.to_le_bytes().to_vec(),
                };
                out.extend(ordered(bytes, item.big));
            }
            Kind::Text | Kind::Chars => {
                let Some(Value::String(text)) = values.next() else {
                    return Err("string expected, got no value".into());
                };
                let bytes = text.as_bytes();
                let width = if item.kind == Kind::Text || width == 0 { bytes.len() } else { width };
                out.extend_from_slice(bytes.get(..width).ok_or("string too short")?);
                if item.kind == Kind::Text {
                    out.push(0);
                }
            }
        }
    }
    Ok(out)
}

fn unpack(lua: &Lua, format: &[u8], bytes: &[u8], start: usize) -> Result<Vec<Value>, String> {
    let mut values: Vec<Value> = Vec::new();
    let mut rest = bytes.get(start..).ok_or("offset must be 1 or greater")?;
    for item in items(format)? {
        let width = match (item.kind, item.width) {
            (Kind::Text, _) => {
                let zero = rest.iter().position(|byte| *byte == 0);
                zero.ok_or("unfinished string in data")?
            }
            // A width of 0 is the number before.
            (Kind::Chars, Some(0)) => number(values.pop().as_ref())? as usize,
            (_, width) => width.unwrap_or_default(),
        };
        let (taken, left) = rest.split_at_checked(width).ok_or("data string too short")?;
        rest = left;
        let mut low = ordered(taken.to_vec(), item.big);
        match item.kind {
            Kind::Padding => {}
            Kind::Text | Kind::Chars => {
                let text = lua.create_string(taken).map_err(|error| error.to_string())?;
                values.push(Value::String(text));
                if item.kind == Kind::Text {
                    rest = &rest[1..];
                }
            }
            Kind::Float if width == 4 => {
                let mut four = [0; 4];
                four.copy_from_slice(&low);
                values.push(Value::Number(f64::from(f32::from_le_bytes(four))));
            }
            Kind::Signed | Kind::Unsigned | Kind::Float => {
                low.resize(8, 0);
                let mut eight = [0; 8];
                eight.copy_from_slice(&low);
                let bits = u64::from_le_bytes(eight);
                let shift = 64 - 8 * u32::try_from(width).unwrap_or(8);
                values.push(Value::Number(match item.kind {
                    Kind::Float => f64::from_bits(bits),
                    Kind::Signed => ((bits << shift).cast_signed() >> shift) as f64,
                    _ => bits as f64,
                }));
            }
        }
    }
    values.push(Value::Number((bytes.len() - rest.len() + 1) as f64));
    Ok(values)
}
