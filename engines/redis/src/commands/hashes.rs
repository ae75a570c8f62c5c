//! Hashes.

use super::Handler;
use crate::args::{Args, int, is_word};
use crate::call::Call;
use crate::data::hash::Hash;
use crate::reply::{Answer, Bytes, Reply, SYNTAX, Stop};
use crate::text::number;

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "hset" => |call, words| Ok(Reply::count(set_all(call, words, "hset")?)),
        "hmset" => |call, words| set_all(call, words, "hmset").map(|_| Reply::ok()),
        "hsetnx" => hsetnx,
        "hget" => |call, words| {
            let hash = call.read::<Hash>(&words[1])?;
            Ok(Reply::maybe(hash.and_then(|hash| hash.get(&words[2]))))
        },
        "hmget" => hmget,
        "hdel" => hdel,
        "hlen" => {
            |call, words| Ok(Reply::count(call.read::<Hash>(&words[1])?.map_or(0, Hash::len)))
        }
        "hstrlen" => |call, words| {
            let hash = call.read::<Hash>(&words[1])?;
            Ok(Reply::count(hash.and_then(|hash| hash.get(&words[2])).map_or(0, Vec::len)))
        },
        "hexists" => |call, words| {
            let hash = call.read::<Hash>(&words[1])?;
            Ok(Reply::flag(hash.is_some_and(|hash| hash.get(&words[2]).is_some())))
        },
        "hkeys" => |call, words| {
            let hash = call.copy::<Hash>(&words[1])?;
            Ok(Reply::bulks(hash.iter().map(|(field, _)| field)))
        },
        "hvals" => |call, words| {
            let hash = call.copy::<Hash>(&words[1])?;
            Ok(Reply::bulks(hash.iter().map(|(_, value)| value)))
        },
        "hgetall" => |call, words| {
            let hash = call.copy::<Hash>(&words[1])?;
            let pairs = hash.iter().map(|(field, value)| (Reply::bulk(field), Reply::bulk(value)));
            Ok(Reply::Map(pairs.collect()))
        },
        "hincrby" => hincrby,
        "hincrbyfloat" => hincrbyfloat,
        "hrandfield" => hrandfield,
        _ => return None,
    })
}

fn set_all(call: &mut Call<'_>, words: &[Bytes], command: &str) -> Result<usize, Stop> {
    if words.len() % 2 == 1 {
        return Err(Stop::Error(format!("ERR wrong number of arguments for '{command}' command")));
    }
    let hash = call.make::<Hash>(&words[1])?;
    let pairs = words[2..].chunks_exact(2);
    let added = pairs.filter(|pair| hash.set(&pair[0], pair[1].clone())).count();
    call.touch(&words[1]);
    Ok(added)
}

fn hsetnx(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let hash = call.make::<Hash>(&words[1])?;
    let is_new = hash.get(&words[2]).is_none();
    if is_new {
        hash.set(&words[2], words[3].clone());
        call.touch(&words[1]);
    }
    Ok(Reply::flag(is_new))
}

fn hmget(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let hash = call.read::<Hash>(&words[1])?;
    let get = |field: &Bytes| Reply::maybe(hash.and_then(|hash| hash.get(field)));
    Ok(Reply::Array(words[2..].iter().map(get).collect()))
}

fn hdel(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let Some(hash) = call.change::<Hash>(&words[1])? else { return Ok(Reply::Int(0)) };
    let gone = words[2..].iter().filter(|field| hash.remove(field)).count();
    if gone > 0 {
        call.touch(&words[1]);
    }
    Ok(Reply::count(gone))
}

fn hincrby(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let by = int(&words[3])?;
    let before = match call.read::<Hash>(&words[1])?.and_then(|hash| hash.get(&words[2])) {
        Some(value) => number::integer(value).ok_or("ERR hash value is not an integer")?,
        None => 0,
    };
    let sum = before.checked_add(by).ok_or("ERR increment or decrement would overflow")?;
    call.make::<Hash>(&words[1])?.set(&words[2], sum.to_string().into_bytes());
    call.touch(&words[1]);
    Ok(Reply::Int(sum))
}

fn hincrbyfloat(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    crate::args::float(&words[3])?;
    let before = call.read::<Hash>(&words[1])?.and_then(|hash| hash.get(&words[2])).cloned();
    let before = before.unwrap_or_else(|| b"0".to_vec());
    let sum = super::strings::float_sum(&before, &words[3], "ERR hash value is not a float")?;
    call.make::<Hash>(&words[1])?.set(&words[2], sum.clone().into_bytes());
    call.touch(&words[1]);
    Ok(Reply::Bulk(sum.into_bytes()))
}

fn hrandfield(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let hash = call.copy::<Hash>(&words[1])?;
    let Some(count) = words.get(2) else {
        let at = call.server.random.below(hash.len());
        return Ok(Reply::maybe(hash.at(at).map(|(field, _)| field)));
    };
    let count = int(count)?;
    let mut args = Args::new(&words[3..]);
    let with_values = args.next().map(|word| is_word(word, "WITHVALUES"));
    if with_values == Some(false) || args.len() > 0 {
        return Err(SYNTAX.into());
    }
    let picked = pick(call, hash.len(), count)?;
    let pairs = picked.into_iter().filter_map(|at| hash.at(at));
    if with_values.is_none() {
        return Ok(Reply::bulks(pairs.map(|(field, _)| field)));
    }
    let pairs = pairs.map(|(field, value)| vec![Reply::bulk(field), Reply::bulk(value)]);
    Ok(paired(pairs, call.protocol))
}

/// Pairs: a flat list in version 2 of the protocol, a list of lists in version 3.
pub(super) fn paired(pairs: impl Iterator<Item = Vec<Reply>>, protocol: u8) -> Reply {
    Reply::Array(if protocol >= 3 {
        pairs.map(Reply::Array).collect()
    } else {
        pairs.flatten().collect()
    })
}

/// Positions a `…RAND…` command with a count picks: different ones, or with a negative count any.
pub(super) fn pick(call: &mut Call<'_>, length: usize, count: i64) -> Result<Vec<usize>, Stop> {
    const RANGE: &str = "ERR value is out of range";
    if length == 0 {
        return Ok(Vec::new());
    }
    let wanted = usize::try_from(count.unsigned_abs()).map_err(|_| RANGE)?;
    if count >= 0 {
        if wanted >= length {
            return Ok((0..length).collect());
        }
        return Ok(call.server.random.distinct(length, wanted));
    }
    if wanted > 1 << 22 {
        return Err(RANGE.into());
    }
    Ok((0..wanted).map(|_| call.server.random.below(length)).collect())
}
