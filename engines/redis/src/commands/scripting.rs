//! Scripts: `EVAL`, `SCRIPT`.

use super::Handler;
use crate::args::int;
use crate::call::{Call, Within};
use crate::reply::{Answer, Bytes, Reply, SYNTAX, Stop};
use crate::script::{self, Script};

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "eval" => |call, words| eval(call, words, false),
        "eval_ro" => |call, words| eval(call, words, true),
        "evalsha" => |call, words| evalsha(call, words, false),
        "evalsha_ro" => |call, words| evalsha(call, words, true),
        "script|load" => |call, words| {
            let sha = script::digest(&words[2]);
            script::compiles(&words[2]).map_err(Stop::Error)?;
            call.server.scripts.known.insert(sha.clone(), words[2].clone());
            Ok(Reply::Bulk(sha.into_bytes()))
        },
        "script|exists" => |call, words| {
            let known = &call.server.scripts.known;
            let is = |sha: &Bytes| {
                Reply::flag(known.contains_key(&String::from_utf8_lossy(sha).to_ascii_lowercase()))
            };
            Ok(Reply::Array(words[2..].iter().map(is).collect()))
        },
        "script|flush" => |call, words| {
            let fits = |word: &Bytes| {
                word.eq_ignore_ascii_case(b"async") || word.eq_ignore_ascii_case(b"sync")
            };
            if words.len() > 3 || words.get(2).is_some_and(|word| !fits(word)) {
                return Err("ERR SCRIPT FLUSH only support SYNC|ASYNC option".into());
            }
            call.server.scripts.known.clear();
            Ok(Reply::ok())
        },
        "script|kill" => |_, _| Err("NOTBUSY No scripts in execution right now.".into()),
        "function|load" | "function|list" | "function|delete" | "function|flush" | "fcall"
        | "fcall_ro" | "function|kill" => script::functions::run,
        _ => return None,
    })
}

/// Splits `numkeys key … arg …`.
pub(crate) fn keys_and_arguments(words: &[Bytes]) -> Result<(&[Bytes], &[Bytes]), Stop> {
    let (count, rest) = words.split_first().ok_or(SYNTAX)?;
    let count = int(count)?;
    if count < 0 {
        return Err("ERR Number of keys can't be negative".into());
    }
    let split = usize::try_from(count).ok().and_then(|count| rest.split_at_checked(count));
    split.ok_or_else(|| "ERR Number of keys can't be greater than number of args".into())
}

fn eval(call: &mut Call<'_>, words: &[Bytes], read_only: bool) -> Answer {
    let (keys, arguments) = keys_and_arguments(&words[2..])?;
    let sha = script::digest(&words[1]);
    script::compiles(&words[1]).map_err(Stop::Error)?;
    call.server.scripts.known.insert(sha.clone(), words[1].clone());
    run(call, &Script { text: &words[1], sha: &sha, keys, arguments }, read_only)
}

fn evalsha(call: &mut Call<'_>, words: &[Bytes], read_only: bool) -> Answer {
    let (keys, arguments) = keys_and_arguments(&words[2..])?;
    let sha = String::from_utf8_lossy(&words[1]).to_ascii_lowercase();
    let Some(text) = call.server.scripts.known.get(&sha).cloned() else {
        return Err("NOSCRIPT No matching script. Please use EVAL.".into());
    };
    run(call, &Script { text: &text, sha: &sha, keys, arguments }, read_only)
}

fn run(call: &mut Call<'_>, script: &Script<'_>, read_only: bool) -> Answer {
    let (db, within, protocol) = (call.db, call.within, call.protocol);
    call.within = Within::Script { read_only };
    let answer = script::run(call, script);
    (call.db, call.within, call.protocol) = (db, within, protocol);
    answer
}
