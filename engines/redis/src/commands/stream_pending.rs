//! Streams: entries delivered and not acknowledged.

use std::collections::btree_map::Entry;

use super::Handler;
use super::streams::{bounds, entry, id};
use crate::args::{Args, int};
use crate::call::Call;
use crate::data::stream::{Consumer, Group, Id, Pending, Stream};
use crate::reply::{Answer, Bytes, Reply, SYNTAX, Stop};

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "xack" => xack,
        "xpending" => xpending,
        "xclaim" => xclaim,
        "xautoclaim" => xautoclaim,
        _ => return None,
    })
}

fn xack(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let Some(stream) = call.change::<Stream>(&words[1])? else { return Ok(Reply::Int(0)) };
    let Some(group) = stream.groups.get_mut(&words[2]) else { return Ok(Reply::Int(0)) };
    let ids = words[3..].iter().map(|text| id(text, 0)).collect::<Result<Vec<Id>, Stop>>()?;
    let acknowledged = ids.iter().filter(|id| group.pending.remove(id).is_some()).count();
    Ok(Reply::count(acknowledged))
}

/// A copy of a group, or the error that there is none.
fn group(call: &mut Call<'_>, key: &[u8], name: &[u8]) -> Result<Group, Stop> {
    let stream = call.read::<Stream>(key)?;
    stream.and_then(|stream| stream.groups.get(name)).cloned().ok_or_else(|| {
        let (key, name) = (String::from_utf8_lossy(key), String::from_utf8_lossy(name));
        Stop::Error(format!("NOGROUP No such key '{key}' or consumer group '{name}'"))
    })
}

fn xpending(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let mut args = Args::new(&words[3..]);
    if args.len() == 0 {
        return Ok(summary(&group(call, &words[1], &words[2])?));
    }
    let idle = if args.word("IDLE") {
        let idle = args.int()?;
        if args.len() < 3 {
            return Err(SYNTAX.into());
        }
        idle
    } else {
        0
    };
    if !(3..=4).contains(&args.len()) {
        return Err(SYNTAX.into());
    }
    let (low, high) = (args.need()?, args.need()?);
    let count = usize::try_from(args.int()?).unwrap_or_default();
    let (low, high) = bounds(low, high)?;
    let consumer = args.next();
    let group = group(call, &words[1], &words[2])?;
    if low > high {
        return Ok(Reply::Array(Vec::new()));
    }
    let now = call.now();
    let age = |pending: &Pending| {
        i64::try_from(now.saturating_sub(pending.delivered)).unwrap_or(i64::MAX)
    };
    let shown = group.pending.range(low..=high).filter(|(_, pending)| {
        consumer.is_none_or(|name| pending.consumer == *name) && age(pending) >= idle
    });
    let told = shown.take(count).map(|(id, pending)| {
        Reply::Array(vec![
            Reply::bulk(id.to_string()),
            Reply::bulk(&pending.consumer),
            Reply::Int(age(pending)),
            Reply::Int(i64::try_from(pending.times).unwrap_or(i64::MAX)),
        ])
    });
    Ok(Reply::Array(told.collect()))
}

fn summary(group: &Group) -> Reply {
    let mut ids = group.pending.keys();
    let Some(first) = ids.next() else {
        return Reply::Array(vec![Reply::Int(0), Reply::Nil, Reply::Nil, Reply::NilArray]);
    };
    let last = ids.next_back().unwrap_or(first);
    let count = |name: &Bytes| group.pending.values().filter(|one| one.consumer == *name).count();
    let consumers = group.consumers.keys().map(|name| (name, count(name)));
    let consumers = consumers.filter(|(_, count)| *count > 0);
    let consumers =
        consumers.map(|(name, count)| Reply::bulks([name, count.to_string().as_bytes()]));
    Reply::Array(vec![
        Reply::count(group.pending.len()),
        Reply::bulk(first.to_string()),
        Reply::bulk(last.to_string()),
        Reply::Array(consumers.collect()),
    ])
}

/// The options of `XCLAIM`.
#[derive(Default)]
struct Claim {
    delivered: Option<u64>,
    times: Option<u64>,
    force: bool,
    just_ids: bool,
    last: Option<Id>,
}

impl Claim {
    fn read(args: &mut Args<'_>, now: u64) -> Result<Self, Stop> {
        let mut claim = Self::default();
        while args.len() > 0 {
            if args.word("FORCE") {
                claim.force = true;
            } else if args.word("JUSTID") {
                claim.just_ids = true;
            } else if args.len() >= 2 && args.word("IDLE") {
                let idle = args.int().map_err(|_| "ERR Invalid IDLE option argument for XCLAIM")?;
                let idle = u64::try_from(idle).unwrap_or_default();
                claim.delivered = Some(now.saturating_sub(idle));
            } else if args.len() >= 2 && args.word("TIME") {
                let at = args.int().map_err(|_| "ERR Invalid TIME option argument for XCLAIM")?;
                claim.delivered = Some(u64::try_from(at).unwrap_or_default().min(now));
            } else if args.len() >= 2 && args.word("RETRYCOUNT") {
                let times = args.int();
                let times =
                    times.map_err(|_| "ERR Invalid RETRYCOUNT option argument for XCLAIM")?;
                claim.times = Some(u64::try_from(times).unwrap_or_default());
            } else if args.len() >= 2 && args.word("LASTID") {
                claim.last = Some(id(args.need()?, 0)?);
            } else {
                let word = args.next().map(|word| String::from_utf8_lossy(word).into_owned());
                let word = word.unwrap_or_default();
                return Err(Stop::Error(format!("ERR Unrecognized XCLAIM option '{word}'")));
            }
        }
        Ok(claim)
    }
}

fn min_idle(text: &[u8], command: &str) -> Result<u64, Stop> {
    let number = int(text)
        .map_err(|_| Stop::Error(format!("ERR Invalid min-idle-time argument for {command}")))?;
    Ok(u64::try_from(number).unwrap_or_default())
}

fn xclaim(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let (key, name, consumer) = (&words[1], &words[2], &words[3]);
    let mut group = group(call, key, name)?;
    let now = call.now();
    let idle = min_idle(&words[4], "XCLAIM")?;
    let ids: Vec<Id> = words[5..].iter().map_while(|text| Id::read(text, 0)).collect();
    if ids.is_empty() {
        id(&words[5], 0)?;
    }
    let claim = Claim::read(&mut Args::new(&words[5 + ids.len()..]), now)?;
    group.last = claim.last.map_or(group.last, |last| last.max(group.last));
    group.consumers.entry(consumer.clone()).or_insert(Consumer { seen: now }).seen = now;
    let stream = call.make::<Stream>(key)?;
    let mut told = Vec::new();
    for id in ids {
        let Some(fields) = stream.entries.get(&id) else {
            group.pending.remove(&id);
            continue;
        };
        let pending = match group.pending.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(_) if !claim.force => continue,
            Entry::Vacant(room) => {
                room.insert(Pending { consumer: Bytes::new(), delivered: 0, times: 0 })
            }
        };
        if !pending.consumer.is_empty() && now.saturating_sub(pending.delivered) < idle {
            continue;
        }
        pending.consumer.clone_from(consumer);
        pending.delivered = claim.delivered.unwrap_or(now);
        pending.times = match claim.times {
            Some(times) => times,
            None => pending.times + u64::from(!claim.just_ids),
        };
        told.push(if claim.just_ids { Reply::bulk(id.to_string()) } else { entry(id, fields) });
    }
    stream.groups.insert(name.clone(), group);
    if !told.is_empty() {
        call.touch(key);
    }
    Ok(Reply::Array(told))
}

fn xautoclaim(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let (key, name, consumer) = (&words[1], &words[2], &words[3]);
    let idle = min_idle(&words[4], "XAUTOCLAIM")?;
    let (start, _) = bounds(&words[5], b"+")?;
    let (mut count, mut just_ids) = (100, false);
    let mut args = Args::new(&words[6..]);
    while args.len() > 0 {
        if args.len() >= 2 && args.word("COUNT") {
            let number = usize::try_from(args.int()?).ok().filter(|count| *count > 0);
            count = number.ok_or("ERR COUNT must be > 0")?;
        } else if args.word("JUSTID") {
            just_ids = true;
        } else {
            return Err(SYNTAX.into());
        }
    }
    let mut group = group(call, key, name)?;
    let now = call.now();
    group.consumers.entry(consumer.clone()).or_insert(Consumer { seen: now }).seen = now;
    let stream = call.make::<Stream>(key)?;
    let (mut told, mut deleted) = (Vec::new(), Vec::new());
    // At most ten entries are looked at for each that is wanted.
    let mut ids = group.pending.range(start..).map(|(id, _)| *id).collect::<Vec<_>>().into_iter();
    let mut tries = count.saturating_mul(10);
    let mut next = None;
    for id in ids.by_ref() {
        if tries == 0 || told.len() + deleted.len() >= count {
            next = Some(id);
            break;
        }
        tries -= 1;
        let Some(pending) = group.pending.get_mut(&id) else { continue };
        let Some(fields) = stream.entries.get(&id) else {
            group.pending.remove(&id);
            deleted.push(Reply::bulk(id.to_string()));
            continue;
        };
        if now.saturating_sub(pending.delivered) < idle {
            continue;
        }
        pending.consumer.clone_from(consumer);
        pending.delivered = now;
        pending.times += u64::from(!just_ids);
        told.push(if just_ids { Reply::bulk(id.to_string()) } else { entry(id, fields) });
    }
    stream.groups.insert(name.clone(), group);
    call.touch(key);
    Ok(Reply::Array(vec![
        Reply::bulk(next.unwrap_or(Id::MIN).to_string()),
        Reply::Array(told),
        Reply::Array(deleted),
    ]))
}
