//! Streams: what `XINFO` tells.

use super::Handler;
use super::streams::entry;
use crate::args::Args;
use crate::call::Call;
use crate::data::stream::{Group, Id, Stream};
use crate::reply::{Answer, Bytes, NO_SUCH_KEY, Reply, SYNTAX, Stop};

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "xinfo|stream" => stream,
        "xinfo|groups" => groups,
        "xinfo|consumers" => consumers,
        _ => return None,
    })
}

fn load(call: &mut Call<'_>, key: &[u8]) -> Result<Stream, Stop> {
    call.read::<Stream>(key)?.cloned().ok_or_else(|| NO_SUCH_KEY.into())
}

fn number(number: u64) -> Reply {
    Reply::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

fn named(pairs: Vec<(&str, Reply)>) -> Reply {
    Reply::Map(pairs.into_iter().map(|(name, value)| (Reply::bulk(name), value)).collect())
}

fn stream(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let mut args = Args::new(&words[3..]);
    let mut full = None;
    if args.len() > 0 {
        if !args.word("FULL") {
            return Err(SYNTAX.into());
        }
        full = Some(10);
        if args.len() > 0 {
            if args.len() != 2 || !args.word("COUNT") {
                return Err(SYNTAX.into());
            }
            let count = usize::try_from(args.int()?).unwrap_or(10);
            full = Some(if count == 0 { usize::MAX } else { count });
        }
    }
    let stream = load(call, &words[2])?;
    let nodes = stream.entries.len().div_ceil(100);
    let mut told = vec![
        ("length", Reply::count(stream.entries.len())),
        ("radix-tree-keys", Reply::count(nodes)),
        ("radix-tree-nodes", Reply::count(nodes + 1)),
        ("last-generated-id", Reply::bulk(stream.last.to_string())),
        ("max-deleted-entry-id", Reply::bulk(stream.max_deleted.to_string())),
        ("entries-added", number(stream.added)),
        ("recorded-first-entry-id", Reply::bulk(stream.first().to_string())),
    ];
    let Some(count) = full else {
        let shown =
            |found: Option<(&Id, &_)>| found.map_or(Reply::Nil, |(id, all)| entry(*id, all));
        told.push(("groups", Reply::count(stream.groups.len())));
        told.push(("first-entry", shown(stream.entries.first_key_value())));
        told.push(("last-entry", shown(stream.entries.last_key_value())));
        return Ok(named(told));
    };
    let entries = stream.entries.iter().take(count).map(|(id, fields)| entry(*id, fields));
    told.push(("entries", Reply::Array(entries.collect())));
    let groups = stream.groups.iter().map(|(name, group)| whole(&stream, name, group, count));
    told.push(("groups", Reply::Array(groups.collect())));
    Ok(named(told))
}

fn unread(stream: &Stream, group: &Group) -> Reply {
    stream.lag(group).map_or(Reply::Nil, number)
}

/// A group with its consumers and what they have not acknowledged.
fn whole(stream: &Stream, name: &[u8], group: &Group, count: usize) -> Reply {
    let pending = group.pending.iter().take(count).map(|(id, pending)| {
        Reply::Array(vec![
            Reply::bulk(id.to_string()),
            Reply::bulk(&pending.consumer),
            number(pending.delivered),
            number(pending.times),
        ])
    });
    let consumers = group.consumers.iter().map(|(name, consumer)| {
        let mine = group.pending.iter().filter(|(_, pending)| pending.consumer == *name);
        let told = mine.clone().take(count).map(|(id, pending)| {
            Reply::Array(vec![
                Reply::bulk(id.to_string()),
                number(pending.delivered),
                number(pending.times),
            ])
        });
        named(vec![
            ("name", Reply::bulk(name)),
            ("seen-time", number(consumer.seen)),
            ("pel-count", Reply::count(mine.count())),
            ("pending", Reply::Array(told.collect())),
        ])
    });
    named(vec![
        ("name", Reply::bulk(name)),
        ("last-delivered-id", Reply::bulk(group.last.to_string())),
        ("entries-read", group.read.map_or(Reply::Nil, number)),
        ("lag", unread(stream, group)),
        ("pel-count", Reply::count(group.pending.len())),
        ("pel", Reply::Array(pending.collect())),
        ("consumers", Reply::Array(consumers.collect())),
    ])
}

fn groups(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let stream = load(call, &words[2])?;
    let told = stream.groups.iter().map(|(name, group)| {
        named(vec![
            ("name", Reply::bulk(name)),
            ("consumers", Reply::count(group.consumers.len())),
            ("pending", Reply::count(group.pending.len())),
            ("last-delivered-id", Reply::bulk(group.last.to_string())),
            ("entries-read", group.read.map_or(Reply::Nil, number)),
            ("lag", unread(&stream, group)),
        ])
    });
    Ok(Reply::Array(told.collect()))
}

fn consumers(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let stream = load(call, &words[2])?;
    let group = stream.groups.get(&words[3]).ok_or_else(|| {
        let (name, key) = (String::from_utf8_lossy(&words[3]), String::from_utf8_lossy(&words[2]));
        Stop::Error(format!("NOGROUP No such consumer group '{name}' for key name '{key}'"))
    })?;
    let now = call.now();
    let told = group.consumers.iter().map(|(name, consumer)| {
        let mine = group.pending.values().filter(|pending| pending.consumer == *name).count();
        named(vec![
            ("name", Reply::bulk(name)),
            ("pending", Reply::count(mine)),
            ("idle", number(now.saturating_sub(consumer.seen))),
        ])
    });
    Ok(Reply::Array(told.collect()))
}
