//! Keys, whatever they hold: `DEL`, `EXISTS`, `TYPE`, `RENAME`, `COPY`, `MOVE`.

use super::Handler;
use crate::args::{Args, int, is_word};
use crate::call::Call;
use crate::reply::{Answer, Bytes, NO_SUCH_KEY, Reply, SYNTAX, Stop};
use crate::text::{glob, number};

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "del" | "unlink" => {
            |call, words| Ok(Reply::count(words[1..].iter().filter(|key| call.remove(key)).count()))
        }
        "exists" | "touch" => |call, words| {
            let found = words[1..].iter().filter(|key| call.value(key).is_some());
            Ok(Reply::count(found.count()))
        },
        "type" => |call, words| {
            let kind = call.value(&words[1]).map_or("none", |value| value.kind());
            Ok(Reply::Status(kind.into()))
        },
        "keys" => |call, words| {
            let keys = call.db().keys().into_iter();
            Ok(Reply::bulks(keys.filter(|key| glob::fits(&words[1], key))))
        },
        "randomkey" => |call, _| {
            let keys = call.db().keys();
            let at = call.server.random.below(keys.len());
            Ok(Reply::maybe(keys.get(at)))
        },
        "rename" => |call, words| rename(call, words, false),
        "renamenx" => |call, words| rename(call, words, true),
        "copy" => copy,
        "move" => move_key,
        "select" => select,
        "swapdb" => swapdb,
        "dbsize" => |call, _| Ok(Reply::count(call.db().len())),
        "flushdb" => |call, words| flush(call, words, false),
        "flushall" => |call, words| flush(call, words, true),
        _ => return None,
    })
}

fn rename(call: &mut Call<'_>, words: &[Bytes], only_new: bool) -> Answer {
    let (from, to) = (&words[1], &words[2]);
    if !call.has(from) {
        return Err(NO_SUCH_KEY.into());
    }
    let taken = call.has(to);
    if only_new && taken {
        return Ok(Reply::Int(0));
    }
    if from != to
        && let Some(entry) = call.db().remove(from)
    {
        call.db().insert(to, entry);
        call.touch(from);
        call.touch(to);
    }
    Ok(if only_new { Reply::Int(1) } else { Reply::ok() })
}

/// The number of a database.
fn database(call: &Call<'_>, text: &[u8], error: &str) -> Result<usize, Stop> {
    let number = number::integer(text).ok_or(error)?;
    let index = usize::try_from(number).ok().filter(|index| *index < call.server.dbs.len());
    index.ok_or_else(|| "ERR DB index is out of range".into())
}

fn copy(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let (from, to) = (&words[1], &words[2]);
    let (mut target, mut replace) = (call.db, false);
    let mut args = Args::new(&words[3..]);
    while args.len() > 0 {
        if args.word("REPLACE") {
            replace = true;
        } else if args.len() >= 2 && args.word("DB") {
            let text = args.need()?;
            int(text)?;
            target = database(call, text, crate::reply::NOT_INTEGER)?;
        } else {
            return Err(SYNTAX.into());
        }
    }
    if target == call.db && from == to {
        return Err("ERR source and destination objects are the same".into());
    }
    let Some(entry) = call.db().get(from).cloned() else { return Ok(Reply::Int(0)) };
    let taken = call.server.dbs[target].get(to).is_some();
    if taken && !replace {
        return Ok(Reply::Int(0));
    }
    call.server.dbs[target].insert(to, entry);
    call.server.touch(target, to);
    Ok(Reply::Int(1))
}

fn move_key(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let target = database(call, &words[2], crate::reply::NOT_INTEGER)?;
    if target == call.db {
        return Err("ERR source and destination objects are the same".into());
    }
    let key = &words[1];
    if !call.has(key) || call.server.dbs[target].get(key).is_some() {
        return Ok(Reply::Int(0));
    }
    if let Some(entry) = call.db().remove(key) {
        call.server.dbs[target].insert(key, entry);
        call.touch(key);
        call.server.touch(target, key);
    }
    Ok(Reply::Int(1))
}

fn select(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let index = database(call, &words[1], crate::reply::NOT_INTEGER)?;
    call.db = index;
    call.client().db = index;
    Ok(Reply::ok())
}

fn swapdb(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let a = database(call, &words[1], "ERR invalid first DB index")?;
    let b = database(call, &words[2], "ERR invalid second DB index")?;
    call.server.touch_all(a);
    call.server.touch_all(b);
    call.server.dbs.swap(a, b);
    Ok(Reply::ok())
}

fn flush(call: &mut Call<'_>, words: &[Bytes], all: bool) -> Answer {
    match words.get(1) {
        None => {}
        Some(word) if words.len() == 2 && (is_word(word, "ASYNC") || is_word(word, "SYNC")) => {}
        Some(_) => return Err(SYNTAX.into()),
    }
    let databases = if all { 0..call.server.dbs.len() } else { call.db..call.db + 1 };
    for db in databases {
        call.server.touch_all(db);
        call.server.dbs[db].clear();
    }
    Ok(Reply::ok())
}
