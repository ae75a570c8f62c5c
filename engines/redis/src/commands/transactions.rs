//! Transactions.

use super::Handler;
use crate::call::{Call, Within};
use crate::reply::{Answer, Bytes, Reply, Stop};
use crate::table;

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "multi" => multi,
        "exec" => exec,
        "discard" => discard,
        "watch" => watch,
        "unwatch" => |call, _| {
            let client = call.client();
            client.watched.clear();
            client.dirty = false;
            Ok(Reply::ok())
        },
        _ => return None,
    })
}

/// Whether a command is executed at once although a transaction is open.
pub(super) fn ends_or_nests(name: &str) -> bool {
    matches!(name, "exec" | "discard" | "multi" | "watch" | "quit" | "reset")
}

fn multi(call: &mut Call<'_>, _: &[Bytes]) -> Answer {
    let client = call.client();
    if client.queue.is_some() {
        return Err("ERR MULTI calls can not be nested".into());
    }
    client.queue = Some(Vec::new());
    client.refused = false;
    Ok(Reply::ok())
}

fn discard(call: &mut Call<'_>, _: &[Bytes]) -> Answer {
    if call.client().queue.is_none() {
        return Err("ERR DISCARD without MULTI".into());
    }
    call.client().end_transaction();
    Ok(Reply::ok())
}

fn watch(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    if call.client().queue.is_some() {
        return Err("ERR WATCH inside MULTI is not allowed".into());
    }
    let db = call.db;
    let client = call.client();
    client.watched.extend(words[1..].iter().map(|key| (db, key.clone())));
    Ok(Reply::ok())
}

fn exec(call: &mut Call<'_>, _: &[Bytes]) -> Answer {
    let client = call.client();
    let (refused, dirty) = (client.refused, client.dirty);
    let Some(queue) = client.queue.take() else {
        return Err("ERR EXEC without MULTI".into());
    };
    client.end_transaction();
    if refused {
        return Err("EXECABORT Transaction discarded because of previous errors.".into());
    }
    if dirty {
        return Ok(Reply::NilArray);
    }
    let mut replies = Vec::new();
    for words in queue {
        let command = table::resolve(&words).map_err(Stop::Error)?;
        call.within = Within::Transaction;
        let answer = super::execute(call, command, &words);
        call.within = Within::Nothing;
        call.protocol = call.client().protocol;
        replies.push(match answer {
            Ok(reply) => reply,
            Err(Stop::Error(text)) => Reply::Error(text),
            Err(Stop::Wait(_)) => Reply::NilArray,
        });
    }
    Ok(Reply::Array(replies))
}
