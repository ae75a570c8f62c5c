//! `SORT`.

use std::cmp::Ordering;

use super::Handler;
use super::lists;
use crate::args::Args;
use crate::call::Call;
use crate::data::hash::Hash;
use crate::data::value::{Text, Value};
use crate::reply::{Answer, Bytes, Reply, SYNTAX, Stop, WRONG_TYPE};
use crate::text::number;

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "sort" => |call, words| sort(call, words, false),
        "sort_ro" => |call, words| sort(call, words, true),
        _ => return None,
    })
}

#[derive(Default)]
struct Options<'a> {
    by: Option<&'a Bytes>,
    get: Vec<&'a Bytes>,
    limit: Option<(i64, i64)>,
    descending: bool,
    alpha: bool,
    store: Option<&'a Bytes>,
}

fn options(words: &[Bytes], read_only: bool) -> Result<Options<'_>, Stop> {
    let mut options = Options::default();
    let mut args = Args::new(words);
    while args.len() > 0 {
        if args.word("ASC") {
            options.descending = false;
        } else if args.word("DESC") {
            options.descending = true;
        } else if args.word("ALPHA") {
            options.alpha = true;
        } else if args.len() >= 3 && args.word("LIMIT") {
            options.limit = Some((args.int()?, args.int()?));
        } else if !read_only && args.len() >= 2 && args.word("STORE") {
            options.store = args.next();
        } else if args.len() >= 2 && args.word("BY") {
            options.by = args.next();
        } else if args.len() >= 2 && args.word("GET") {
            options.get.extend(args.next());
        } else {
            return Err(SYNTAX.into());
        }
    }
    Ok(options)
}

/// What a pattern such as `weight_*` or `user:*->name` stands for, for this element.
fn lookup(call: &mut Call<'_>, pattern: &[u8], element: &[u8]) -> Option<Bytes> {
    if pattern == b"#" {
        return Some(element.to_vec());
    }
    let star = pattern.iter().position(|byte| *byte == b'*')?;
    let arrow = pattern[star..].windows(2).position(|pair| pair == b"->").map(|at| star + at);
    let arrow = arrow.filter(|at| at + 2 < pattern.len());
    let end = arrow.unwrap_or(pattern.len());
    let key = [&pattern[..star], element, &pattern[star + 1..end]].concat();
    match arrow {
        Some(at) => call
            .read::<Hash>(&key)
            .ok()
            .flatten()
            .and_then(|hash| hash.get(&pattern[at + 2..]))
            .cloned(),
        None => call.read::<Text>(&key).ok().flatten().map(|text| text.bytes.clone()),
    }
}

fn elements(call: &mut Call<'_>, key: &[u8]) -> Result<Vec<Bytes>, Stop> {
    match call.value(key) {
        None => Ok(Vec::new()),
        Some(Value::List(list)) => Ok(list.iter().cloned().collect()),
        Some(Value::Set(set)) => Ok(set.iter().cloned().collect()),
        Some(Value::Zset(set)) => Ok(set.iter().map(|(member, _)| member.clone()).collect()),
        Some(_) => Err(WRONG_TYPE.into()),
    }
}

/// Puts elements in order.
fn ordered(
    call: &mut Call<'_>,
    all: Vec<Bytes>,
    options: &Options<'_>,
) -> Result<Vec<Bytes>, Stop> {
    let mut weighed = Vec::new();
    for element in all {
        let weight = match options.by {
            Some(pattern) => lookup(call, pattern, &element),
            None => Some(element.clone()),
        };
        let score = match &weight {
            Some(text) if !options.alpha => number::double(text)
                .ok_or("ERR One or more scores can't be converted into double")?,
            _ => 0.0,
        };
        weighed.push((score, weight, element));
    }
    weighed.sort_by(|(a, a_text, a_element), (b, b_text, b_element)| {
        let order = if options.alpha {
            a_text.cmp(b_text)
        } else {
            // Equal scores are told apart by the elements, so that the order is always the same.
            a.partial_cmp(b).unwrap_or(Ordering::Equal).then_with(|| a_element.cmp(b_element))
        };
        if options.descending { order.reverse() } else { order }
    });
    Ok(weighed.into_iter().map(|(_, _, element)| element).collect())
}

fn sort(call: &mut Call<'_>, words: &[Bytes], read_only: bool) -> Answer {
    let options = options(&words[2..], read_only)?;
    let mut all = elements(call, &words[1])?;
    // A pattern without a star is the same for all: their own order stays.
    let keeps_order = options.by.is_some_and(|pattern| !pattern.contains(&b'*'));
    let is_zset = matches!(call.value(&words[1]), Some(Value::Zset(_)));
    if !keeps_order {
        all = ordered(call, all, &options)?;
    } else if options.descending && is_zset {
        all.reverse();
    }
    let length = i64::try_from(all.len()).unwrap_or(i64::MAX);
    if let Some((skip, count)) = options.limit {
        let start = skip.clamp(0, length);
        let end = if count < 0 { length } else { start.saturating_add(count).min(length) };
        let bounds = usize::try_from(start).ok().zip(usize::try_from(end).ok());
        let (start, end) = bounds.unwrap_or_default();
        all = all.get(start..end).unwrap_or_default().to_vec();
    }
    let mut out = Vec::new();
    for element in all {
        if options.get.is_empty() {
            out.push(Some(element));
            continue;
        }
        for pattern in &options.get {
            out.push(lookup(call, pattern, &element));
        }
    }
    let Some(target) = options.store else {
        return Ok(Reply::Array(out.into_iter().map(Reply::maybe).collect()));
    };
    let length = out.len();
    call.store(target, lists::value(out.into_iter().map(Option::unwrap_or_default)));
    Ok(Reply::count(length))
}
