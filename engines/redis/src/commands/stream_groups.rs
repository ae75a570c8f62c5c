//! Streams: groups of consumers, and reading as one of them.

use super::Handler;
use super::streams::{Reading, by_stream, entry, id};
use crate::args::{Args, is_word};
use crate::call::Call;
use crate::data::stream::{Consumer, Group, Id, Pending, Stream};
use crate::data::value::Value;
use crate::reply::{Answer, Bytes, Reply, SYNTAX, Stop};

const NO_KEY: &str = "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you \
                      may want to use the MKSTREAM option to create an empty stream automatically.";

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "xgroup|create" => create,
        "xgroup|destroy" => destroy,
        "xgroup|setid" => setid,
        "xgroup|createconsumer" => createconsumer,
        "xgroup|delconsumer" => delconsumer,
        "xreadgroup" => xreadgroup,
        _ => return None,
    })
}

/// Reads `ENTRIESREAD n`; -1 is unknown.
fn entries_read(args: &mut Args<'_>) -> Result<Option<u64>, Stop> {
    let number = args.int()?;
    if number < -1 {
        return Err("ERR value for ENTRIESREAD must be positive or -1".into());
    }
    Ok(u64::try_from(number).ok())
}

fn create(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let (key, name) = (&words[2], &words[3]);
    let mut args = Args::new(&words[5..]);
    let (mut make, mut read) = (false, None);
    while args.len() > 0 {
        if args.word("MKSTREAM") {
            make = true;
        } else if args.len() >= 2 && args.word("ENTRIESREAD") {
            read = entries_read(&mut args)?;
        } else {
            return Err(no_subcommand(&words[1]));
        }
    }
    let stream = call.read::<Stream>(key)?;
    if stream.is_none() && !make {
        return Err(NO_KEY.into());
    }
    let last = match words[4].as_slice() {
        b"$" => stream.map_or(Id::MIN, |stream| stream.last),
        other => id(other, 0)?,
    };
    if stream.is_none() {
        call.set(key, Value::Stream(Box::default()));
    }
    let stream = call.make::<Stream>(key)?;
    if stream.groups.contains_key(name) {
        return Err("BUSYGROUP Consumer Group name already exists".into());
    }
    stream.groups.insert(name.clone(), Group { last, read, ..Group::default() });
    call.touch(key);
    Ok(Reply::ok())
}

fn no_subcommand(word: &[u8]) -> Stop {
    let word = String::from_utf8_lossy(word);
    Stop::Error(format!(
        "ERR unknown subcommand or wrong number of arguments for '{word}'. Try XGROUP HELP."
    ))
}

fn no_group(key: &[u8], name: &[u8]) -> Stop {
    let (name, key) = (String::from_utf8_lossy(name), String::from_utf8_lossy(key));
    Stop::Error(format!("NOGROUP No such consumer group '{name}' for key name '{key}'"))
}

fn group<'c>(call: &'c mut Call<'_>, key: &[u8], name: &[u8]) -> Result<&'c mut Group, Stop> {
    let stream = call.change::<Stream>(key)?.ok_or(NO_KEY)?;
    stream.groups.get_mut(name).ok_or_else(|| no_group(key, name))
}

fn destroy(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let stream = call.change::<Stream>(&words[2])?.ok_or(NO_KEY)?;
    let was = stream.groups.remove(&words[3]).is_some();
    if was {
        call.touch(&words[2]);
    }
    Ok(Reply::flag(was))
}

fn setid(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let mut args = Args::new(&words[5..]);
    let mut read = None;
    while args.len() > 0 {
        if args.len() < 2 || !args.word("ENTRIESREAD") {
            return Err(no_subcommand(&words[1]));
        }
        read = entries_read(&mut args)?;
    }
    group(call, &words[2], &words[3])?;
    let last = match words[4].as_slice() {
        b"$" => call.read::<Stream>(&words[2])?.map_or(Id::MIN, |stream| stream.last),
        other => id(other, 0)?,
    };
    let group = group(call, &words[2], &words[3])?;
    (group.last, group.read) = (last, read);
    call.touch(&words[2]);
    Ok(Reply::ok())
}

fn createconsumer(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let now = call.now();
    let group = group(call, &words[2], &words[3])?;
    let is_new = !group.consumers.contains_key(&words[4]);
    if is_new {
        group.consumers.insert(words[4].clone(), Consumer { seen: now });
        call.touch(&words[2]);
    }
    Ok(Reply::flag(is_new))
}

fn delconsumer(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let group = group(call, &words[2], &words[3])?;
    let before = group.pending.len();
    group.pending.retain(|_, pending| pending.consumer != words[4]);
    let gone = before - group.pending.len();
    if group.consumers.remove(&words[4]).is_some() {
        call.touch(&words[2]);
    }
    Ok(Reply::count(gone))
}

fn xreadgroup(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let reading = Reading::read(words)?;
    let Some((name, consumer)) = reading.group else { return Err(SYNTAX.into()) };
    for (key, text) in reading.keys.iter().zip(reading.ids) {
        let stream = call.read::<Stream>(key)?;
        if stream.is_none_or(|stream| !stream.groups.contains_key(name)) {
            let (key, name) = (String::from_utf8_lossy(key), String::from_utf8_lossy(name));
            return Err(Stop::Error(format!(
                "NOGROUP No such key '{key}' or consumer group '{name}' in XREADGROUP with GROUP \
                 option"
            )));
        }
        if text == b"$" {
            return Err(
                "ERR The $ ID is meaningless in the context of XREADGROUP: you want to read \
                        the history of this consumer by specifying a proper ID, or use the > ID to \
                        get new messages. The $ ID would just return an empty result set."
                    .into(),
            );
        }
        if text != b">" {
            id(text, 0)?;
        }
    }
    let mut found = Vec::new();
    for (key, text) in reading.keys.iter().zip(reading.ids) {
        let is_new = is_word(text, ">");
        let entries = if is_new {
            deliver(call, key, name, consumer, &reading)?
        } else {
            history(call, key, name, consumer, id(text, 0)?, reading.count)?
        };
        if !is_new || !entries.is_empty() {
            found.push((Reply::bulk(key), Reply::Array(entries)));
        }
    }
    match reading.block {
        Some(ms) if found.is_empty() => call.wait((ms > 0).then_some(ms), Reply::NilArray),
        _ if found.is_empty() => Ok(Reply::NilArray),
        _ => Ok(by_stream(found, call.protocol)),
    }
}

/// Hands entries that no consumer of the group has had to this one.
fn deliver(
    call: &mut Call<'_>,
    key: &[u8],
    name: &[u8],
    consumer: &Bytes,
    reading: &Reading<'_>,
) -> Result<Vec<Reply>, Stop> {
    let now = call.now();
    let Some(stream) = call.change::<Stream>(key)? else { return Ok(Vec::new()) };
    let Some(mut group) = stream.groups.remove(name) else { return Ok(Vec::new()) };
    group.consumers.entry(consumer.clone()).or_insert(Consumer { seen: now }).seen = now;
    let mut replies = Vec::new();
    let next = group.last.next().unwrap_or(Id::MAX);
    for (id, fields) in stream.entries.range(next..).take(reading.count.unwrap_or(usize::MAX)) {
        group.read = match group.read.filter(|_| !stream.has_holes(group.last.max(*id))) {
            Some(read) => Some(read + 1),
            None => stream.count_to(*id),
        };
        group.last = *id;
        if !reading.no_ack {
            let consumer = consumer.clone();
            group.pending.insert(*id, Pending { consumer, delivered: now, times: 1 });
        }
        replies.push(entry(*id, fields));
    }
    stream.groups.insert(name.to_vec(), group);
    if !replies.is_empty() {
        call.touch(key);
    }
    Ok(replies)
}

/// What this consumer has had and not acknowledged. Entries deleted since are told as nothing.
fn history(
    call: &mut Call<'_>,
    key: &[u8],
    name: &[u8],
    consumer: &Bytes,
    from: Id,
    count: Option<usize>,
) -> Result<Vec<Reply>, Stop> {
    let now = call.now();
    let Some(stream) = call.change::<Stream>(key)? else { return Ok(Vec::new()) };
    let entries = &stream.entries;
    let Some(group) = stream.groups.get_mut(name) else { return Ok(Vec::new()) };
    group.consumers.entry(consumer.clone()).or_insert(Consumer { seen: now }).seen = now;
    let Some(next) = from.next() else { return Ok(Vec::new()) };
    let mine = group.pending.range_mut(next..).filter(|(_, pending)| pending.consumer == *consumer);
    let told = mine.take(count.unwrap_or(usize::MAX)).map(|(id, pending)| match entries.get(id) {
        Some(fields) => {
            pending.delivered = now;
            pending.times += 1;
            entry(*id, fields)
        }
        None => Reply::Array(vec![Reply::bulk(id.to_string()), Reply::NilArray]),
    });
    Ok(told.collect())
}
