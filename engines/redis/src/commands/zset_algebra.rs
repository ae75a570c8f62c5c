//! Sorted sets: union, intersection, difference. Sets take part, each member with score 1.

use std::collections::BTreeMap;

use super::Handler;
use super::set_algebra::{cardinality_keys, limit};
use super::zset_ranges::with_scores;
use super::zsets::weight;
use crate::args::{Args, int};
use crate::call::Call;
use crate::data::value::Value;
use crate::data::zset::Zset;
use crate::reply::{Answer, Bytes, Reply, SYNTAX, Stop, WRONG_TYPE};

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "zunion" => |call, words| shown(call, words, Kind::Union),
        "zinter" => |call, words| shown(call, words, Kind::Inter),
        "zdiff" => |call, words| shown(call, words, Kind::Diff),
        "zunionstore" => |call, words| stored(call, words, Kind::Union),
        "zinterstore" => |call, words| stored(call, words, Kind::Inter),
        "zdiffstore" => |call, words| stored(call, words, Kind::Diff),
        "zintercard" => zintercard,
        _ => return None,
    })
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Union,
    Inter,
    Diff,
}

#[derive(Clone, Copy)]
enum Aggregate {
    Sum,
    Min,
    Max,
}

impl Aggregate {
    fn of(self, a: f64, b: f64) -> f64 {
        match self {
            // Infinities of both signs cancel out.
            Self::Sum => Some(a + b).filter(|sum| !sum.is_nan()).unwrap_or_default(),
            Self::Min => a.min(b),
            Self::Max => a.max(b),
        }
    }
}

/// The operation, keys and options.
struct Plan<'a> {
    kind: Kind,
    keys: &'a [Bytes],
    weights: Vec<f64>,
    aggregate: Aggregate,
    scores: bool,
}

fn plan<'a>(words: &'a [Bytes], kind: Kind, name: &[u8], stores: bool) -> Result<Plan<'a>, Stop> {
    let mut args = Args::new(words);
    let count = int(args.need()?)?;
    let count = usize::try_from(count).ok().filter(|count| *count > 0).ok_or_else(|| {
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        Stop::Error(format!("ERR at least 1 input key is needed for '{name}' command"))
    })?;
    let keys = args.take(count)?;
    let mut plan =
        Plan { kind, keys, weights: vec![1.0; count], aggregate: Aggregate::Sum, scores: false };
    while args.len() > 0 {
        if kind != Kind::Diff && args.len() > count && args.word("WEIGHTS") {
            for weight_of in &mut plan.weights {
                *weight_of = weight(args.need()?, "ERR weight value is not a float")?;
            }
        } else if kind != Kind::Diff && args.len() >= 2 && args.word("AGGREGATE") {
            plan.aggregate = if args.word("SUM") {
                Aggregate::Sum
            } else if args.word("MIN") {
                Aggregate::Min
            } else if args.word("MAX") {
                Aggregate::Max
            } else {
                return Err(SYNTAX.into());
            };
        } else if !stores && args.word("WITHSCORES") {
            plan.scores = true;
        } else {
            return Err(SYNTAX.into());
        }
    }
    Ok(plan)
}

fn scores_of(call: &mut Call<'_>, key: &[u8]) -> Result<Vec<(Bytes, f64)>, Stop> {
    match call.value(key) {
        None => Ok(Vec::new()),
        Some(Value::Zset(set)) => Ok(set.iter().map(|(one, score)| (one.clone(), score)).collect()),
        Some(Value::Set(set)) => Ok(set.iter().map(|one| (one.clone(), 1.0)).collect()),
        Some(_) => Err(WRONG_TYPE.into()),
    }
}

fn combined(call: &mut Call<'_>, plan: &Plan<'_>) -> Result<Zset, Stop> {
    let mut sum: BTreeMap<Bytes, (f64, usize)> = BTreeMap::new();
    for (at, (key, weight)) in plan.keys.iter().zip(&plan.weights).enumerate() {
        for (member, score) in scores_of(call, key)? {
            let score = Some(score * weight).filter(|score| !score.is_nan()).unwrap_or_default();
            match sum.get_mut(&member) {
                Some((total, times)) => {
                    *total = plan.aggregate.of(*total, score);
                    *times += 1;
                }
                None if plan.kind == Kind::Union || at == 0 => {
                    sum.insert(member, (score, 1));
                }
                None => {}
            }
        }
    }
    let wanted = |times: usize| match plan.kind {
        Kind::Union => true,
        Kind::Inter => times == plan.keys.len(),
        Kind::Diff => times == 1,
    };
    let kept = sum.into_iter().filter(|(_, (_, times))| wanted(*times));
    Ok(kept.map(|(member, (score, _))| (member, score)).collect())
}

fn shown(call: &mut Call<'_>, words: &[Bytes], kind: Kind) -> Answer {
    let plan = plan(&words[1..], kind, &words[0], false)?;
    let set = combined(call, &plan)?;
    let pairs = set.iter().map(|(member, score)| (member.clone(), score)).collect();
    Ok(with_scores(pairs, plan.scores, call.protocol))
}

fn stored(call: &mut Call<'_>, words: &[Bytes], kind: Kind) -> Answer {
    let plan = plan(&words[2..], kind, &words[0], true)?;
    let set = combined(call, &plan)?;
    let length = set.len();
    call.store(&words[1], Value::Zset(set));
    Ok(Reply::count(length))
}

fn zintercard(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let mut args = Args::new(&words[1..]);
    if args.rest().first().is_some_and(|count| count == b"0") {
        return Err("ERR at least 1 input key is needed for 'zintercard' command".into());
    }
    let keys = cardinality_keys(&mut args)?;
    let limit = limit(&mut args)?;
    let weights = vec![1.0; keys.len()];
    let plan = Plan { kind: Kind::Inter, keys, weights, aggregate: Aggregate::Sum, scores: false };
    Ok(Reply::count(combined(call, &plan)?.len().min(limit)))
}
