//! How values are kept: `OBJECT`, `DEBUG`, `MEMORY USAGE`.

use super::Handler;
use crate::args::is_word;
use crate::call::{Call, Within};
use crate::reply::{Answer, Bytes, Reply, Stop};
use crate::text::number;

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "object|encoding" => |call, words| {
            let entry = call.db().get(&words[2]);
            Ok(Reply::maybe(entry.map(|entry| entry.value.encoding())))
        },
        "object|refcount" => |call, words| Ok(known(call, &words[2], |_, _| 1)),
        "object|idletime" => {
            |call, words| Ok(known(call, &words[2], |used, now| now.saturating_sub(used) / 1000))
        }
        "object|freq" => |call, words| {
            if !call.has(&words[2]) {
                return Ok(Reply::Nil);
            }
            Err("ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please \
                 note that when switching between policies at runtime LRU and LFU data will take \
                 some time to adjust."
                .into())
        },
        "debug" => debug,
        _ => return None,
    })
}

fn known(call: &mut Call<'_>, key: &[u8], tell: fn(u64, u64) -> u64) -> Reply {
    let now = call.now();
    let entry = call.db().get(key);
    entry.map_or(Reply::Nil, |entry| {
        Reply::Int(i64::try_from(tell(entry.used, now)).unwrap_or(i64::MAX))
    })
}

fn debug(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    if is_word(&words[1], "SLEEP") && words.len() == 3 {
        let seconds = number::double(&words[2]).unwrap_or_default().clamp(0.0, 1e12);
        let until = call.since.saturating_add((seconds * 1000.0).ceil() as u64);
        if call.within != Within::Nothing || call.now() >= until {
            return Ok(Reply::ok());
        }
        return Err(Stop::Wait(Some(until)));
    }
    let word = String::from_utf8_lossy(&words[1]).to_ascii_lowercase();
    Err(Stop::Error(format!("ERR 'debug {word}' is not supported by this engine")))
}
