//! When keys expire.

use super::Handler;
use crate::args::{int, is_word};
use crate::call::Call;
use crate::reply::{Answer, Bytes, Reply, Stop};

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "expire" => |call, words| expire(call, words, 1000, true),
        "pexpire" => |call, words| expire(call, words, 1, true),
        "expireat" => |call, words| expire(call, words, 1000, false),
        "pexpireat" => |call, words| expire(call, words, 1, false),
        "ttl" => |call, words| Ok(left(call, &words[1], 1000, false)),
        "pttl" => |call, words| Ok(left(call, &words[1], 1, false)),
        "expiretime" => |call, words| Ok(left(call, &words[1], 1000, true)),
        "pexpiretime" => |call, words| Ok(left(call, &words[1], 1, true)),
        "persist" => persist,
        _ => return None,
    })
}

/// On what the new time depends.
#[derive(Default)]
struct Conditions {
    none: bool,
    some: bool,
    later: bool,
    earlier: bool,
}

impl Conditions {
    fn read(words: &[Bytes]) -> Result<Self, Stop> {
        let mut conditions = Self::default();
        for word in words {
            let flag = if is_word(word, "NX") {
                &mut conditions.none
            } else if is_word(word, "XX") {
                &mut conditions.some
            } else if is_word(word, "GT") {
                &mut conditions.later
            } else if is_word(word, "LT") {
                &mut conditions.earlier
            } else {
                let word = String::from_utf8_lossy(word);
                return Err(Stop::Error(format!("ERR Unsupported option {word}")));
            };
            *flag = true;
        }
        if conditions.none && (conditions.some || conditions.later || conditions.earlier) {
            return Err(
                "ERR NX and XX, GT or LT options at the same time are not compatible".into()
            );
        }
        if conditions.later && conditions.earlier {
            return Err("ERR GT and LT options at the same time are not compatible".into());
        }
        Ok(conditions)
    }

    /// Whether `at` may take the place of `before`; never is later than any time.
    fn allow(&self, before: Option<i64>, at: i64) -> bool {
        !(self.none && before.is_some()
            || self.some && before.is_none()
            || self.later && before.is_none_or(|before| at <= before)
            || self.earlier && before.is_some_and(|before| at >= before))
    }
}

fn expire(call: &mut Call<'_>, words: &[Bytes], unit: i64, relative: bool) -> Answer {
    let now = i64::try_from(call.now()).unwrap_or(i64::MAX);
    let conditions = Conditions::read(&words[3..])?;
    let number = int(&words[2])?;
    let start = if relative { now } else { 0 };
    let at = number.checked_mul(unit).and_then(|ms| ms.checked_add(start)).ok_or_else(|| {
        let name = String::from_utf8_lossy(&words[0]).to_ascii_lowercase();
        Stop::Error(format!("ERR invalid expire time in '{name}' command"))
    })?;
    let key = &words[1];
    let Some(entry) = call.db().get(key) else { return Ok(Reply::Int(0)) };
    let before = entry.expires.and_then(|before| i64::try_from(before).ok());
    if !conditions.allow(before, at) {
        return Ok(Reply::Int(0));
    }
    if at <= now {
        call.remove(key);
    } else {
        call.db().expire(key, u64::try_from(at).ok());
        call.touch(key);
    }
    Ok(Reply::Int(1))
}

/// What is left, or the time itself; -1 where the key does not expire, -2 where there is none.
fn left(call: &mut Call<'_>, key: &[u8], unit: u64, absolute: bool) -> Reply {
    let now = call.now();
    let Some(entry) = call.db().get(key) else { return Reply::Int(-2) };
    let Some(at) = entry.expires else { return Reply::Int(-1) };
    let ms = if absolute { at } else { at.saturating_sub(now) };
    Reply::Int(i64::try_from((ms + unit / 2) / unit).unwrap_or(i64::MAX))
}

fn persist(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let does = call.db().get(&words[1]).is_some_and(|entry| entry.expires.is_some());
    if does {
        call.db().expire(&words[1], None);
        call.touch(&words[1]);
    }
    Ok(Reply::flag(does))
}
