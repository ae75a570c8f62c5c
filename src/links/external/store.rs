//! What was found out about addresses, kept from one run to the next, so that other servers are
//! asked seldom and a bad hour of theirs is not ours.
//!
//! One sealed file, like that of verdicts.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Outcome;
use crate::sealed::{self, Magic};

/// Changes with the shape of anything stored.
const MAGIC: &Magic = b"proofpress l0001";

/// An address that nobody asked for in this time is forgotten, in seconds.
const FORGOTTEN: u64 = 120 * 24 * 60 * 60;

/// The local store.
#[derive(Debug, Default)]
pub struct LinkStore {
    file: Option<PathBuf>,
    records: BTreeMap<String, Record>,
}

/// What is known of an address. Times are in seconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Record {
    asked: u64,
    outcome: Outcome,
    /// When it was there last, with what was known then.
    good: Option<(u64, Outcome)>,
}

impl LinkStore {
    /// Opens the store in a folder. A damaged one is empty.
    pub fn open(folder: &Path) -> Self {
        let file = folder.join("links");
        let records = sealed::read(&file, MAGIC).unwrap_or_default();
        Self { file: Some(file), records }
    }

    /// Whether an address was there not long ago and need not be asked. Addresses that were asked
    /// together become old one after the other, between three quarters and five quarters of `age`.
    pub fn is_fresh(&self, url: &str, now: u64, age: Duration) -> bool {
        let Some(record) = self.records.get(url) else { return false };
        let spread = u64::from(blake3::hash(url.as_bytes()).as_bytes()[0]);
        let age = age.as_secs().saturating_mul(384 + spread) / 512;
        record.outcome.is_good() && now.saturating_sub(record.asked) < age
    }

    /// Keeps what was found out.
    pub fn keep(&mut self, url: String, outcome: Outcome, now: u64) {
        let before = self.records.remove(&url).and_then(|record| record.good);
        let good = if outcome.is_good() { Some((now, outcome.clone())) } else { before };
        self.records.insert(url, Record { asked: now, outcome, good });
    }

    /// What to say of an address: what it was when it was last there, if that is not longer ago
    /// than `grace`, else what was found out last.
    pub fn outcome(&self, url: &str, now: u64, grace: Duration) -> Option<&Outcome> {
        let record = self.records.get(url)?;
        let recently = |(when, _): &&(u64, Outcome)| now.saturating_sub(*when) < grace.as_secs();
        match record.good.as_ref().filter(recently) {
            Some((_, outcome)) => Some(outcome),
            None => Some(&record.outcome),
        }
    }

    /// Writes the store, without what nobody asked for in a long time.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written; the old one is then still there.
    pub fn save(mut self, now: u64) -> io::Result<()> {
        let Some(file) = self.file.take() else { return Ok(()) };
        self.records.retain(|_, record| now.saturating_sub(record.asked) < FORGOTTEN);
        sealed::write(&file, MAGIC, &self.records)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: u64 = 24 * 60 * 60;
    const AGE: Duration = Duration::from_secs(8 * DAY);
    const GRACE: Duration = Duration::from_secs(3 * DAY);

    #[test]
    fn what_was_fine_grows_old_at_its_own_time() {
        let mut store = LinkStore::default();
        let urls: Vec<String> = (0..200).map(|number| format!("https://x.org/{number}")).collect();
        for url in &urls {
            store.keep(url.clone(), Outcome::Fine, 1000);
        }
        let fresh = |days: u64| {
            urls.iter().filter(|url| store.is_fresh(url, 1000 + days * DAY, AGE)).count()
        };
        assert_eq!((fresh(0), fresh(5), fresh(11)), (200, 200, 0));
        assert!((60..140).contains(&fresh(8)), "{}", fresh(8));
        assert!(!store.is_fresh("https://x.org/never", 1000, AGE));
    }

    #[test]
    fn what_is_not_fine_is_asked_again() {
        let mut store = LinkStore::default();
        for outcome in [Outcome::Dead(404), Outcome::Unknown("x".into()), Outcome::NoAnchor] {
            store.keep("a".into(), outcome, 1000);
            assert!(!store.is_fresh("a", 1001, AGE));
        }
    }

    #[test]
    fn what_was_fine_is_believed_for_a_while() {
        let mut store = LinkStore::default();
        let said = |store: &LinkStore, now: u64| store.outcome("a", now, GRACE).cloned();
        store.keep("a".into(), Outcome::Fine, 1000);
        store.keep("a".into(), Outcome::Dead(404), 1000 + DAY);
        assert_eq!(said(&store, 1000 + DAY), Some(Outcome::Fine));
        store.keep("a".into(), Outcome::Dead(404), 1000 + 2 * DAY);
        assert_eq!(said(&store, 1000 + 2 * DAY), Some(Outcome::Fine));
        assert_eq!(said(&store, 1000 + 3 * DAY), Some(Outcome::Dead(404)));
        store.keep("b".into(), Outcome::Dead(410), 1000);
        assert_eq!(store.outcome("b", 1000, GRACE), Some(&Outcome::Dead(410)));
    }

    #[test]
    fn a_store_is_there_in_the_next_run_and_another_version_is_empty() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = LinkStore::open(folder.path());
        store.keep("old".into(), Outcome::Fine, 0);
        store.keep("a".into(), Outcome::Moved("b".into()), FORGOTTEN);
        store.save(FORGOTTEN).unwrap();
        let store = LinkStore::open(folder.path());
        assert_eq!(store.outcome("a", FORGOTTEN, GRACE), Some(&Outcome::Moved("b".into())));
        assert_eq!(store.outcome("old", FORGOTTEN, GRACE), None);
        let file = folder.path().join("links");
        sealed::write(&file, b"proofpress l0000", &7).unwrap();
        assert_eq!(LinkStore::open(folder.path()).outcome("a", 0, GRACE), None);
    }
}
