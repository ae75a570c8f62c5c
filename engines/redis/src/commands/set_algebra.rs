//! Sets: intersection, union, difference.

use super::Handler;
use super::sets::reply;
use crate::args::{Args, natural};
use crate::call::Call;
use crate::data::set::Set;
use crate::data::value::Value;
use crate::reply::{Answer, Bytes, Reply, SYNTAX, Stop};

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "sinter" => |call, words| Ok(reply(&combined(call, &words[1..], Kind::Inter)?)),
        "sunion" => |call, words| Ok(reply(&combined(call, &words[1..], Kind::Union)?)),
        "sdiff" => |call, words| Ok(reply(&combined(call, &words[1..], Kind::Diff)?)),
        "sinterstore" => |call, words| store(call, words, Kind::Inter),
        "sunionstore" => |call, words| store(call, words, Kind::Union),
        "sdiffstore" => |call, words| store(call, words, Kind::Diff),
        "sintercard" => sintercard,
        _ => return None,
    })
}

#[derive(Clone, Copy)]
enum Kind {
    Inter,
    Union,
    Diff,
}

fn combined(call: &mut Call<'_>, keys: &[Bytes], kind: Kind) -> Result<Set, Stop> {
    let mut sets = Vec::new();
    for key in keys {
        sets.push(call.copy::<Set>(key)?);
    }
    Ok(match kind {
        Kind::Union => sets.iter().flat_map(Set::iter).cloned().collect(),
        Kind::Diff => {
            let (first, others) = sets.split_at(1.min(sets.len()));
            let members = first.iter().flat_map(Set::iter);
            members.filter(|one| !others.iter().any(|set| set.contains(one))).cloned().collect()
        }
        Kind::Inter => {
            // The smallest is walked through, as the server does, which decides the order.
            sets.sort_by_key(Set::len);
            let (first, others) = sets.split_at(1.min(sets.len()));
            let members = first.iter().flat_map(Set::iter);
            members.filter(|one| others.iter().all(|set| set.contains(one))).cloned().collect()
        }
    })
}

fn store(call: &mut Call<'_>, words: &[Bytes], kind: Kind) -> Answer {
    let set = combined(call, &words[2..], kind)?;
    let length = set.len();
    call.store(&words[1], Value::Set(set));
    Ok(Reply::count(length))
}

fn sintercard(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let mut args = Args::new(&words[1..]);
    let keys = cardinality_keys(&mut args)?;
    let limit = limit(&mut args)?;
    Ok(Reply::count(combined(call, keys, Kind::Inter)?.len().min(limit)))
}

/// Reads `numkeys key …` where too few keys have an error of their own.
pub(super) fn cardinality_keys<'a>(args: &mut Args<'a>) -> Result<&'a [Bytes], Stop> {
    const ERROR: &str = "ERR numkeys should be greater than 0";
    let count = natural(args.need()?, ERROR)?;
    if count == 0 {
        return Err(ERROR.into());
    }
    args.take(count).map_err(|_| "ERR Number of keys can't be greater than number of args".into())
}

/// Reads `LIMIT n`; 0 and nothing at all are no limit.
pub(super) fn limit(args: &mut Args<'_>) -> Result<usize, Stop> {
    let mut limit = 0;
    while args.len() > 0 {
        if !args.word("LIMIT") || args.len() == 0 {
            return Err(SYNTAX.into());
        }
        limit = natural(args.need()?, "ERR LIMIT can't be negative")?;
    }
    Ok(if limit == 0 { usize::MAX } else { limit })
}
