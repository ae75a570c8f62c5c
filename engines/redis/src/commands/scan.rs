//! Walking through keys and collections with a cursor.
//!
//! A cursor is the number of items passed. Small collections come whole, as the server gives those
//! it keeps as lists.

use super::Handler;
use crate::args::Args;
use crate::call::Call;
use crate::data::hash::Hash;
use crate::data::set::Set;
use crate::data::zset::Zset;
use crate::reply::{Answer, Bytes, Reply, SYNTAX, Stop};
use crate::text::{glob, number};

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "scan" => scan,
        "sscan" => sscan,
        "hscan" => hscan,
        "zscan" => zscan,
        _ => return None,
    })
}

/// A cursor and the options that follow it.
struct Walk {
    cursor: usize,
    count: usize,
    pattern: Option<Bytes>,
    kind: Option<Bytes>,
}

impl Walk {
    fn cursor(text: &[u8]) -> Result<usize, Stop> {
        let text = std::str::from_utf8(text).unwrap_or_default();
        text.parse().map_err(|_| "ERR invalid cursor".into())
    }

    fn read(cursor: usize, words: &[Bytes], of_keys: bool) -> Result<Self, Stop> {
        let mut walk = Self { cursor, count: 10, pattern: None, kind: None };
        let mut args = Args::new(words);
        while args.len() > 0 {
            if args.len() >= 2 && args.word("COUNT") {
                let count = args.int()?;
                walk.count = usize::try_from(count).ok().filter(|n| *n > 0).ok_or(SYNTAX)?;
            } else if args.len() >= 2 && args.word("MATCH") {
                walk.pattern = args.next().cloned();
            } else if of_keys && args.len() >= 2 && args.word("TYPE") {
                walk.kind = args.next().cloned();
            } else {
                return Err(SYNTAX.into());
            }
        }
        Ok(walk)
    }

    fn fits(&self, name: &[u8]) -> bool {
        self.pattern.as_ref().is_none_or(|pattern| glob::fits(pattern, name))
    }

    /// The items of this step, and the cursor of the next.
    fn step<T>(&self, items: Vec<T>, whole: bool) -> (Reply, Vec<T>) {
        let count = if whole { usize::MAX } else { self.count };
        let length = items.len();
        let end = self.cursor.saturating_add(count).min(length);
        let next = if end >= length { 0 } else { end };
        let taken = items.into_iter().skip(self.cursor).take(count).collect();
        (Reply::bulk(next.to_string()), taken)
    }
}

fn told(cursor: Reply, items: impl Iterator<Item = Bytes>) -> Answer {
    Ok(Reply::Array(vec![cursor, Reply::bulks(items)]))
}

fn scan(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let walk = Walk::read(Walk::cursor(&words[1])?, &words[2..], true)?;
    let kinds = call.db().iter().map(|(key, entry)| (key.clone(), entry.value.kind()));
    let (cursor, taken) = walk.step(kinds.collect(), false);
    let is_kind = |kind: &str| {
        walk.kind.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(kind.as_bytes()))
    };
    let keys = taken.into_iter().filter(|(key, kind)| walk.fits(key) && is_kind(kind));
    told(cursor, keys.map(|(key, _)| key))
}

fn sscan(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let cursor = Walk::cursor(&words[2])?;
    let set = call.copy::<Set>(&words[1])?;
    let walk = Walk::read(cursor, &words[3..], false)?;
    let (cursor, taken) = walk.step(set.iter().cloned().collect(), !set.is_table());
    told(cursor, taken.into_iter().filter(|member| walk.fits(member)))
}

fn hscan(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let cursor = Walk::cursor(&words[2])?;
    let hash = call.copy::<Hash>(&words[1])?;
    let walk = Walk::read(cursor, &words[3..], false)?;
    let pairs = hash.iter().map(|(field, value)| (field.clone(), value.clone())).collect();
    let (cursor, taken) = walk.step(pairs, !hash.is_table());
    let shown = taken.into_iter().filter(|(field, _)| walk.fits(field));
    told(cursor, shown.flat_map(|(field, value)| [field, value]))
}

fn zscan(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let cursor = Walk::cursor(&words[2])?;
    let set = call.copy::<Zset>(&words[1])?;
    let walk = Walk::read(cursor, &words[3..], false)?;
    let pairs = set.iter().map(|(member, score)| (member.clone(), score)).collect();
    let (cursor, taken) = walk.step(pairs, set.encoding() == "listpack");
    let shown = taken.into_iter().filter(|(member, _)| walk.fits(member));
    told(cursor, shown.flat_map(|(one, score)| [one, number::general(score).into_bytes()]))
}
