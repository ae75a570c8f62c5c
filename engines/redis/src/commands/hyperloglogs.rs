//! HyperLogLogs: `PFADD`, `PFCOUNT`, `PFMERGE`.

use super::Handler;
use crate::call::Call;
use crate::data::hyperloglog::HyperLogLog;
use crate::data::value::Text;
use crate::reply::{Answer, Bytes, Reply, Stop};

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "pfadd" => add,
        "pfcount" => count,
        "pfmerge" => merge,
        "pfselftest" => |_, _| Ok(Reply::ok()),
        "pfdebug" => debug,
        _ => return None,
    })
}

fn load(call: &mut Call<'_>, key: &[u8]) -> Result<Option<HyperLogLog>, Stop> {
    let Some(text) = call.read::<Text>(key)? else { return Ok(None) };
    let read = HyperLogLog::read(&text.bytes);
    read.map(Some).ok_or_else(|| "WRONGTYPE Key is not a valid HyperLogLog string value.".into())
}

fn save(call: &mut Call<'_>, key: &[u8], log: &HyperLogLog) {
    call.set_text(key, Text { bytes: log.write(), raw: true });
}

fn add(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let found = load(call, &words[1])?;
    let mut changed = found.is_none();
    let mut log = found.unwrap_or_default();
    for element in &words[2..] {
        changed |= log.add(element);
    }
    if changed {
        save(call, &words[1], &log);
    }
    Ok(Reply::flag(changed))
}

fn all(call: &mut Call<'_>, keys: &[Bytes]) -> Result<HyperLogLog, Stop> {
    let mut sum = HyperLogLog::default();
    for key in keys {
        if let Some(log) = load(call, key)? {
            sum.merge(&log);
        }
    }
    Ok(sum)
}

fn count(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let count = all(call, &words[1..])?.count();
    Ok(Reply::Int(i64::try_from(count).unwrap_or(i64::MAX)))
}

fn merge(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let sum = all(call, &words[1..])?;
    save(call, &words[1], &sum);
    Ok(Reply::ok())
}

fn debug(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let log = load(call, &words[2])?.ok_or("ERR The specified key does not exist")?;
    if words[1].eq_ignore_ascii_case(b"encoding") {
        return Ok(Reply::Status(if log.is_dense() { "dense" } else { "sparse" }.into()));
    }
    let word = String::from_utf8_lossy(&words[1]);
    Err(Stop::Error(format!("ERR Unknown PFDEBUG subcommand '{word}'")))
}
