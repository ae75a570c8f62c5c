//! A database: keys, their values, and when they expire.

use std::collections::BTreeMap;

use super::value::Value;
use crate::reply::Bytes;

/// What a key holds, and until when.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) value: Value,
    /// Milliseconds since 1970.
    pub(crate) expires: Option<u64>,
    /// When it was last read or written, in milliseconds since 1970.
    pub(crate) used: u64,
}

/// The keys of a database, in the order of their bytes: where the server's order is that of a hash
/// table, ours is this one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Db {
    entries: BTreeMap<Bytes, Entry>,
    /// No key expires before this.
    earliest: Option<u64>,
}

impl Db {
    pub(crate) fn get(&self, key: &[u8]) -> Option<&Entry> {
        self.entries.get(key)
    }

    pub(crate) fn get_mut(&mut self, key: &[u8]) -> Option<&mut Entry> {
        self.entries.get_mut(key)
    }

    /// Sets the value of a key; it does not expire.
    pub(crate) fn set(&mut self, key: &[u8], value: Value, now: u64) {
        self.entries.insert(key.to_vec(), Entry { value, expires: None, used: now });
    }

    pub(crate) fn insert(&mut self, key: &[u8], entry: Entry) {
        self.note(entry.expires);
        self.entries.insert(key.to_vec(), entry);
    }

    pub(crate) fn remove(&mut self, key: &[u8]) -> Option<Entry> {
        self.entries.remove(key)
    }

    /// Sets when a key expires, or that it does not.
    pub(crate) fn expire(&mut self, key: &[u8], at: Option<u64>) {
        self.note(at);
        if let Some(entry) = self.entries.get_mut(key) {
            entry.expires = at;
        }
    }

    fn note(&mut self, at: Option<u64>) {
        self.earliest = match (self.earliest, at) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }

    /// Takes out what has expired, and says which keys that were.
    pub(crate) fn sweep(&mut self, now: u64) -> Vec<Bytes> {
        if self.earliest.is_none_or(|at| at >= now) {
            return Vec::new();
        }
        let is_over = |entry: &Entry| entry.expires.is_some_and(|at| at < now);
        let gone: Vec<Bytes> =
            self.entries.iter().filter(|(_, e)| is_over(e)).map(|(key, _)| key.clone()).collect();
        for key in &gone {
            self.entries.remove(key);
        }
        self.earliest = self.entries.values().filter_map(|entry| entry.expires).min();
        gone
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Bytes, &Entry)> {
        self.entries.iter()
    }

    pub(crate) fn keys(&self) -> Vec<Bytes> {
        self.entries.keys().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}
