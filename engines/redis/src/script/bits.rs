//! The library `bit`: whole numbers of 32 bits.

use mlua::{Lua, Table, Variadic};

/// A number as 32 bits, as the library takes it: modulo 2^32, rounded to the nearest.
fn bits(number: f64) -> i32 {
    let rounded = number.round_ties_even().rem_euclid(4_294_967_296.0);
    (rounded as u32).cast_signed()
}

/// Makes the library.
pub(super) fn table(lua: &Lua) -> mlua::Result<Table> {
    let table = lua.create_table()?;
    let one = |act: fn(i32) -> i32| lua.create_function(move |_, x: f64| Ok(act(bits(x))));
    table.raw_set("tobit", one(|x| x)?)?;
    table.raw_set("bnot", one(|x| !x)?)?;
    table.raw_set("bswap", one(i32::swap_bytes)?)?;
    let all = |act: fn(i32, i32) -> i32| {
        lua.create_function(move |_, (first, rest): (f64, Variadic<f64>)| {
            Ok(rest.iter().fold(bits(first), |sum, x| act(sum, bits(*x))))
        })
    };
    table.raw_set("band", all(|a, b| a & b)?)?;
    table.raw_set("bor", all(|a, b| a | b)?)?;
    table.raw_set("bxor", all(|a, b| a ^ b)?)?;
    let shift = |act: fn(i32, u32) -> i32| {
        lua.create_function(move |_, (x, by): (f64, f64)| {
            Ok(act(bits(x), bits(by).cast_unsigned() & 31))
        })
    };
    table.raw_set("lshift", shift(|x, by| x << by)?)?;
    table.raw_set("rshift", shift(|x, by| (x.cast_unsigned() >> by).cast_signed())?)?;
    table.raw_set("arshift", shift(|x, by| x >> by)?)?;
    table.raw_set("rol", shift(i32::rotate_left)?)?;
    table.raw_set("ror", shift(i32::rotate_right)?)?;
    table.raw_set(
        "tohex",
        lua.create_function(|_, (x, digits): (f64, Option<f64>)| {
            let wanted = digits.map_or(8, bits);
            let count = usize::try_from(wanted.unsigned_abs()).unwrap_or(8).min(8);
            let text = format!("{:08x}", bits(x));
            let text = &text[8 - count..];
            Ok(if wanted < 0 { text.to_ascii_uppercase() } else { text.to_owned() })
        })?,
    )?;
    Ok(table)
}
