//! The commands, a module a group, and what happens to each before it is executed.

mod bitfield;
mod bitmaps;
mod clients;
pub(crate) mod config;
mod documents;
mod expiry;
mod geo;
mod hashes;
mod hyperloglogs;
mod keys;
mod lists;
mod lists_between;
mod objects;
mod pubsub;
mod scan;
mod scripting;
mod server;
mod set_algebra;
mod sets;
mod sort;
mod stream_groups;
mod stream_info;
mod stream_pending;
mod streams;
mod strings;
mod substrings;
mod transactions;
mod zset_algebra;
mod zset_ranges;
mod zsets;

use crate::call::{Call, Within};
use crate::reply::{Answer, Bytes, Reply, Stop};
use crate::table::{self, Command};

/// Executes a command, all its words at hand.
pub(crate) type Handler = fn(&mut Call<'_>, &[Bytes]) -> Answer;

/// Takes a command from a connection: into the transaction's queue, or to be executed.
pub(crate) fn receive(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let command = match table::resolve(words) {
        Ok(command) => command,
        Err(text) => {
            call.client().refused = true;
            return Err(Stop::Error(text));
        }
    };
    let client = call.client();
    let listens = client.subscriptions() + client.shards.len() > 0;
    if listens && client.protocol < 3 && !pubsub::may_listen(command.name) {
        return Err(Stop::Error(format!(
            "ERR Can't execute '{}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET \
             are allowed in this context",
            command.name
        )));
    }
    if client.queue.is_some() && !transactions::ends_or_nests(command.name) {
        if command.has("no_multi") {
            client.refused = true;
            return Err(Stop::Error("ERR Command not allowed inside a transaction".into()));
        }
        if let Some(queue) = &mut client.queue {
            queue.push(words.to_vec());
        }
        return Ok(Reply::Status("QUEUED".into()));
    }
    execute(call, command, words)
}

/// Executes a command that the table resolved.
pub(crate) fn execute(call: &mut Call<'_>, command: &Command, words: &[Bytes]) -> Answer {
    let Some(handler) = handler(command.name) else {
        return Err(Stop::Error(format!(
            "ERR '{}' is not supported by this engine",
            command.name.replace('|', " ")
        )));
    };
    let answer = handler(call, words);
    match answer {
        Err(Stop::Wait(_)) if call.within != Within::Nothing => Ok(Reply::NilArray),
        other => other,
    }
}

fn handler(name: &str) -> Option<Handler> {
    let (container, _) = name.split_once('|').unwrap_or((name, ""));
    let groups = [
        strings::find,
        substrings::find,
        bitmaps::find,
        hyperloglogs::find,
        hashes::find,
        lists::find,
        lists_between::find,
        sets::find,
        set_algebra::find,
        zsets::find,
        zset_ranges::find,
        zset_algebra::find,
        streams::find,
        stream_groups::find,
        stream_pending::find,
        stream_info::find,
        geo::find,
        keys::find,
        expiry::find,
        scan::find,
        sort::find,
        objects::find,
        transactions::find,
        pubsub::find,
        scripting::find,
        server::find,
        config::find,
        clients::find,
        documents::find,
    ];
    // All that a cluster is asked has one answer.
    let name = if container == "cluster" { container } else { name };
    groups.iter().find_map(|find| find(name))
}
