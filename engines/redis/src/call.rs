//! One command being executed: what it may touch, and the shapes most commands have.

use crate::data::db::Db;
use crate::data::value::{Kind, Text, Value};
use crate::reply::{Bytes, Stop, WRONG_TYPE};
use crate::server::{Client, Server};

/// What a command is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Within {
    Nothing,
    Transaction,
    Script { read_only: bool },
}

/// A command in execution.
pub(crate) struct Call<'s> {
    pub(crate) server: &'s mut Server,
    pub(crate) id: u32,
    pub(crate) db: usize,
    pub(crate) within: Within,
    /// Since when a command that waits has been waiting, in milliseconds since 1970.
    pub(crate) since: u64,
    /// It has been waiting, so this is not the first time it is tried.
    pub(crate) again: bool,
    /// The protocol version its reply is for.
    pub(crate) protocol: u8,
}

impl Call<'_> {
    pub(crate) const fn now(&self) -> u64 {
        self.server.now
    }

    pub(crate) fn db(&mut self) -> &mut Db {
        &mut self.server.dbs[self.db]
    }

    /// The connection; a fresh one's state where it is closed already.
    pub(crate) fn client(&mut self) -> &mut Client {
        let now = self.server.now;
        self.server.clients.entry(self.id).or_insert_with(|| Client::fresh(now))
    }

    pub(crate) fn value(&mut self, key: &[u8]) -> Option<&Value> {
        let now = self.server.now;
        let entry = self.server.dbs[self.db].get_mut(key)?;
        entry.used = now;
        Some(&entry.value)
    }

    pub(crate) fn has(&self, key: &[u8]) -> bool {
        self.server.dbs[self.db].get(key).is_some()
    }

    /// What a key holds, as that kind; none where there is no such key.
    pub(crate) fn read<K: Kind>(&mut self, key: &[u8]) -> Result<Option<&K>, Stop> {
        match self.value(key) {
            None => Ok(None),
            Some(value) => K::of(value).map(Some).ok_or_else(|| WRONG_TYPE.into()),
        }
    }

    /// A copy of what a key holds; an empty one where there is no such key.
    pub(crate) fn copy<K: Kind + Clone>(&mut self, key: &[u8]) -> Result<K, Stop> {
        Ok(self.read::<K>(key)?.cloned().unwrap_or_else(K::empty))
    }

    /// The same to be changed.
    pub(crate) fn change<K: Kind>(&mut self, key: &[u8]) -> Result<Option<&mut K>, Stop> {
        let now = self.server.now;
        match self.server.dbs[self.db].get_mut(key) {
            None => Ok(None),
            Some(entry) => {
                entry.used = now;
                K::of_mut(&mut entry.value).map(Some).ok_or_else(|| WRONG_TYPE.into())
            }
        }
    }

    /// The same, made where there is none. The caller puts something in, and calls `touch`.
    pub(crate) fn make<K: Kind>(&mut self, key: &[u8]) -> Result<&mut K, Stop> {
        if !self.has(key) {
            let now = self.now();
            self.db().set(key, K::empty().into_value(), now);
        }
        self.change(key)?.ok_or_else(|| WRONG_TYPE.into())
    }

    /// Sets a key, which then does not expire.
    pub(crate) fn set(&mut self, key: &[u8], value: Value) {
        let now = self.now();
        self.db().set(key, value, now);
        self.touch(key);
    }

    /// Sets a key to a collection, or removes the key where that is empty.
    pub(crate) fn store(&mut self, key: &[u8], value: Value) {
        if value.is_empty() {
            self.remove(key);
        } else {
            self.set(key, value);
        }
    }

    /// Sets the text of a key that keeps the time at which it expires.
    pub(crate) fn set_text(&mut self, key: &[u8], text: Text) {
        let value = Value::Text(text);
        match self.db().get_mut(key) {
            Some(entry) => entry.value = value,
            None => {
                let now = self.now();
                self.db().set(key, value, now);
            }
        }
        self.touch(key);
    }

    pub(crate) fn remove(&mut self, key: &[u8]) -> bool {
        let was = self.db().remove(key).is_some();
        if was {
            self.touch(key);
        }
        was
    }

    /// A key changed: drops it if nothing is left in it, and tells those that watch it.
    pub(crate) fn touch(&mut self, key: &[u8]) {
        if self.db().get(key).is_some_and(|entry| entry.value.is_empty()) {
            self.db().remove(key);
        }
        self.server.touch(self.db, key);
    }

    /// A string's bytes; empty where there is none.
    pub(crate) fn text(&mut self, key: &[u8]) -> Result<Bytes, Stop> {
        Ok(self.read::<Text>(key)?.map(|text| text.bytes.clone()).unwrap_or_default())
    }

    /// Waits until something changes, `timeout` milliseconds at most; where nothing can change, or
    /// the time is up, what `empty` says.
    pub(crate) fn wait(
        &self,
        timeout: Option<u64>,
        empty: crate::reply::Reply,
    ) -> crate::reply::Answer {
        let until = timeout.map(|ms| self.since.saturating_add(ms));
        let over = until.is_some_and(|until| self.server.now >= until);
        if over || self.within != Within::Nothing { Ok(empty) } else { Err(Stop::Wait(until)) }
    }
}
