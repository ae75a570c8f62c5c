//! Connections: `CLIENT`.

use super::Handler;
use crate::args::is_word;
use crate::call::Call;
use crate::reply::{Answer, Bytes, Reply, SYNTAX, Stop};
use crate::server::Silence;

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "client|id" => |call, _| Ok(Reply::Int(i64::from(call.id))),
        "client|getname" => |call, _| {
            let name = call.client().name.clone();
            Ok(if name.is_empty() { Reply::Nil } else { Reply::Bulk(name) })
        },
        "client|setname" => |call, words| set_name(call, &words[2]).map(|()| Reply::ok()),
        "client|info" => |call, _| {
            let line = describe(call, call.id);
            Ok(Reply::Verbatim("txt", line.into_bytes()))
        },
        "client|list" => |call, _| {
            let ids: Vec<u32> = call.server.clients.keys().copied().collect();
            let lines: String = ids.into_iter().map(|id| describe(call, id)).collect();
            Ok(Reply::Verbatim("txt", lines.into_bytes()))
        },
        "client|reply" => reply,
        "client|no-evict" => |_, words| on_or_off(&words[2]).map(|_| Reply::ok()),
        "client|unpause" | "client|pause" => |_, _| Ok(Reply::ok()),
        "client|getredir" => |_, _| Ok(Reply::Int(-1)),
        "client|unblock" => |_, _| Ok(Reply::Int(0)),
        _ => return None,
    })
}

fn on_or_off(word: &[u8]) -> Result<bool, Stop> {
    match word.to_ascii_lowercase().as_slice() {
        b"on" => Ok(true),
        b"off" => Ok(false),
        _ => Err(SYNTAX.into()),
    }
}

pub(super) fn set_name(call: &mut Call<'_>, name: &[u8]) -> Result<(), Stop> {
    if !name.iter().all(|byte| (b'!'..=b'~').contains(byte)) {
        return Err(
            "ERR Client names cannot contain spaces, newlines or special characters.".into()
        );
    }
    call.client().name = name.to_vec();
    Ok(())
}

/// A connection as `CLIENT LIST` tells of it, ended by a line break.
fn describe(call: &Call<'_>, id: u32) -> String {
    let Some(client) = call.server.clients.get(&id) else { return String::new() };
    let age = call.now().saturating_sub(client.connected) / 1000;
    format!(
        "id={id} addr=127.0.0.1:{} laddr=127.0.0.1:6379 name={} age={age} idle=0 db={} sub={} \
         psub={} multi={} resp={}\n",
        50_000 + id,
        String::from_utf8_lossy(&client.name),
        client.db,
        client.channels.len(),
        client.patterns.len(),
        client.queue.as_ref().map_or(-1, |queue| i64::try_from(queue.len()).unwrap_or(-1)),
        client.protocol,
    )
}

fn reply(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let client = call.client();
    if is_word(&words[2], "ON") {
        client.silent = Silence::None;
    } else if is_word(&words[2], "OFF") {
        client.silent = Silence::All;
    } else if is_word(&words[2], "SKIP") {
        client.silent = Silence::This;
    } else {
        return Err(SYNTAX.into());
    }
    Ok(Reply::ok())
}
