//! Sorted sets: members and their scores.

use super::Handler;
use super::hashes::{paired, pick};
use super::lists_between::{count_option, keys};
use crate::args::{Args, count, float, int, timeout};
use crate::call::Call;
use crate::data::zset::Zset;
use crate::reply::{Answer, Bytes, NOT_FLOAT, Reply, SYNTAX, Stop};

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "zadd" => zadd,
        "zincrby" => zincrby,
        "zrem" => zrem,
        "zcard" => {
            |call, words| Ok(Reply::count(call.read::<Zset>(&words[1])?.map_or(0, Zset::len)))
        }
        "zscore" => |call, words| {
            let set = call.read::<Zset>(&words[1])?;
            Ok(set.and_then(|set| set.score(&words[2])).map_or(Reply::Nil, Reply::Double))
        },
        "zmscore" => |call, words| {
            let set = call.copy::<Zset>(&words[1])?;
            let score = |one: &Bytes| set.score(one).map_or(Reply::Nil, Reply::Double);
            Ok(Reply::Array(words[2..].iter().map(score).collect()))
        },
        "zrank" => |call, words| rank(call, words, false),
        "zrevrank" => |call, words| rank(call, words, true),
        "zpopmin" => |call, words| pop(call, words, false),
        "zpopmax" => |call, words| pop(call, words, true),
        "bzpopmin" => |call, words| wait_pop(call, words, false),
        "bzpopmax" => |call, words| wait_pop(call, words, true),
        "zmpop" => |call, words| many(call, &words[1..], None),
        "bzmpop" => |call, words| {
            let time = timeout(&words[1])?;
            many(call, &words[2..], Some(time))
        },
        "zrandmember" => zrandmember,
        _ => return None,
    })
}

/// When and how `ZADD` writes.
#[derive(Clone, Copy, Default)]
pub(super) struct Conditions {
    pub(super) only_new: bool,
    pub(super) only_old: bool,
    greater: bool,
    less: bool,
    pub(super) changed: bool,
    add: bool,
}

impl Conditions {
    fn read(args: &mut Args<'_>) -> Self {
        let mut conditions = Self::default();
        loop {
            let flag = if args.word("NX") {
                &mut conditions.only_new
            } else if args.word("XX") {
                &mut conditions.only_old
            } else if args.word("GT") {
                &mut conditions.greater
            } else if args.word("LT") {
                &mut conditions.less
            } else if args.word("CH") {
                &mut conditions.changed
            } else if args.word("INCR") {
                &mut conditions.add
            } else {
                return conditions;
            };
            *flag = true;
        }
    }

    fn verify(self, pairs: usize) -> Result<(), Stop> {
        if self.only_new && self.only_old {
            return Err("ERR XX and NX options at the same time are not compatible".into());
        }
        let exclusive =
            usize::from(self.only_new) + usize::from(self.greater) + usize::from(self.less);
        if exclusive > 1 {
            return Err("ERR GT, LT, and/or NX options at the same time are not compatible".into());
        }
        if self.add && pairs > 1 {
            return Err("ERR INCR option supports a single increment-element pair".into());
        }
        Ok(())
    }
}

/// What became of one member.
#[derive(Default)]
struct Done {
    added: usize,
    updated: usize,
    score: Option<f64>,
}

fn zadd(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let mut args = Args::new(&words[2..]);
    let conditions = Conditions::read(&mut args);
    let pairs = args.rest();
    if pairs.is_empty() || pairs.len() % 2 == 1 {
        return Err(SYNTAX.into());
    }
    conditions.verify(pairs.len() / 2)?;
    let mut scored = Vec::new();
    for pair in pairs.chunks_exact(2) {
        scored.push((float(&pair[0])?, pair[1].as_slice()));
    }
    let done = add(call, &words[1], conditions, &scored)?;
    if conditions.add {
        return Ok(done.score.map_or(Reply::Nil, Reply::Double));
    }
    Ok(Reply::count(done.added + if conditions.changed { done.updated } else { 0 }))
}

/// Adds members; how many are new, and with `CH` how many changed.
pub(super) fn insert(
    call: &mut Call<'_>,
    key: &[u8],
    conditions: Conditions,
    scored: &[(f64, &[u8])],
) -> Answer {
    let done = add(call, key, conditions, scored)?;
    Ok(Reply::count(done.added + if conditions.changed { done.updated } else { 0 }))
}

fn add(
    call: &mut Call<'_>,
    key: &[u8],
    conditions: Conditions,
    scored: &[(f64, &[u8])],
) -> Result<Done, Stop> {
    let mut done = Done::default();
    if call.read::<Zset>(key)?.is_none() && conditions.only_old {
        return Ok(done);
    }
    let set = call.make::<Zset>(key)?;
    let mut failed = None;
    for (number, member) in scored {
        let before = set.score(member);
        if before.is_some() && conditions.only_new || before.is_none() && conditions.only_old {
            continue;
        }
        let score = if conditions.add { before.unwrap_or_default() + number } else { *number };
        if score.is_nan() {
            failed = Some("ERR resulting score is not a number (NaN)");
            break;
        }
        if before.is_some_and(|before| {
            conditions.greater && score <= before || conditions.less && score >= before
        }) {
            continue;
        }
        done.score = Some(score);
        if before != Some(score) {
            set.set(member, score);
            done.updated += usize::from(before.is_some());
            done.added += usize::from(before.is_none());
        }
    }
    if done.added + done.updated > 0 || failed.is_some() {
        call.touch(key);
    } else if call.read::<Zset>(key)?.is_some_and(|set| set.len() == 0) {
        call.db().remove(key);
    }
    failed.map_or(Ok(done), |text| Err(text.into()))
}

fn zincrby(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let conditions = Conditions { add: true, ..Conditions::default() };
    let scored = [(float(&words[2])?, words[3].as_slice())];
    let done = add(call, &words[1], conditions, &scored)?;
    Ok(done.score.map_or(Reply::Nil, Reply::Double))
}

fn zrem(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let Some(set) = call.change::<Zset>(&words[1])? else { return Ok(Reply::Int(0)) };
    let gone = words[2..].iter().filter(|member| set.remove(member).is_some()).count();
    if gone > 0 {
        call.touch(&words[1]);
    }
    Ok(Reply::count(gone))
}

fn rank(call: &mut Call<'_>, words: &[Bytes], reverse: bool) -> Answer {
    let Some(set) = call.read::<Zset>(&words[1])? else { return Ok(Reply::Nil) };
    let rank = set.rank(&words[2]);
    let length = set.len();
    let place = |rank| if reverse { length - 1 - rank } else { rank };
    Ok(rank.map_or(Reply::Nil, |rank| Reply::count(place(rank))))
}

/// Takes up to `count` members with the lowest or the highest scores.
fn take(
    call: &mut Call<'_>,
    key: &[u8],
    high: bool,
    count: usize,
) -> Result<Vec<(Bytes, f64)>, Stop> {
    let Some(set) = call.change::<Zset>(key)? else { return Ok(Vec::new()) };
    let all = set.iter().map(|(member, score)| (member.clone(), score));
    let taken: Vec<_> =
        if high { all.rev().take(count).collect() } else { all.take(count).collect() };
    for (member, _) in &taken {
        set.remove(member);
    }
    if !taken.is_empty() {
        call.touch(key);
    }
    Ok(taken)
}

fn pop(call: &mut Call<'_>, words: &[Bytes], high: bool) -> Answer {
    if words.len() > 3 {
        return Err(SYNTAX.into());
    }
    let wanted = words.get(2).map(|text| count(text)).transpose()?;
    let taken = take(call, &words[1], high, wanted.unwrap_or(1))?.into_iter();
    let pairs = taken.map(|(member, score)| vec![Reply::Bulk(member), Reply::Double(score)]);
    // Without a count the pair is flat in both versions of the protocol.
    let protocol = if wanted.is_none() { 2 } else { call.protocol };
    Ok(paired(pairs, protocol))
}

fn wait_pop(call: &mut Call<'_>, words: &[Bytes], high: bool) -> Answer {
    let last = words.len() - 1;
    let time = timeout(&words[last])?;
    for key in &words[1..last] {
        if let Some((member, score)) = take(call, key, high, 1)?.pop() {
            return Ok(Reply::Array(vec![
                Reply::bulk(key),
                Reply::Bulk(member),
                Reply::Double(score),
            ]));
        }
    }
    call.wait(time, Reply::NilArray)
}

fn many(call: &mut Call<'_>, words: &[Bytes], waits: Option<Option<u64>>) -> Answer {
    let mut args = Args::new(words);
    let keys = keys(&mut args)?;
    let high = if args.word("MAX") {
        true
    } else if args.word("MIN") {
        false
    } else {
        return Err(SYNTAX.into());
    };
    let count = count_option(&mut args)?;
    for key in keys {
        let taken = take(call, key, high, count)?;
        if !taken.is_empty() {
            let pair =
                |(member, score)| Reply::Array(vec![Reply::Bulk(member), Reply::Double(score)]);
            let pairs = taken.into_iter().map(pair).collect();
            return Ok(Reply::Array(vec![Reply::bulk(key), Reply::Array(pairs)]));
        }
    }
    match waits {
        Some(time) => call.wait(time, Reply::NilArray),
        None => Ok(Reply::NilArray),
    }
}

fn zrandmember(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let set = call.copy::<Zset>(&words[1])?;
    let members: Vec<(&Bytes, f64)> = set.iter().collect();
    let Some(text) = words.get(2) else {
        let at = call.server.random.below(members.len());
        return Ok(Reply::maybe(members.get(at).map(|(member, _)| member)));
    };
    let wanted = int(text)?;
    let mut args = Args::new(&words[3..]);
    let with_scores = args.word("WITHSCORES");
    args.end()?;
    let picked = pick(call, members.len(), wanted)?.into_iter().filter_map(|at| members.get(at));
    if !with_scores {
        return Ok(Reply::bulks(picked.map(|(member, _)| member)));
    }
    let pairs = picked.map(|(member, score)| vec![Reply::bulk(member), Reply::Double(*score)]);
    Ok(paired(pairs, call.protocol))
}

/// A score as an option's value.
pub(super) fn weight(text: &[u8], error: &str) -> Result<f64, Stop> {
    float(text).map_err(|stop| if stop == NOT_FLOAT.into() { error.into() } else { stop })
}
