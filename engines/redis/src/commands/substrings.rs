//! Parts of strings: `APPEND`, `GETRANGE`, `SETRANGE`, `STRLEN`, `LCS`.

use super::Handler;
use crate::args::{Args, int, range};
use crate::call::Call;
use crate::data::value::Text;
use crate::reply::{Answer, Bytes, Reply, SYNTAX, Stop, TOO_LONG};

/// The longest string the server's protocol allows, and the longest this engine keeps: what one
/// command may reserve has to stay well under the memory a run has.
const LONGEST: usize = 512 << 20;
const KEPT: usize = 64 << 20;

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "append" => append,
        "strlen" => |call, words| Ok(Reply::count(call.text(&words[1])?.len())),
        "getrange" | "substr" => getrange,
        "setrange" => setrange,
        "lcs" => lcs,
        _ => return None,
    })
}

/// Whether a string may grow to this length.
pub(super) fn may_grow(length: usize) -> Result<(), Stop> {
    if length > LONGEST {
        return Err(TOO_LONG.into());
    }
    if length > KEPT {
        return Err("OOM command not allowed when used memory > 'maxmemory'.".into());
    }
    Ok(())
}

fn append(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let before = call.read::<Text>(&words[1])?.map(|text| text.bytes.clone());
    let raw = before.is_some();
    let mut bytes = before.unwrap_or_default();
    may_grow(bytes.len() + words[2].len())?;
    bytes.extend_from_slice(&words[2]);
    let length = bytes.len();
    call.set_text(&words[1], Text { bytes, raw });
    Ok(Reply::count(length))
}

fn getrange(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let (start, end) = (int(&words[2])?, int(&words[3])?);
    let text = call.text(&words[1])?;
    if start < 0 && end < 0 && start > end {
        return Ok(Reply::bulk(""));
    }
    let length = i64::try_from(text.len()).unwrap_or(i64::MAX);
    let end = if end < 0 { (length + end).max(0) } else { end };
    Ok(Reply::bulk(&text[range(start, end, text.len())]))
}

fn setrange(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let offset = int(&words[2])?;
    let offset = usize::try_from(offset).map_err(|_| "ERR offset is out of range")?;
    let before = call.read::<Text>(&words[1])?.map(|text| text.bytes.clone());
    let mut bytes = before.unwrap_or_default();
    let value = &words[3];
    if value.is_empty() {
        return Ok(Reply::count(bytes.len()));
    }
    let end = offset.saturating_add(value.len());
    may_grow(end)?;
    if bytes.len() < end {
        bytes.resize(end, 0);
    }
    bytes[offset..end].copy_from_slice(value);
    let length = bytes.len();
    call.set_text(&words[1], Text { bytes, raw: true });
    Ok(Reply::count(length))
}

/// What `LCS` is to tell.
#[derive(Default)]
struct Wanted {
    length: bool,
    places: bool,
    lengths: bool,
    shortest: usize,
}

fn lcs(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let not_strings = || Stop::from("ERR The specified keys must contain string values");
    let a = call.text(&words[1]).map_err(|_| not_strings())?;
    let b = call.text(&words[2]).map_err(|_| not_strings())?;
    let mut wanted = Wanted::default();
    let mut args = Args::new(&words[3..]);
    while args.len() > 0 {
        if args.word("IDX") {
            wanted.places = true;
        } else if args.word("LEN") {
            wanted.length = true;
        } else if args.word("WITHMATCHLEN") {
            wanted.lengths = true;
        } else if args.word("MINMATCHLEN") && args.len() > 0 {
            wanted.shortest = usize::try_from(args.int()?).unwrap_or_default();
        } else {
            return Err(SYNTAX.into());
        }
    }
    if wanted.length && wanted.places {
        return Err("ERR If you want both the length and indexes, please just use IDX.".into());
    }
    if a.len().saturating_add(1).saturating_mul(b.len() + 1) > KEPT / 4 {
        return Err(
            "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len".into()
        );
    }
    Ok(common(&a, &b, &wanted))
}

fn common(a: &[u8], b: &[u8], wanted: &Wanted) -> Reply {
    let width = b.len() + 1;
    let mut lengths = vec![0_u32; (a.len() + 1) * width];
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            lengths[i * width + j] = if a[i - 1] == b[j - 1] {
                lengths[(i - 1) * width + j - 1] + 1
            } else {
                lengths[(i - 1) * width + j].max(lengths[i * width + j - 1])
            };
        }
    }
    let total = Reply::Int(i64::from(lengths[a.len() * width + b.len()]));
    if wanted.length {
        return total;
    }
    let (mut i, mut j) = (a.len(), b.len());
    let (mut text, mut runs) = (Bytes::new(), Vec::<(usize, usize, usize)>::new());
    while i > 0 && j > 0 {
        if a[i - 1] == b[j - 1] {
            (i, j) = (i - 1, j - 1);
            text.push(a[i]);
            match runs.last_mut() {
                Some((x, y, length)) if *x == i + 1 && *y == j + 1 => {
                    (*x, *y, *length) = (i, j, *length + 1);
                }
                _ => runs.push((i, j, 1)),
            }
        } else if lengths[(i - 1) * width + j] > lengths[i * width + j - 1] {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    if !wanted.places {
        text.reverse();
        return Reply::Bulk(text);
    }
    let place = |at: usize, length: usize| {
        Reply::Array(vec![Reply::count(at), Reply::count(at + length - 1)])
    };
    let shown = runs.into_iter().filter(|(_, _, length)| *length >= wanted.shortest);
    let matches = shown.map(|(x, y, length)| {
        let mut parts = vec![place(x, length), place(y, length)];
        if wanted.lengths {
            parts.push(Reply::count(length));
        }
        Reply::Array(parts)
    });
    Reply::Map(vec![
        (Reply::bulk("matches"), Reply::Array(matches.collect())),
        (Reply::bulk("len"), total),
    ])
}
