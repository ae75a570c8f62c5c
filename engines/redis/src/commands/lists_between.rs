//! Lists: several keys, and waiting for an item.

use super::Handler;
use super::lists::{End, take};
use crate::args::{Args, natural, timeout};
use crate::call::Call;
use crate::data::value::List;
use crate::reply::{Answer, Bytes, Reply, SYNTAX, Stop};

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "rpoplpush" => |call, words| shift(call, &words[1], &words[2], End::Right, End::Left),
        "lmove" => |call, words| {
            let ends = (End::read(&words[3])?, End::read(&words[4])?);
            shift(call, &words[1], &words[2], ends.0, ends.1)
        },
        "brpoplpush" => |call, words| wait_shift(call, words, End::Right, End::Left, &words[3]),
        "blmove" => |call, words| {
            let ends = (End::read(&words[3])?, End::read(&words[4])?);
            wait_shift(call, words, ends.0, ends.1, &words[5])
        },
        "blpop" => |call, words| wait_pop(call, words, End::Left),
        "brpop" => |call, words| wait_pop(call, words, End::Right),
        "lmpop" => |call, words| many(call, &words[1..], None),
        "blmpop" => |call, words| {
            let time = timeout(&words[1])?;
            many(call, &words[2..], Some(time))
        },
        _ => return None,
    })
}

fn shift(call: &mut Call<'_>, from: &[u8], to: &[u8], out: End, into: End) -> Answer {
    if call.read::<List>(from)?.is_none() {
        return Ok(Reply::Nil);
    }
    call.read::<List>(to)?;
    let Some(item) = take(call, from, out, 1)?.pop() else { return Ok(Reply::Nil) };
    into.push(call.make::<List>(to)?, item.clone());
    call.touch(to);
    Ok(Reply::Bulk(item))
}

fn wait_shift(call: &mut Call<'_>, words: &[Bytes], out: End, into: End, time: &[u8]) -> Answer {
    let time = timeout(time)?;
    match shift(call, &words[1], &words[2], out, into)? {
        Reply::Nil => call.wait(time, Reply::Nil),
        moved => Ok(moved),
    }
}

fn wait_pop(call: &mut Call<'_>, words: &[Bytes], end: End) -> Answer {
    let last = words.len() - 1;
    let time = timeout(&words[last])?;
    for key in &words[1..last] {
        if let Some(item) = take(call, key, end, 1)?.pop() {
            return Ok(Reply::bulks([key, &item]));
        }
    }
    call.wait(time, Reply::NilArray)
}

/// Reads `numkeys key …`.
pub(super) fn keys<'a>(args: &mut Args<'a>) -> Result<&'a [Bytes], Stop> {
    const ERROR: &str = "ERR numkeys should be greater than 0";
    let count = natural(args.need()?, ERROR)?;
    if count == 0 {
        return Err(ERROR.into());
    }
    args.take(count)
}

/// Reads `COUNT n`, 1 where it is not there; nothing may follow.
pub(super) fn count_option(args: &mut Args<'_>) -> Result<usize, Stop> {
    const ERROR: &str = "ERR count should be greater than 0";
    if args.len() == 0 {
        return Ok(1);
    }
    if !args.word("COUNT") {
        return Err(SYNTAX.into());
    }
    let count = natural(args.need()?, ERROR)?;
    args.end()?;
    if count == 0 { Err(ERROR.into()) } else { Ok(count) }
}

fn many(call: &mut Call<'_>, words: &[Bytes], waits: Option<Option<u64>>) -> Answer {
    let mut args = Args::new(words);
    let keys = keys(&mut args)?;
    let end = End::read(args.need()?)?;
    let count = count_option(&mut args)?;
    for key in keys {
        let items = take(call, key, end, count)?;
        if !items.is_empty() {
            return Ok(Reply::Array(vec![Reply::bulk(key), Reply::bulks(items)]));
        }
    }
    match waits {
        Some(time) => call.wait(time, Reply::NilArray),
        None => Ok(Reply::NilArray),
    }
}
