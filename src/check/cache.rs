//! Verdicts kept from one run to the next, and the catalogues of the plugins that gave them.
//!
//! One sealed file, read whole and written whole.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{JobKey, Verdict};
use crate::plugin::{Catalogue, Digest};
use crate::sealed::{self, Magic};

/// Changes with the shape of anything stored.
const MAGIC: &Magic = b"proofpress v0003";

/// How many runs that stored something a verdict outlives without being asked for.
const KEPT_RUNS: u32 = 30;

/// The local store.
#[derive(Debug, Default)]
pub struct VerdictCache {
    file: Option<PathBuf>,
    stored: Stored,
    changed: bool,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Stored {
    /// Runs that stored something, so far.
    run: u32,
    verdicts: HashMap<JobKey, Kept>,
    catalogues: BTreeMap<Digest, Catalogue>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    /// The run it was last asked for in.
    used: u32,
    verdict: Verdict,
}

impl VerdictCache {
    /// Opens the cache in a folder. A damaged one is empty.
    pub fn open(folder: &Path) -> Self {
        let file = folder.join("verdicts");
        let stored = sealed::read(&file, MAGIC).unwrap_or_default();
        Self { file: Some(file), stored, changed: false }
    }

    /// A cache that is never written.
    pub fn none() -> Self {
        Self::default()
    }

    /// The verdict of a job, if it is known.
    pub fn get(&self, key: &JobKey) -> Option<&Verdict> {
        self.stored.verdicts.get(key).map(|kept| &kept.verdict)
    }

    /// Keeps verdicts: those just reached, and the keys of those found here.
    pub fn keep(&mut self, new: Vec<(JobKey, Verdict)>, used: impl Iterator<Item = JobKey>) {
        let run = self.stored.run + 1;
        for key in used {
            if let Some(kept) = self.stored.verdicts.get_mut(&key) {
                kept.used = run;
            }
        }
        for (key, verdict) in new {
            self.stored.verdicts.insert(key, Kept { used: run, verdict });
            self.changed = true;
        }
    }

    /// The catalogue of the component with that digest, if it is known.
    pub fn catalogue(&self, digest: Digest) -> Option<&Catalogue> {
        self.stored.catalogues.get(&digest)
    }

    /// Keeps a catalogue.
    pub fn keep_catalogue(&mut self, digest: Digest, catalogue: Catalogue) {
        self.stored.catalogues.insert(digest, catalogue);
        self.changed = true;
    }

    /// Writes the cache if anything was added, dropping verdicts long unused.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written; the old one is then still there.
    pub fn save(&mut self) -> io::Result<()> {
        let Some(file) = self.file.as_ref().filter(|_| self.changed) else { return Ok(()) };
        self.stored.run += 1;
        let run = self.stored.run;
        self.stored.verdicts.retain(|_, kept| kept.used + KEPT_RUNS >= run);
        sealed::write(file, MAGIC, &self.stored)?;
        self.changed = false;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plugin::{Checked, Failure};

    fn key(byte: u8) -> JobKey {
        JobKey([byte; 32])
    }

    fn passed() -> Verdict {
        Verdict::Checked(Checked::default())
    }

    #[test]
    fn keeps_verdicts_from_one_run_to_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let mut cache = VerdictCache::open(folder.path());
        let failed = Verdict::Failed(Failure::Budget { fuel: 1 });
        cache.keep(vec![(key(1), passed()), (key(2), failed.clone())], std::iter::empty());
        cache.save().unwrap();
        let cache = VerdictCache::open(folder.path());
        assert_eq!(cache.get(&key(1)), Some(&passed()));
        assert_eq!(cache.get(&key(2)), Some(&failed));
        assert_eq!(cache.get(&key(3)), None);
    }

    #[test]
    fn a_file_of_another_version_is_an_empty_cache() {
        let folder = tempfile::tempdir().unwrap();
        let mut cache = VerdictCache::open(folder.path());
        cache.keep(vec![(key(1), passed())], std::iter::empty());
        cache.save().unwrap();
        let file = folder.path().join("verdicts");
        sealed::write(&file, b"proofpress v0000", &7).unwrap();
        assert_eq!(VerdictCache::open(folder.path()).get(&key(1)), None);
    }

    #[test]
    fn forgets_what_is_long_unused() {
        let folder = tempfile::tempdir().unwrap();
        for run in 0..=KEPT_RUNS + 1 {
            let mut cache = VerdictCache::open(folder.path());
            let new = if run == 0 { key(0) } else { key(1) };
            cache.keep(vec![(new, passed())], std::iter::empty());
            cache.save().unwrap();
        }
        let cache = VerdictCache::open(folder.path());
        assert_eq!((cache.get(&key(0)), cache.get(&key(1))), (None, Some(&passed())));
    }
}
