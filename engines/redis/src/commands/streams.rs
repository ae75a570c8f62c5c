//! Streams: adding, reading by range, trimming.

use super::Handler;
use crate::args::{Args, int, is_word, natural};
use crate::call::Call;
use crate::data::stream::{Bound, Fields, Id, Stream, Trim};
use crate::reply::{Answer, Bytes, NO_SUCH_KEY, Reply, SYNTAX, Stop};
use crate::text::number;

pub(super) const INVALID_ID: &str = "ERR Invalid stream ID specified as stream command argument";

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "xadd" => xadd,
        "xlen" => |call, words| {
            let stream = call.read::<Stream>(&words[1])?;
            Ok(Reply::count(stream.map_or(0, |stream| stream.entries.len())))
        },
        "xrange" => |call, words| xrange(call, words, false),
        "xrevrange" => |call, words| xrange(call, words, true),
        "xdel" => xdel,
        "xtrim" => xtrim,
        "xsetid" => xsetid,
        "xread" => xread,
        _ => return None,
    })
}

/// Reads an id; one without a second part has this one.
pub(super) fn id(text: &[u8], seq: u64) -> Result<Id, Stop> {
    Id::read(text, seq).ok_or_else(|| INVALID_ID.into())
}

/// An entry, as a reply.
pub(super) fn entry(id: Id, fields: &Fields) -> Reply {
    let fields = fields.iter().flat_map(|(field, value)| [field, value]);
    Reply::Array(vec![Reply::bulk(id.to_string()), Reply::bulks(fields)])
}

/// How a stream is to be trimmed.
#[derive(Default)]
struct Cut {
    trim: Option<Trim>,
    inexact: bool,
    limit: Option<usize>,
}

impl Cut {
    /// Reads `MAXLEN|MINID [=|~] threshold [LIMIT n]` where that is what comes next.
    fn read(&mut self, args: &mut Args<'_>) -> Result<bool, Stop> {
        if args.len() >= 2 && args.word("LIMIT") {
            const ERROR: &str = "ERR The LIMIT argument must be >= 0.";
            self.limit = Some(natural(args.need()?, ERROR)?);
            return Ok(true);
        }
        let by_length = args.len() >= 2 && args.word("MAXLEN");
        if !(by_length || args.len() >= 2 && args.word("MINID")) {
            return Ok(false);
        }
        if self.trim.is_some() {
            return Err("ERR syntax error, MAXLEN and MINID options at the same time are not \
                        compatible"
                .into());
        }
        if args.len() >= 2 {
            self.inexact = args.word("~");
            if !self.inexact {
                args.word("=");
            }
        }
        let threshold = args.need()?;
        self.trim = Some(if by_length {
            let length = int(threshold)?;
            let length = usize::try_from(length);
            Trim::Length(length.map_err(|_| "ERR The MAXLEN argument must be >= 0.")?)
        } else {
            Trim::From(id(threshold, 0)?)
        });
        Ok(true)
    }

    fn verify(&self) -> Result<(), Stop> {
        if self.limit.is_some() && self.trim.is_none() {
            return Err("ERR syntax error, LIMIT cannot be used without specifying a trimming \
                        strategy"
                .into());
        }
        if self.limit.is_some() && !self.inexact {
            return Err(
                "ERR syntax error, LIMIT cannot be used without the special ~ option".into()
            );
        }
        Ok(())
    }

    fn apply(&self, stream: &mut Stream) -> usize {
        // Without a limit an inexact cut looks at a hundred nodes at most; 0 is no limit.
        let limit = self.limit.map_or(Some(10_000), |limit| Some(limit).filter(|most| *most > 0));
        self.trim.map_or(0, |trim| stream.trim(trim, !self.inexact, limit))
    }
}

/// The id a new entry asks for.
enum NewId {
    /// `*`
    Any,
    /// `ms-*`
    InMillisecond(u64),
    This(Id),
}

fn new_id(text: &[u8]) -> Result<NewId, Stop> {
    if text == b"*" {
        return Ok(NewId::Any);
    }
    if let Some(ms) = text.strip_suffix(b"-*") {
        return Ok(NewId::InMillisecond(id(ms, 0)?.ms));
    }
    let id = id(text, 0)?;
    if id == Id::MIN {
        return Err("ERR The ID specified in XADD must be greater than 0-0".into());
    }
    Ok(NewId::This(id))
}

fn xadd(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let mut args = Args::new(&words[2..]);
    let (mut cut, mut only_old) = (Cut::default(), false);
    let wanted = loop {
        if cut.read(&mut args)? {
            continue;
        }
        if args.word("NOMKSTREAM") {
            only_old = true;
            continue;
        }
        let Some(word) = args.next() else {
            return Err("ERR wrong number of arguments for 'xadd' command".into());
        };
        break new_id(word)?;
    };
    cut.verify()?;
    let fields = args.rest();
    if fields.is_empty() || fields.len() % 2 == 1 {
        return Err("ERR wrong number of arguments for 'xadd' command".into());
    }
    let now = call.now();
    if call.read::<Stream>(&words[1])?.is_none() && only_old {
        return Ok(Reply::Nil);
    }
    let existed = call.has(&words[1]);
    let stream = call.make::<Stream>(&words[1])?;
    if stream.last == Id::MAX {
        return Err(
            "ERR The stream has exhausted the last possible ID, unable to add more items".into()
        );
    }
    let chosen = match wanted {
        NewId::Any => stream.next_id(now),
        NewId::InMillisecond(ms) if ms == stream.last.ms => {
            stream.last.next().filter(|next| next.ms == ms)
        }
        NewId::InMillisecond(ms) => Some(Id { ms, seq: 0 }).filter(|id| *id > stream.last),
        NewId::This(id) => Some(id).filter(|id| *id > stream.last),
    };
    let Some(chosen) = chosen else {
        if !existed {
            call.db().remove(&words[1]);
        }
        return Err("ERR The ID specified in XADD is equal or smaller than the target stream top \
                    item"
            .into());
    };
    let fields = fields.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone()));
    stream.add(chosen, fields.collect());
    cut.apply(stream);
    call.touch(&words[1]);
    Ok(Reply::bulk(chosen.to_string()))
}

fn bound(text: &[u8], low: bool) -> Result<Id, Stop> {
    match Stream::bound(text, low) {
        Bound::At(id) => Ok(id),
        Bound::Invalid => Err(INVALID_ID.into()),
        Bound::Beyond if low => Err("ERR invalid start ID for the interval".into()),
        Bound::Beyond => Err("ERR invalid end ID for the interval".into()),
    }
}

/// Reads both ends of a range.
pub(super) fn bounds(low: &[u8], high: &[u8]) -> Result<(Id, Id), Stop> {
    Ok((bound(low, true)?, bound(high, false)?))
}

fn xrange(call: &mut Call<'_>, words: &[Bytes], reverse: bool) -> Answer {
    let (low, high) = if reverse { (&words[3], &words[2]) } else { (&words[2], &words[3]) };
    let (low, high) = bounds(low, high)?;
    let mut args = Args::new(&words[4..]);
    let mut count = usize::MAX;
    let mut none = false;
    while args.len() > 0 {
        if args.len() < 2 || !args.word("COUNT") {
            return Err(SYNTAX.into());
        }
        let wanted = args.int()?;
        none = wanted == 0;
        count = usize::try_from(wanted).unwrap_or_default();
        none |= wanted < 0;
    }
    let Some(stream) = call.read::<Stream>(&words[1])? else { return Ok(Reply::Array(Vec::new())) };
    if none {
        return Ok(Reply::NilArray);
    }
    if low > high {
        return Ok(Reply::Array(Vec::new()));
    }
    let found = stream.entries.range(low..=high).map(|(id, fields)| entry(*id, fields));
    Ok(Reply::Array(if reverse {
        found.rev().take(count).collect()
    } else {
        found.take(count).collect()
    }))
}

fn xdel(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let ids = words[2..].iter().map(|text| id(text, 0)).collect::<Result<Vec<Id>, Stop>>();
    let Some(stream) = call.change::<Stream>(&words[1])? else { return Ok(Reply::Int(0)) };
    let gone = ids?.into_iter().filter(|id| stream.delete(*id)).count();
    if gone > 0 {
        call.touch(&words[1]);
    }
    Ok(Reply::count(gone))
}

fn xtrim(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let mut args = Args::new(&words[2..]);
    let mut cut = Cut::default();
    while args.len() > 0 {
        if !cut.read(&mut args)? {
            return Err(SYNTAX.into());
        }
    }
    if cut.trim.is_none() {
        return Err("ERR syntax error, XTRIM must be called with MAXLEN or MINID".into());
    }
    cut.verify()?;
    let Some(stream) = call.change::<Stream>(&words[1])? else { return Ok(Reply::Int(0)) };
    let gone = cut.apply(stream);
    if gone > 0 {
        call.touch(&words[1]);
    }
    Ok(Reply::count(gone))
}

fn xsetid(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let last = id(&words[2], 0)?;
    let (mut added, mut deleted) = (None, None);
    let mut args = Args::new(&words[3..]);
    while args.len() > 0 {
        if args.len() >= 2 && args.word("ENTRIESADDED") {
            let number = args.int()?;
            added = Some(u64::try_from(number).map_err(|_| "ERR entries_added must be positive")?);
        } else if args.len() >= 2 && args.word("MAXDELETEDID") {
            let highest = id(args.need()?, 0)?;
            if last < highest {
                return Err("ERR The ID specified in XSETID is smaller than the provided \
                            max_deleted_entry_id"
                    .into());
            }
            deleted = Some(highest);
        } else {
            return Err(SYNTAX.into());
        }
    }
    let stream = call.change::<Stream>(&words[1])?.ok_or(NO_SUCH_KEY)?;
    if last < stream.max_deleted {
        return Err(
            "ERR The ID specified in XSETID is smaller than current max_deleted_entry_id".into()
        );
    }
    if stream.entries.keys().next_back().is_some_and(|highest| last < *highest) {
        return Err(
            "ERR The ID specified in XSETID is smaller than the target stream top item".into()
        );
    }
    stream.last = last;
    stream.added = added.unwrap_or(stream.added);
    stream.max_deleted = deleted.unwrap_or(stream.max_deleted);
    call.touch(&words[1]);
    Ok(Reply::ok())
}

/// The options of `XREAD` and `XREADGROUP`.
#[derive(Default)]
pub(super) struct Reading<'a> {
    pub(super) count: Option<usize>,
    /// Milliseconds to wait; 0 is for ever.
    pub(super) block: Option<u64>,
    pub(super) no_ack: bool,
    /// Group and consumer.
    pub(super) group: Option<(&'a Bytes, &'a Bytes)>,
    pub(super) keys: &'a [Bytes],
    pub(super) ids: &'a [Bytes],
}

impl<'a> Reading<'a> {
    pub(super) fn read(words: &'a [Bytes]) -> Result<Self, Stop> {
        let is_group = is_word(&words[0], "XREADGROUP");
        let mut args = Args::new(&words[1..]);
        let mut reading = Self::default();
        loop {
            if args.len() >= 2 && args.word("BLOCK") {
                let number = number::integer(args.need()?);
                let number = number.ok_or("ERR timeout is not an integer or out of range")?;
                reading.block = Some(u64::try_from(number).map_err(|_| "ERR timeout is negative")?);
            } else if args.len() >= 2 && args.word("COUNT") {
                reading.count = usize::try_from(args.int()?).ok().filter(|count| *count > 0);
            } else if args.len() >= 2 && args.word("STREAMS") {
                break;
            } else if args.len() >= 3 && args.word("GROUP") {
                if !is_group {
                    return Err(
                        "ERR The GROUP option is only supported by XREADGROUP. You called \
                                XREAD instead."
                            .into(),
                    );
                }
                reading.group = Some((args.need()?, args.need()?));
            } else if args.word("NOACK") {
                if !is_group {
                    return Err(
                        "ERR The NOACK option is only supported by XREADGROUP. You called \
                                XREAD instead."
                            .into(),
                    );
                }
                reading.no_ack = true;
            } else {
                return Err(SYNTAX.into());
            }
        }
        let rest = args.rest();
        if rest.len() % 2 == 1 {
            let symbol = if is_group { '>' } else { '$' };
            return Err(Stop::Error(format!(
                "ERR Unbalanced XREAD list of streams: for each stream key an ID or '{symbol}' \
                 must be specified."
            )));
        }
        (reading.keys, reading.ids) = rest.split_at(rest.len() / 2);
        if is_group && reading.group.is_none() {
            return Err("ERR Missing GROUP option for XREADGROUP".into());
        }
        Ok(reading)
    }
}

/// Entries by stream: pairs in version 2 of the protocol, a map in version 3.
pub(super) fn by_stream(found: Vec<(Reply, Reply)>, protocol: u8) -> Reply {
    if protocol >= 3 {
        return Reply::Map(found);
    }
    Reply::Array(found.into_iter().map(|(key, list)| Reply::Array(vec![key, list])).collect())
}

fn xread(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let reading = Reading::read(words)?;
    let mut found = Vec::new();
    for (key, text) in reading.keys.iter().zip(reading.ids) {
        if text == b">" {
            return Err(
                "ERR The > ID can be specified only when calling XREADGROUP using the GROUP \
                        <group> <consumer> option."
                    .into(),
            );
        }
        let since = call.since;
        let again = call.again;
        let stream = call.read::<Stream>(key)?;
        let from = match text.as_slice() {
            // New is what came since it waits. Ids of the clock tell; others are let through.
            b"$" if again => stream.map_or(Id::MIN, |stream| {
                let mut before = stream.entries.keys().rev().filter(|id| id.ms < since);
                before.next().copied().unwrap_or_default()
            }),
            b"$" => stream.map_or(Id::MIN, |stream| stream.last),
            other => id(other, 0)?,
        };
        let (Some(stream), Some(next)) = (stream, from.next()) else { continue };
        let entries = stream.entries.range(next..).map(|(id, fields)| entry(*id, fields));
        let entries: Vec<Reply> = entries.take(reading.count.unwrap_or(usize::MAX)).collect();
        if !entries.is_empty() {
            found.push((Reply::bulk(key), Reply::Array(entries)));
        }
    }
    match reading.block {
        Some(ms) if found.is_empty() => call.wait((ms > 0).then_some(ms), Reply::NilArray),
        _ if found.is_empty() => Ok(Reply::NilArray),
        _ => Ok(by_stream(found, call.protocol)),
    }
}
