//! Hashes: fields in the order they were first set.

use indexmap::IndexMap;

use crate::reply::Bytes;

/// More fields than this, or longer texts, and the server turns a list into a table.
const LISTED: usize = 512;
const SHORT: usize = 64;

/// Fields and their values.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Hash {
    fields: IndexMap<Bytes, Bytes>,
    /// It is a table, and stays one.
    table: bool,
}

impl Hash {
    pub(crate) fn get(&self, field: &[u8]) -> Option<&Bytes> {
        self.fields.get(field)
    }

    /// Sets a field; whether it is new.
    pub(crate) fn set(&mut self, field: &[u8], value: Bytes) -> bool {
        self.table |= field.len() > SHORT || value.len() > SHORT;
        let is_new = self.fields.insert(field.to_vec(), value).is_none();
        self.table |= self.fields.len() > LISTED;
        is_new
    }

    pub(crate) fn remove(&mut self, field: &[u8]) -> bool {
        self.fields.shift_remove(field).is_some()
    }

    pub(crate) fn len(&self) -> usize {
        self.fields.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Bytes, &Bytes)> {
        self.fields.iter()
    }

    pub(crate) fn at(&self, index: usize) -> Option<(&Bytes, &Bytes)> {
        self.fields.get_index(index)
    }

    pub(crate) const fn is_table(&self) -> bool {
        self.table
    }

    pub(crate) const fn encoding(&self) -> &'static str {
        if self.table { "hashtable" } else { "listpack" }
    }
}
