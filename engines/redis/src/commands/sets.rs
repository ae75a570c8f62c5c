//! Sets: one key at a time.

use super::Handler;
use super::hashes::pick;
use crate::args::{count, int};
use crate::call::Call;
use crate::data::set::Set;
use crate::reply::{Answer, Bytes, Reply, SYNTAX};

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "sadd" => sadd,
        "srem" => srem,
        "scard" => |call, words| Ok(Reply::count(call.read::<Set>(&words[1])?.map_or(0, Set::len))),
        "sismember" => |call, words| {
            let set = call.read::<Set>(&words[1])?;
            Ok(Reply::flag(set.is_some_and(|set| set.contains(&words[2]))))
        },
        "smismember" => |call, words| {
            let set = call.copy::<Set>(&words[1])?;
            let members = words[2..].iter();
            Ok(Reply::Array(members.map(|one| Reply::flag(set.contains(one))).collect()))
        },
        "smembers" => |call, words| Ok(reply(&call.copy::<Set>(&words[1])?)),
        "smove" => smove,
        "spop" => spop,
        "srandmember" => srandmember,
        _ => return None,
    })
}

/// A set, as a reply.
pub(super) fn reply(set: &Set) -> Reply {
    Reply::Set(set.iter().map(Reply::bulk).collect())
}

fn sadd(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let set = call.make::<Set>(&words[1])?;
    let added = words[2..].iter().filter(|member| set.add(member)).count();
    if added > 0 {
        call.touch(&words[1]);
    }
    Ok(Reply::count(added))
}

fn srem(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let Some(set) = call.change::<Set>(&words[1])? else { return Ok(Reply::Int(0)) };
    let gone = words[2..].iter().filter(|member| set.remove(member)).count();
    if gone > 0 {
        call.touch(&words[1]);
    }
    Ok(Reply::count(gone))
}

fn smove(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let (from, to, member) = (&words[1], &words[2], &words[3]);
    let Some(set) = call.read::<Set>(from)? else { return Ok(Reply::Int(0)) };
    let has = set.contains(member);
    call.read::<Set>(to)?;
    if from == to || !has {
        return Ok(Reply::flag(has));
    }
    if let Some(set) = call.change::<Set>(from)? {
        set.remove(member);
    }
    call.touch(from);
    call.make::<Set>(to)?.add(member);
    call.touch(to);
    Ok(Reply::Int(1))
}

fn spop(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    if words.len() > 3 {
        return Err(SYNTAX.into());
    }
    let wanted = words.get(2).map(|text| count(text)).transpose()?;
    let set = call.copy::<Set>(&words[1])?;
    let wanted_count = wanted.unwrap_or(1);
    let places = if wanted_count >= set.len() {
        (0..set.len()).collect()
    } else {
        call.server.random.distinct(set.len(), wanted_count)
    };
    let picked: Vec<Bytes> = places.into_iter().filter_map(|at| set.at(at).cloned()).collect();
    if let Some(set) = call.change::<Set>(&words[1])? {
        picked.iter().for_each(|member| {
            set.remove(member);
        });
        call.touch(&words[1]);
    }
    Ok(match wanted {
        None => Reply::maybe(picked.first()),
        Some(_) => Reply::Set(picked.into_iter().map(Reply::Bulk).collect()),
    })
}

fn srandmember(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    if words.len() > 3 {
        return Err(SYNTAX.into());
    }
    let wanted = words.get(2).map(|text| int(text)).transpose()?;
    let set = call.copy::<Set>(&words[1])?;
    let Some(wanted) = wanted else {
        let at = call.server.random.below(set.len());
        return Ok(Reply::maybe(set.at(at)));
    };
    let places = pick(call, set.len(), wanted)?;
    Ok(Reply::bulks(places.into_iter().filter_map(|at| set.at(at))))
}
