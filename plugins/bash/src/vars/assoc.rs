//! Associative arrays, which give their elements in the order bash does: by bucket of a hash
//! (FNV-1, 32 bits, 1,024 buckets), the newest of a bucket first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

const BUCKETS: u32 = 1024;

type Place = (u32, Reverse<u64>);

/// An associative array.
#[derive(Clone, Debug, Default)]
pub(crate) struct Assoc {
    places: HashMap<String, Place>,
    entries: BTreeMap<Place, (String, String)>,
    last: u64,
}

/// The bucket of a key in a table of so many, a power of two.
pub(crate) fn bucket(key: &str, buckets: u32) -> u32 {
    let mut hash: u32 = 2_166_136_261;
    for byte in crate::os::bytes::encode(key) {
        hash = hash.wrapping_mul(16_777_619);
        // The shell's characters are signed.
        hash ^= i32::from(byte.cast_signed()).cast_unsigned();
    }
    hash & (buckets - 1)
}

impl Assoc {
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        let place = self.places.get(key)?;
        self.entries.get(place).map(|(_, value)| value.as_str())
    }

    pub(crate) fn set(&mut self, key: &str, value: String) {
        let place = match self.places.get(key) {
            Some(place) => *place,
            None => {
                self.last += 1;
                let place = (bucket(key, BUCKETS), Reverse(self.last));
                self.places.insert(key.to_owned(), place);
                place
            }
        };
        self.entries.insert(place, (key.to_owned(), value));
    }

    pub(crate) fn remove(&mut self, key: &str) {
        if let Some(place) = self.places.remove(key) {
            self.entries.remove(&place);
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.values().map(|(key, value)| (key.as_str(), value.as_str()))
    }
}
