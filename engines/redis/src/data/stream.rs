//! Streams: entries by id, and the groups that read them.

use std::collections::BTreeMap;
use std::fmt;

use crate::reply::Bytes;

/// The id of an entry: milliseconds, and a number that tells apart those of one millisecond.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Id {
    pub(crate) ms: u64,
    pub(crate) seq: u64,
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.ms, self.seq)
    }
}

impl Id {
    pub(crate) const MIN: Self = Self { ms: 0, seq: 0 };
    pub(crate) const MAX: Self = Self { ms: u64::MAX, seq: u64::MAX };

    /// Reads `ms` or `ms-seq`; without a second part it is `seq`.
    pub(crate) fn read(text: &[u8], seq: u64) -> Option<Self> {
        let text = std::str::from_utf8(text).ok()?;
        let whole = |text: &str| {
            let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| text.parse().ok()).flatten()
        };
        match text.split_once('-') {
            Some((ms, seq)) => Some(Self { ms: whole(ms)?, seq: whole(seq)? }),
            None => Some(Self { ms: whole(text)?, seq }),
        }
    }

    pub(crate) fn next(self) -> Option<Self> {
        match self.seq.checked_add(1) {
            Some(seq) => Some(Self { seq, ..self }),
            None => Some(Self { ms: self.ms.checked_add(1)?, seq: 0 }),
        }
    }

    pub(crate) fn previous(self) -> Option<Self> {
        match self.seq.checked_sub(1) {
            Some(seq) => Some(Self { seq, ..self }),
            None => Some(Self { ms: self.ms.checked_sub(1)?, seq: u64::MAX }),
        }
    }
}

/// The fields of an entry, in order.
pub(crate) type Fields = Vec<(Bytes, Bytes)>;

/// An entry that a consumer got and has not acknowledged.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pending {
    pub(crate) consumer: Bytes,
    /// When it was delivered last, in milliseconds since 1970.
    pub(crate) delivered: u64,
    pub(crate) times: u64,
}

/// A consumer of a group.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Consumer {
    /// When it last asked, in milliseconds since 1970.
    pub(crate) seen: u64,
}

/// A group.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Group {
    pub(crate) last: Id,
    /// How many entries it has read, where that is known.
    pub(crate) read: Option<u64>,
    pub(crate) pending: BTreeMap<Id, Pending>,
    pub(crate) consumers: BTreeMap<Bytes, Consumer>,
}

/// A stream.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Stream {
    pub(crate) entries: BTreeMap<Id, Fields>,
    pub(crate) last: Id,
    pub(crate) max_deleted: Id,
    /// How many entries were ever added.
    pub(crate) added: u64,
    pub(crate) groups: BTreeMap<Bytes, Group>,
}

/// How far a stream is cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Trim {
    /// To this many entries.
    Length(usize),
    /// To those from this id on.
    From(Id),
}

/// The server keeps this many entries in a node, and an inexact trim drops whole nodes only.
const NODE: usize = 100;

impl Stream {
    pub(crate) fn first(&self) -> Id {
        self.entries.keys().next().copied().unwrap_or_default()
    }

    /// The id `*` stands for.
    pub(crate) fn next_id(&self, now: u64) -> Option<Id> {
        if now > self.last.ms { Some(Id { ms: now, seq: 0 }) } else { self.last.next() }
    }

    pub(crate) fn add(&mut self, id: Id, fields: Fields) {
        self.entries.insert(id, fields);
        self.last = id;
        self.added += 1;
    }

    pub(crate) fn delete(&mut self, id: Id) -> bool {
        let was = self.entries.remove(&id).is_some();
        if was {
            self.max_deleted = self.max_deleted.max(id);
        }
        was
    }

    /// Cuts; how many entries went. An inexact cut takes whole nodes, `limit` entries at most.
    pub(crate) fn trim(&mut self, trim: Trim, exact: bool, limit: Option<usize>) -> usize {
        let excess = match trim {
            Trim::Length(length) => self.entries.len().saturating_sub(length),
            Trim::From(id) => self.entries.range(..id).count(),
        };
        let excess = if exact {
            excess
        } else {
            let whole = excess - excess % NODE;
            limit.map_or(whole, |limit| whole.min(limit - limit % NODE))
        };
        let gone: Vec<Id> = self.entries.keys().take(excess).copied().collect();
        for id in &gone {
            self.entries.remove(id);
        }
        // Unlike a deletion, a trim leaves the highest deleted id as it is.
        gone.len()
    }

    /// Whether something was deleted at or after `from`.
    pub(crate) fn has_holes(&self, from: Id) -> bool {
        !self.entries.is_empty() && self.max_deleted != Id::MIN && from <= self.max_deleted
    }

    /// How many entries there had been up to `id`, where that can be told.
    pub(crate) fn count_to(&self, id: Id) -> Option<u64> {
        if self.added == 0 {
            return Some(0);
        }
        let length = self.entries.len() as u64;
        if length == 0 && id < self.last {
            return Some(self.added);
        }
        match id.cmp(&self.last) {
            std::cmp::Ordering::Equal => return Some(self.added),
            std::cmp::Ordering::Greater => return None,
            std::cmp::Ordering::Less => {}
        }
        let first = self.first();
        if self.max_deleted == Id::MIN || self.max_deleted < first {
            if id < first {
                return Some(self.added - length);
            }
            if id == first {
                return Some(self.added - length + 1);
            }
        }
        None
    }

    /// How many entries a group has still to read, where that can be told.
    pub(crate) fn lag(&self, group: &Group) -> Option<u64> {
        if self.added == 0 {
            return Some(0);
        }
        match group.read.filter(|_| !self.has_holes(group.last)) {
            Some(read) => Some(self.added.saturating_sub(read)),
            None => self.count_to(group.last).map(|read| self.added.saturating_sub(read)),
        }
    }

    /// Reads an id that may be `-`, `+` or exclusive, `(`.
    pub(crate) fn bound(text: &[u8], low: bool) -> Bound {
        let (exclusive, text) = match text.strip_prefix(b"(") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        if !exclusive && (text == b"-" || text == b"+") {
            return Bound::At(if text == b"-" { Id::MIN } else { Id::MAX });
        }
        let Some(id) = Id::read(text, if low { 0 } else { u64::MAX }) else {
            return Bound::Invalid;
        };
        if !exclusive {
            return Bound::At(id);
        }
        let moved = if low { id.next() } else { id.previous() };
        moved.map_or(Bound::Beyond, Bound::At)
    }
}

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Bound {
    At(Id),
    /// Exclusive of the last id there can be.
    Beyond,
    Invalid,
}
