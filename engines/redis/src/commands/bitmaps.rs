//! Strings as rows of bits: `SETBIT`, `GETBIT`, `BITCOUNT`, `BITPOS`, `BITOP`.

use super::Handler;
use crate::args::{int, is_word, range};
use crate::call::Call;
use crate::data::value::{Text, Value};
use crate::reply::{Answer, Bytes, Reply, SYNTAX, Stop};
use crate::text::number;

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "setbit" => setbit,
        "getbit" => getbit,
        "bitcount" => bitcount,
        "bitpos" => bitpos,
        "bitop" => bitop,
        "bitfield" => |call, words| super::bitfield::run(call, words, false),
        "bitfield_ro" => |call, words| super::bitfield::run(call, words, true),
        _ => return None,
    })
}

/// The position of a bit; one more is the length a string may have, 512 MiB.
pub(super) fn offset(text: &[u8]) -> Result<usize, Stop> {
    const ERROR: &str = "ERR bit offset is not an integer or out of range";
    let offset = number::integer(text).and_then(|offset| u32::try_from(offset).ok());
    offset.and_then(|offset| usize::try_from(offset).ok()).ok_or_else(|| ERROR.into())
}

pub(super) fn bit(bytes: &[u8], at: usize) -> bool {
    bytes.get(at / 8).is_some_and(|byte| byte >> (7 - at % 8) & 1 == 1)
}

pub(super) fn set_bit(bytes: &mut [u8], at: usize, on: bool) {
    if let Some(byte) = bytes.get_mut(at / 8) {
        let mask = 1 << (7 - at % 8);
        *byte = if on { *byte | mask } else { *byte & !mask };
    }
}

/// Makes room for bits up to `end`.
pub(super) fn grow(bytes: &mut Bytes, end: usize) -> Result<(), Stop> {
    let length = end.div_ceil(8);
    super::substrings::may_grow(length)?;
    if bytes.len() < length {
        bytes.resize(length, 0);
    }
    Ok(())
}

fn setbit(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let at = offset(&words[2])?;
    let on = match words[3].as_slice() {
        b"0" => false,
        b"1" => true,
        _ => return Err("ERR bit is not an integer or out of range".into()),
    };
    let mut bytes = call.text(&words[1])?;
    let before = bit(&bytes, at);
    grow(&mut bytes, at + 1)?;
    set_bit(&mut bytes, at, on);
    call.set_text(&words[1], Text { bytes, raw: true });
    Ok(Reply::flag(before))
}

fn getbit(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let at = offset(&words[2])?;
    Ok(Reply::flag(bit(&call.text(&words[1])?, at)))
}

/// Whether positions count bits, by the word after them.
fn in_bits(word: Option<&Bytes>) -> Result<bool, Stop> {
    match word {
        None => Ok(false),
        Some(word) if is_word(word, "BIT") => Ok(true),
        Some(word) if is_word(word, "BYTE") => Ok(false),
        Some(_) => Err(SYNTAX.into()),
    }
}

fn bitcount(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let bytes = call.text(&words[1])?;
    let ones = |bytes: &[u8]| bytes.iter().map(|byte| byte.count_ones() as usize).sum::<usize>();
    let (start, end) = match words.get(2..) {
        None | Some([]) => return Ok(Reply::count(ones(&bytes))),
        Some([start, end] | [start, end, _]) => (int(start)?, int(end)?),
        Some(_) => return Err(SYNTAX.into()),
    };
    let bits = in_bits(words.get(4))?;
    if start < 0 && end < 0 && start > end {
        return Ok(Reply::Int(0));
    }
    let total = if bits { bytes.len() * 8 } else { bytes.len() };
    let signed = i64::try_from(total).unwrap_or(i64::MAX);
    // An end before the first one is the first one, unlike in most ranges.
    let end = if end < 0 { (signed + end).max(0) } else { end };
    let range = range(start, end, total);
    if !bits {
        return Ok(Reply::count(ones(&bytes[range])));
    }
    Ok(Reply::count(range.filter(|at| bit(&bytes, *at)).count()))
}

fn bitpos(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let wanted = match int(&words[2])? {
        0 => false,
        1 => true,
        _ => return Err("ERR The bit argument must be 1 or 0.".into()),
    };
    let (start, end) = match words.get(3..) {
        None | Some([]) => (0, None),
        Some([start]) => (int(start)?, None),
        Some([start, end] | [start, end, _]) => (int(start)?, Some(int(end)?)),
        Some(_) => return Err(SYNTAX.into()),
    };
    let bits = in_bits(words.get(5))?;
    if !call.has(&words[1]) {
        return Ok(Reply::Int(if wanted { -1 } else { 0 }));
    }
    let bytes = call.text(&words[1])?;
    let total = if bits { bytes.len() * 8 } else { bytes.len() };
    let signed = i64::try_from(total).unwrap_or(i64::MAX);
    let last = match end {
        Some(end) if end < 0 => (signed + end).max(0),
        Some(end) => end,
        None => -1,
    };
    let found = range(start, last, total);
    if found.is_empty() {
        return Ok(Reply::Int(-1));
    }
    let mut places = if bits { found.clone() } else { found.start * 8..found.end * 8 };
    let past = places.end;
    let at = places.find(|at| bit(&bytes, *at) == wanted);
    // Zeros follow the end of a string that is looked through to its end.
    Ok(match at {
        Some(at) => Reply::count(at),
        None if !wanted && end.is_none() => Reply::count(past),
        None => Reply::Int(-1),
    })
}

fn bitop(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let (target, keys) = (&words[2], &words[3..]);
    let combine: fn(u8, u8) -> u8 = match words[1].to_ascii_lowercase().as_slice() {
        b"and" => |a, b| a & b,
        b"or" => |a, b| a | b,
        b"xor" => |a, b| a ^ b,
        b"not" if keys.len() == 1 => |a, _| !a,
        b"not" => return Err("ERR BITOP NOT must be called with a single source key.".into()),
        _ => return Err(SYNTAX.into()),
    };
    let mut texts = Vec::new();
    for key in keys {
        texts.push(call.text(key)?);
    }
    let length = texts.iter().map(Vec::len).max().unwrap_or_default();
    let byte = |text: &Bytes, at: usize| text.get(at).copied().unwrap_or_default();
    let mut out = Bytes::with_capacity(length);
    for at in 0..length {
        let first = texts.first().map_or(0, |text| byte(text, at));
        let value = if texts.len() == 1 {
            // `NOT`, or the one string as it is.
            if is_word(&words[1], "not") { combine(first, 0) } else { first }
        } else {
            texts[1..].iter().fold(first, |sum, text| combine(sum, byte(text, at)))
        };
        out.push(value);
    }
    if out.is_empty() {
        call.remove(target);
    } else {
        call.set(target, Value::Text(Text { bytes: out, raw: true }));
    }
    Ok(Reply::count(length))
}
