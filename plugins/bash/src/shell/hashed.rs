//! Where commands were found, as `hash` keeps it: until `PATH` changes.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::vars::assoc::bucket;

/// Buckets of bash's table; they decide the order of a listing.
const BUCKETS: u32 = 256;

#[derive(Clone, Debug)]
struct Entry {
    path: String,
    hits: u32,
    added: u64,
}

/// The table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hashed {
    entries: BTreeMap<String, Entry>,
    added: u64,
}

impl Hashed {
    /// Where a command is.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.entries.get(name).map(|entry| entry.path.as_str())
    }

    /// Keeps where a command is, without a hit.
    pub(crate) fn put(&mut self, name: &str, path: &str) {
        self.added += 1;
        let entry = Entry { path: path.to_owned(), hits: 0, added: self.added };
        self.entries.insert(name.to_owned(), entry);
    }

    /// Counts a use of a command, found at `path` if it was not known.
    pub(crate) fn hit(&mut self, name: &str, path: &str) {
        if !self.entries.contains_key(name) {
            self.put(name, path);
        }
        if let Some(entry) = self.entries.get_mut(name) {
            entry.hits += 1;
        }
    }

    /// Forgets a command; `false` where it was not known.
    pub(crate) fn remove(&mut self, name: &str) -> bool {
        self.entries.remove(name).is_some()
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }

    /// Name, path and hits of every command, in the order `hash` lists them.
    pub(crate) fn listed(&self) -> Vec<(&str, &str, u32)> {
        let mut all: Vec<_> = self.entries.iter().collect();
        all.sort_by_key(|(name, entry)| (bucket(name, BUCKETS), Reverse(entry.added)));
        all.into_iter()
            .map(|(name, entry)| (name.as_str(), entry.path.as_str(), entry.hits))
            .collect()
    }
}
