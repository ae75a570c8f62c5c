//! Strings as a whole, and numbers in them: `SET`, `GET`, `INCR`, `MSET`.

use super::Handler;
use crate::args::{Args, int, is_word};
use crate::call::Call;
use crate::data::value::{Text, Value};
use crate::reply::{Answer, Bytes, NOT_FLOAT, NOT_INTEGER, Reply, SYNTAX, Stop};
use crate::text::extended::Extended;
use crate::text::number;

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "get" => get,
        "set" => set,
        "setnx" => setnx,
        "setex" => |call, words| set_for(call, words, 1000),
        "psetex" => |call, words| set_for(call, words, 1),
        "getset" => getset,
        "getdel" => getdel,
        "getex" => getex,
        "mget" => mget,
        "mset" => mset,
        "msetnx" => msetnx,
        "incr" => |call, words| add(call, &words[1], 1),
        "decr" => |call, words| add(call, &words[1], -1),
        "incrby" => |call, words| {
            let by = int(&words[2])?;
            add(call, &words[1], by)
        },
        "decrby" => |call, words| {
            let by = int(&words[2])?.checked_neg().ok_or("ERR decrement would overflow")?;
            add(call, &words[1], by)
        },
        "incrbyfloat" => add_float,
        _ => return None,
    })
}

pub(super) fn get(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    Ok(Reply::maybe(call.read::<Text>(&words[1])?.map(|text| &text.bytes)))
}

/// When a key that is set expires.
#[derive(Clone, Copy, Default, PartialEq)]
enum Expiry {
    #[default]
    Never,
    /// When it did before.
    Kept,
    /// At this time, in milliseconds since 1970.
    At(u64),
}

/// Reads the number after `EX`, `PX`, `EXAT`, `PXAT`, as milliseconds since 1970.
fn expiry(call: &Call<'_>, option: &[u8], text: &[u8], command: &str) -> Result<u64, Stop> {
    let number = int(text)?;
    let invalid = || Stop::Error(format!("ERR invalid expire time in '{command}' command"));
    if number <= 0 {
        return Err(invalid());
    }
    let unit = if option.first().is_some_and(|b| b.eq_ignore_ascii_case(&b'p')) { 1 } else { 1000 };
    let ms = number.checked_mul(unit).ok_or_else(invalid)?;
    let absolute = option.len() == 4;
    let start = if absolute { 0 } else { i64::try_from(call.now()).unwrap_or_default() };
    let at = ms.checked_add(start).ok_or_else(invalid)?;
    u64::try_from(at).map_err(|_| invalid())
}

fn is_expiry(word: &[u8]) -> bool {
    ["EX", "PX", "EXAT", "PXAT"].iter().any(|option| is_word(word, option))
}

fn set(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let (key, value) = (&words[1], &words[2]);
    let mut args = Args::new(&words[3..]);
    let (mut only_new, mut only_old, mut get) = (false, false, false);
    let mut expiry_option: Option<(&Bytes, &Bytes)> = None;
    let mut keep = false;
    while let Some(word) = args.next() {
        if is_word(word, "NX") && !only_old {
            only_new = true;
        } else if is_word(word, "XX") && !only_new {
            only_old = true;
        } else if is_word(word, "GET") {
            get = true;
        } else if is_word(word, "KEEPTTL") && expiry_option.is_none() {
            keep = true;
        } else if is_expiry(word) && !keep && expiry_option.is_none() && args.len() > 0 {
            expiry_option = Some((word, args.need()?));
        } else {
            return Err(SYNTAX.into());
        }
    }
    let expires = match expiry_option {
        Some((option, text)) => Expiry::At(expiry(call, option, text, "set")?),
        None if keep => Expiry::Kept,
        None => Expiry::Never,
    };
    let before = if get {
        Some(Reply::maybe(call.read::<Text>(key)?.map(|text| &text.bytes)))
    } else {
        None
    };
    let exists = call.has(key);
    if only_new && exists || only_old && !exists {
        return Ok(before.unwrap_or(Reply::Nil));
    }
    put(call, key, value, expires);
    Ok(before.unwrap_or(Reply::ok()))
}

fn put(call: &mut Call<'_>, key: &[u8], value: &[u8], expires: Expiry) {
    let kept = call.db().get(key).and_then(|entry| entry.expires);
    call.set(key, Value::Text(Text::new(value)));
    let at = match expires {
        Expiry::Never => None,
        Expiry::Kept => kept,
        Expiry::At(at) => Some(at),
    };
    call.db().expire(key, at);
    drop_if_over(call, key, at);
}

/// Removes a key that has expired as it is set.
fn drop_if_over(call: &mut Call<'_>, key: &[u8], at: Option<u64>) {
    if at.is_some_and(|at| at < call.now()) {
        call.remove(key);
    }
}

fn setnx(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    if call.has(&words[1]) {
        return Ok(Reply::Int(0));
    }
    put(call, &words[1], &words[2], Expiry::Never);
    Ok(Reply::Int(1))
}

fn set_for(call: &mut Call<'_>, words: &[Bytes], unit: u64) -> Answer {
    let (option, command) = if unit == 1 { (b"PX", "psetex") } else { (b"EX", "setex") };
    let at = expiry(call, option, &words[2], command)?;
    put(call, &words[1], &words[3], Expiry::At(at));
    Ok(Reply::ok())
}

fn getset(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let before = get(call, words)?;
    put(call, &words[1], &words[2], Expiry::Never);
    Ok(before)
}

fn getdel(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let before = get(call, words)?;
    call.remove(&words[1]);
    Ok(before)
}

fn getex(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let mut option: Option<(&Bytes, &Bytes)> = None;
    let mut persist = false;
    let mut args = Args::new(&words[2..]);
    while let Some(word) = args.next() {
        if is_word(word, "PERSIST") && option.is_none() {
            persist = true;
        } else if is_expiry(word) && !persist && option.is_none() && args.len() > 0 {
            option = Some((word, args.need()?));
        } else {
            return Err(SYNTAX.into());
        }
    }
    let value = get(call, words)?;
    if value == Reply::Nil {
        return Ok(value);
    }
    let key = &words[1];
    if let Some((option, text)) = option {
        let at = expiry(call, option, text, "getex")?;
        call.db().expire(key, Some(at));
        call.touch(key);
        drop_if_over(call, key, Some(at));
    } else if persist && call.db().get(key).is_some_and(|entry| entry.expires.is_some()) {
        call.db().expire(key, None);
        call.touch(key);
    }
    Ok(value)
}

fn mget(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let mut values = Vec::new();
    for key in &words[1..] {
        let text = call.read::<Text>(key).ok().flatten();
        values.push(Reply::maybe(text.map(|text| &text.bytes)));
    }
    Ok(Reply::Array(values))
}

fn pairs<'w>(words: &'w [Bytes], command: &str) -> Result<Vec<(&'w Bytes, &'w Bytes)>, Stop> {
    if words.len().is_multiple_of(2) {
        return Err(Stop::Error(format!("ERR wrong number of arguments for '{command}' command")));
    }
    Ok(words[1..].chunks_exact(2).map(|pair| (&pair[0], &pair[1])).collect())
}

fn mset(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    for (key, value) in pairs(words, "mset")? {
        put(call, key, value, Expiry::Never);
    }
    Ok(Reply::ok())
}

fn msetnx(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let pairs = pairs(words, "msetnx")?;
    if pairs.iter().any(|(key, _)| call.has(key)) {
        return Ok(Reply::Int(0));
    }
    for (key, value) in pairs {
        put(call, key, value, Expiry::Never);
    }
    Ok(Reply::Int(1))
}

fn add(call: &mut Call<'_>, key: &[u8], by: i64) -> Answer {
    let before = match call.read::<Text>(key)? {
        Some(text) => number::integer(&text.bytes).ok_or(NOT_INTEGER)?,
        None => 0,
    };
    let sum = before.checked_add(by).ok_or("ERR increment or decrement would overflow")?;
    call.set_text(key, Text::new(sum.to_string()));
    Ok(Reply::Int(sum))
}

/// The sum of two numbers in the texts of a server, which counts with 64-bit mantissas.
pub(super) fn float_sum(before: &[u8], by: &[u8], error: &str) -> Result<String, Stop> {
    const OVER: &str = "ERR increment would produce NaN or Infinity";
    let plain = number::double(before).ok_or(error)? + number::double(by).ok_or(NOT_FLOAT)?;
    if !plain.is_finite() {
        return Err(OVER.into());
    }
    let exact = Extended::read(before).zip(Extended::read(by));
    let exact = exact.and_then(|(before, by)| before.plus(by).write());
    Ok(exact.unwrap_or_else(|| number::general(plain)))
}

fn add_float(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let before = match call.read::<Text>(&words[1])? {
        Some(text) => text.bytes.clone(),
        None => b"0".to_vec(),
    };
    let sum = float_sum(&before, &words[2], NOT_FLOAT)?;
    call.set_text(&words[1], Text::new(sum.as_bytes()));
    Ok(Reply::Bulk(sum.into_bytes()))
}
