//! Lists: one key at a time.

use super::Handler;
use crate::args::{Args, count, int, is_word, natural, range};
use crate::call::Call;
use crate::data::value::{List, Value};
use crate::reply::{Answer, Bytes, NO_SUCH_KEY, Reply, SYNTAX, Stop};

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "lpush" => |call, words| push(call, words, End::Left, false),
        "rpush" => |call, words| push(call, words, End::Right, false),
        "lpushx" => |call, words| push(call, words, End::Left, true),
        "rpushx" => |call, words| push(call, words, End::Right, true),
        "lpop" => |call, words| pop(call, words, End::Left),
        "rpop" => |call, words| pop(call, words, End::Right),
        "llen" => {
            |call, words| Ok(Reply::count(call.read::<List>(&words[1])?.map_or(0, List::len)))
        }
        "lrange" => lrange,
        "lindex" => lindex,
        "lset" => lset,
        "linsert" => linsert,
        "lrem" => lrem,
        "ltrim" => ltrim,
        "lpos" => lpos,
        _ => return None,
    })
}

/// One end of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Left,
    Right,
}

impl End {
    pub(super) fn read(word: &[u8]) -> Result<Self, Stop> {
        if is_word(word, "LEFT") {
            Ok(Self::Left)
        } else if is_word(word, "RIGHT") {
            Ok(Self::Right)
        } else {
            Err(SYNTAX.into())
        }
    }

    pub(super) fn pop(self, list: &mut List) -> Option<Bytes> {
        match self {
            Self::Left => list.pop_front(),
            Self::Right => list.pop_back(),
        }
    }

    pub(super) fn push(self, list: &mut List, item: Bytes) {
        match self {
            Self::Left => list.push_front(item),
            Self::Right => list.push_back(item),
        }
    }
}

fn push(call: &mut Call<'_>, words: &[Bytes], end: End, only_old: bool) -> Answer {
    if only_old && call.read::<List>(&words[1])?.is_none() {
        return Ok(Reply::Int(0));
    }
    let list = call.make::<List>(&words[1])?;
    words[2..].iter().for_each(|item| end.push(list, item.clone()));
    let length = list.len();
    call.touch(&words[1]);
    Ok(Reply::count(length))
}

/// Takes up to `count` items from one end.
pub(super) fn take(
    call: &mut Call<'_>,
    key: &[u8],
    end: End,
    count: usize,
) -> Result<Vec<Bytes>, Stop> {
    let Some(list) = call.change::<List>(key)? else { return Ok(Vec::new()) };
    let count = count.min(list.len());
    let taken: Vec<Bytes> = (0..count).filter_map(|_| end.pop(list)).collect();
    if !taken.is_empty() {
        call.touch(key);
    }
    Ok(taken)
}

fn pop(call: &mut Call<'_>, words: &[Bytes], end: End) -> Answer {
    let Some(text) = words.get(2) else {
        return Ok(Reply::maybe(take(call, &words[1], end, 1)?.pop()));
    };
    if words.len() > 3 {
        let name = String::from_utf8_lossy(&words[0]).to_ascii_lowercase();
        return Err(Stop::Error(format!("ERR wrong number of arguments for '{name}' command")));
    }
    let count = count(text)?;
    if call.read::<List>(&words[1])?.is_none() {
        return Ok(Reply::NilArray);
    }
    Ok(Reply::bulks(take(call, &words[1], end, count)?))
}

fn lrange(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let (start, end) = (int(&words[2])?, int(&words[3])?);
    let list = call.copy::<List>(&words[1])?;
    Ok(Reply::bulks(list.range(range(start, end, list.len()))))
}

/// The place of an item, from the end where it is negative.
fn place(at: i64, length: usize) -> Option<usize> {
    let total = i64::try_from(length).ok()?;
    let at = if at < 0 { at.checked_add(total)? } else { at };
    usize::try_from(at).ok().filter(|at| *at < length)
}

fn lindex(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    if call.read::<List>(&words[1])?.is_none() {
        return Ok(Reply::Nil);
    }
    let at = int(&words[2])?;
    let list = call.read::<List>(&words[1])?;
    Ok(Reply::maybe(list.and_then(|list| list.get(place(at, list.len())?))))
}

fn lset(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let list = call.change::<List>(&words[1])?.ok_or(NO_SUCH_KEY)?;
    let at = place(int(&words[2])?, list.len()).ok_or("ERR index out of range")?;
    if let Some(item) = list.get_mut(at) {
        item.clone_from(&words[3]);
    }
    call.touch(&words[1]);
    Ok(Reply::ok())
}

fn linsert(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let after = match words[2].to_ascii_lowercase().as_slice() {
        b"before" => 0,
        b"after" => 1,
        _ => return Err(SYNTAX.into()),
    };
    let Some(list) = call.change::<List>(&words[1])? else { return Ok(Reply::Int(0)) };
    let Some(at) = list.iter().position(|item| *item == words[3]) else {
        return Ok(Reply::Int(-1));
    };
    list.insert(at + after, words[4].clone());
    let length = list.len();
    call.touch(&words[1]);
    Ok(Reply::count(length))
}

fn lrem(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let wanted = int(&words[2])?;
    let most = usize::try_from(wanted.unsigned_abs()).unwrap_or(usize::MAX);
    let most = if most == 0 { usize::MAX } else { most };
    let Some(list) = call.change::<List>(&words[1])? else { return Ok(Reply::Int(0)) };
    let mut gone = 0;
    let mut keep = |item: &Bytes| {
        let goes = *item == words[3] && gone < most;
        gone += usize::from(goes);
        !goes
    };
    if wanted >= 0 {
        list.retain(keep);
    } else {
        let kept: List = list.drain(..).rev().filter(|item| keep(item)).collect();
        list.extend(kept.into_iter().rev());
    }
    if gone > 0 {
        call.touch(&words[1]);
    }
    Ok(Reply::count(gone))
}

fn ltrim(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let (start, end) = (int(&words[2])?, int(&words[3])?);
    if let Some(list) = call.change::<List>(&words[1])? {
        let kept = range(start, end, list.len());
        list.truncate(kept.end);
        list.drain(..kept.start.min(list.len()));
        call.touch(&words[1]);
    }
    Ok(Reply::ok())
}

fn lpos(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let (mut rank, mut wanted, mut most) = (1_i64, None, 0);
    let mut args = Args::new(&words[3..]);
    while args.len() > 0 {
        if args.word("RANK") && args.len() > 0 {
            rank = args.int()?;
            if rank == 0 {
                return Err("ERR RANK can't be zero: use 1 to start from the first match, 2 from \
                            the second ... or use negative to start from the end of the list"
                    .into());
            }
            if rank == i64::MIN {
                return Err("ERR value is out of range, value must between \
                            -9223372036854775807 and 9223372036854775807"
                    .into());
            }
        } else if args.word("COUNT") && args.len() > 0 {
            wanted = Some(natural(args.need()?, "ERR COUNT can't be negative")?);
        } else if args.word("MAXLEN") && args.len() > 0 {
            most = natural(args.need()?, "ERR MAXLEN can't be negative")?;
        } else {
            return Err(SYNTAX.into());
        }
    }
    let list = call.copy::<List>(&words[1])?;
    let most = if most == 0 { usize::MAX } else { most };
    let skip = usize::try_from(rank.unsigned_abs() - 1).unwrap_or(usize::MAX);
    let limit = match wanted {
        None => 1,
        Some(0) => usize::MAX,
        Some(count) => count,
    };
    let fits = |(_, item): &(usize, &Bytes)| **item == words[2];
    let places: Vec<usize> = if rank > 0 {
        let all = list.iter().enumerate().take(most).filter(fits);
        all.map(|(at, _)| at).skip(skip).take(limit).collect()
    } else {
        let all = list.iter().enumerate().rev().take(most).filter(fits);
        all.map(|(at, _)| at).skip(skip).take(limit).collect()
    };
    if wanted.is_some() {
        return Ok(Reply::Array(places.into_iter().map(Reply::count).collect()));
    }
    Ok(places.first().map_or(Reply::Nil, |at| Reply::count(*at)))
}

/// A list, as the value of a key.
pub(super) fn value(items: impl IntoIterator<Item = Bytes>) -> Value {
    Value::List(items.into_iter().collect())
}
