//! The library `cmsgpack`.

use mlua::{Lua, MultiValue, Table, Value, Variadic};

use super::raised;

/// What nests deeper is packed as nothing, and not unpacked.
const DEPTH: usize = 16;

/// Makes the library.
pub(super) fn table(lua: &Lua) -> mlua::Result<Table> {
    let table = lua.create_table()?;
    table.raw_set(
        "pack",
        lua.create_function(|lua, values: Variadic<Value>| {
            if values.is_empty() {
                return Err(raised::message(lua, "MessagePack pack needs input."));
            }
            let mut out = Vec::new();
            values.iter().for_each(|value| pack(value, &mut out, 0));
            lua.create_string(out)
        })?,
    )?;
    table.raw_set(
        "unpack",
        lua.create_function(|lua, text: mlua::LuaString| {
            let bytes = text.as_bytes().to_vec();
            let mut reader = Reader { lua, bytes: &bytes };
            let mut values = Vec::new();
            while !reader.bytes.is_empty() {
                values.push(reader.value(0).map_err(|text| raised::message(lua, text))?);
            }
            Ok(MultiValue::from_vec(values))
        })?,
    )?;
    Ok(table)
}

fn head(out: &mut Vec<u8>, length: usize, small: Option<(usize, u8)>, marks: [Option<u8>; 3]) {
    if let Some((_, base)) = small.filter(|(below, _)| length < *below) {
        out.push(base | u8::try_from(length).unwrap_or_default());
        return;
    }
    let [one, two, four] = marks;
    if let (Some(mark), Ok(length)) = (one, u8::try_from(length)) {
        out.extend_from_slice(&[mark, length]);
    } else if let (Some(mark), Ok(length)) = (two, u16::try_from(length)) {
        out.push(mark);
        out.extend_from_slice(&length.to_be_bytes());
    } else if let Some(mark) = four {
        out.push(mark);
        out.extend_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes());
    }
}

fn pack(value: &Value, out: &mut Vec<u8>, depth: usize) {
    match value {
        Value::Boolean(is) => out.push(if *is { 0xc3 } else { 0xc2 }),
        Value::Integer(number) => pack_whole(super::values::whole(*number), out),
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 9.2e18 => {
            pack_whole(*number as i64, out);
        }
        Value::Number(number) => {
            let single = *number as f32;
            if f64::from(single) == *number {
                out.push(0xca);
                out.extend_from_slice(&single.to_be_bytes());
            } else {
                out.push(0xcb);
                out.extend_from_slice(&number.to_be_bytes());
            }
        }
        Value::String(text) => {
            let bytes = text.as_bytes();
            head(out, bytes.len(), Some((32, 0xa0)), [Some(0xd9), Some(0xda), Some(0xdb)]);
            out.extend_from_slice(&bytes);
        }
        Value::Table(table) if depth < DEPTH => pack_table(table, out, depth + 1),
        _ => out.push(0xc0),
    }
}

fn pack_whole(number: i64, out: &mut Vec<u8>) {
    if let Ok(small) = u8::try_from(number).or_else(|_| i8::try_from(number).map(i8::cast_unsigned))
        && (small < 128 || (-32..0).contains(&number))
    {
        out.push(small);
        return;
    }
    let bytes = number.to_be_bytes();
    let (mark, width) = if number >= 0 {
        match number {
            0..=0xff => (0xcc, 1),
            0x100..=0xffff => (0xcd, 2),
            0x1_0000..=0xffff_ffff => (0xce, 4),
            _ => (0xcf, 8),
        }
    } else {
        match number {
            -0x80..0 => (0xd0, 1),
            -0x8000..-0x80 => (0xd1, 2),
            -0x8000_0000..-0x8000 => (0xd2, 4),
            _ => (0xd3, 8),
        }
    };
    out.push(mark);
    out.extend_from_slice(&bytes[8 - width..]);
}

fn pack_table(table: &Table, out: &mut Vec<u8>, depth: usize) {
    let pairs: Vec<(Value, Value)> = table.pairs::<Value, Value>().flatten().collect();
    let length = table.raw_len();
    let is_list = pairs.len() == length
        && pairs.iter().all(|(key, _)| matches!(key, Value::Integer(_) | Value::Number(_)));
    if is_list {
        head(out, length, Some((16, 0x90)), [None, Some(0xdc), Some(0xdd)]);
        for at in 1..=length {
            pack(&table.raw_get::<Value>(at).unwrap_or(Value::Nil), out, depth);
        }
        return;
    }
    head(out, pairs.len(), Some((16, 0x80)), [None, Some(0xde), Some(0xdf)]);
    for (key, value) in &pairs {
        pack(key, out, depth);
        pack(value, out, depth);
    }
}

struct Reader<'a> {
    lua: &'a Lua,
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], String> {
        let (taken, rest) = self.bytes.split_at_checked(count).ok_or("Missing bytes in input.")?;
        self.bytes = rest;
        Ok(taken)
    }

    /// A whole number of `width` bytes, the highest first.
    fn whole(&mut self, width: usize) -> Result<u64, String> {
        Ok(self.take(width)?.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    }

    fn length(&mut self, width: usize) -> Result<usize, String> {
        let length = self.whole(width)?;
        usize::try_from(length).map_err(|_| "Missing bytes in input.".into())
    }

    fn text(&mut self, length: usize) -> Result<Value, String> {
        let string = self.lua.create_string(self.take(length)?);
        string.map(Value::String).map_err(|error| error.to_string())
    }

    fn list(&mut self, length: usize, depth: usize) -> Result<Value, String> {
        let table = self.lua.create_table().map_err(|error| error.to_string())?;
        for at in 1..=length {
            let value = self.value(depth + 1)?;
            table.raw_set(at, value).map_err(|error| error.to_string())?;
        }
        Ok(Value::Table(table))
    }

    fn map(&mut self, length: usize, depth: usize) -> Result<Value, String> {
        let table = self.lua.create_table().map_err(|error| error.to_string())?;
        for _ in 0..length {
            let (key, value) = (self.value(depth + 1)?, self.value(depth + 1)?);
            table.raw_set(key, value).map_err(|error| error.to_string())?;
        }
        Ok(Value::Table(table))
    }

    fn value(&mut self, depth: usize) -> Result<Value, String> {
        if depth > DEPTH * 8 {
            return Err("Bad data format in input.".into());
        }
        let mark = self.take(1)?[0];
        let number = |number: i64| Value::Number(number as f64);
        Ok(match mark {
            0..=0x7f => number(i64::from(mark)),
            0xe0..=0xff => number(i64::from(mark.cast_signed())),
            0x80..=0x8f => self.map(usize::from(mark & 15), depth)?,
            0x90..=0x9f => self.list(usize::from(mark & 15), depth)?,
            0xa0..=0xbf => self.text(usize::from(mark & 31))?,
            0xc0 => Value::Nil,
            0xc2 | 0xc3 => Value::Boolean(mark == 0xc3),
            0xc4..=0xc6 => {
                let length = self.length(1 << (mark - 0xc4))?;
                self.text(length)?
            }
            0xca => Value::Number(f64::from(f32::from_bits(
                u32::try_from(self.whole(4)?).unwrap_or_default(),
            ))),
            0xcb => Value::Number(f64::from_bits(self.whole(8)?)),
            0xcc..=0xcf => Value::Number(self.whole(1 << (mark - 0xcc))? as f64),
            0xd0..=0xd3 => {
                let width = 1 << (mark - 0xd0);
                let shift = 64 - 8 * width;
                number((self.whole(width)? << shift).cast_signed() >> shift)
            }
            0xd9..=0xdb => {
                let length = self.length(1 << (mark - 0xd9))?;
                self.text(length)?
            }
            0xdc | 0xdd => {
                let length = self.length(2 << (mark - 0xdc))?;
                self.list(length, depth)?
            }
            0xde | 0xdf => {
                let length = self.length(2 << (mark - 0xde))?;
                self.map(length, depth)?
            }
            _ => return Err("Bad data format in input.".into()),
        })
    }
}
