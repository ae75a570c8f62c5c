//! The colours of code that was shown before: grammars take most of the time that a page takes, and
//! from one build to the next most code is the same.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use serde::{Deserialize, Serialize};

use super::runs::Runs;
use super::{coloured, escaped, grammars};
use crate::sealed::{self, Magic};

/// Changes with the shape of what is kept. What grammars and classes it was made with is told by
/// `HIGHLIGHTER`.
const MAGIC: &Magic = b"proofpress h0001";

/// A hash of the grammars, of what makes classes of them, and of the versions of the libraries.
const HIGHLIGHTER: &str = env!("HIGHLIGHTER");

/// What nobody asked for in so many runs that kept something is dropped.
const RUNS: u8 = 10;

/// A language and a text.
type Key = [u8; 16];

/// Colours by language and text; they may be kept from one run to the next.
#[derive(Debug, Default)]
pub struct Colours {
    /// Read when the first of them is asked for.
    known: OnceLock<RwLock<BTreeMap<Key, Known>>>,
    file: Option<PathBuf>,
    /// Whether something is known that is not kept.
    is_new: AtomicBool,
}

#[derive(Debug)]
struct Known {
    runs: Arc<[u8]>,
    /// In how many runs nobody asked for it, this one included as long as nobody does.
    age: AtomicU8,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    highlighter: String,
    known: Vec<(Key, u8, Vec<u8>)>,
}

impl Colours {
    /// Those that were kept in a folder; none where there are none, or those of another program.
    pub fn open(folder: &Path) -> Self {
        Self { file: Some(folder.join("colours")), ..Self::default() }
    }

    fn known(&self) -> &RwLock<BTreeMap<Key, Known>> {
        self.known.get_or_init(|| {
            let kept = self.file.as_ref().and_then(|file| sealed::read(file, MAGIC));
            let kept = kept.filter(|kept: &Kept| kept.highlighter == HIGHLIGHTER);
            let known = kept.into_iter().flat_map(|kept| kept.known).map(|(key, age, runs)| {
                let age = AtomicU8::new(age.saturating_add(1));
                (key, Known { runs: runs.into(), age })
            });
            RwLock::new(known.collect())
        })
    }

    /// [`lines`](super::lines), from what is known if it can be.
    pub fn lines(&self, lang: &str, text: &str) -> Vec<String> {
        let Some((set, syntax)) = grammars::find(lang) else {
            return text.lines().map(escaped).collect();
        };
        let key = key(lang, text);
        if let Some(runs) = self.get(&key) {
            return Runs::of(&runs).lines(text);
        }
        let runs = coloured(set, syntax, text);
        let known = Known { runs: runs.bytes().into(), age: AtomicU8::new(0) };
        self.known().write().unwrap_or_else(PoisonError::into_inner).insert(key, known);
        self.is_new.store(true, Ordering::Relaxed);
        runs.lines(text)
    }

    fn get(&self, key: &Key) -> Option<Arc<[u8]>> {
        let known = self.known().read().unwrap_or_else(PoisonError::into_inner);
        let known = known.get(key)?;
        known.age.store(0, Ordering::Relaxed);
        Some(Arc::clone(&known.runs))
    }

    /// Keeps what was found, where something is new.
    ///
    /// # Errors
    ///
    /// Where it cannot be written. Nothing but time is lost by that.
    pub fn save(&self) -> io::Result<()> {
        let Some(file) = self.file.as_ref().filter(|_| self.is_new.swap(false, Ordering::Relaxed))
        else {
            return Ok(());
        };
        let known = self.known().read().unwrap_or_else(PoisonError::into_inner);
        let known = known.iter().filter_map(|(key, known)| {
            let age = known.age.load(Ordering::Relaxed);
            (age <= RUNS).then(|| (*key, age, known.runs.to_vec()))
        });
        let kept = Kept { highlighter: HIGHLIGHTER.to_owned(), known: known.collect() };
        sealed::write(file, MAGIC, &kept)
    }
}

fn key(lang: &str, text: &str) -> Key {
    let mut hasher = blake3::Hasher::new();
    hasher.update(lang.as_bytes()).update(&[0]).update(text.as_bytes());
    let hash = hasher.finalize();
    let (first, _) = hash.as_bytes().split_first_chunk().unwrap_or((&[0; 16], &[]));
    *first
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "x = \"\"\"one < two\n\tthree\n\"\"\"\n\nclass A(B): # é\r\n    pass";

    fn runs(colours: &Colours) -> usize {
        colours.known().read().unwrap().len()
    }

    #[test]
    fn what_is_known_is_painted_as_it_was_at_first() {
        let colours = Colours::default();
        let first = colours.lines("python", CODE);
        assert_eq!(first, super::super::lines("python", CODE));
        assert_eq!(colours.lines("python", CODE), first);
        assert_ne!(colours.lines("yaml", CODE), first);
        assert_eq!(runs(&colours), 2);
        assert_eq!(colours.lines("no such language", "a<b"), ["a&lt;b"]);
        assert_eq!(runs(&colours), 2);
    }

    #[test]
    fn what_nobody_asks_for_is_dropped_in_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let colours = Colours::open(folder.path());
        let first = colours.lines("python", CODE);
        colours.save().unwrap();
        let mut opened = 0;
        loop {
            let colours = Colours::open(folder.path());
            let was_there = runs(&colours);
            colours.lines("yaml", &format!("a: {opened}"));
            if opened == 0 {
                assert_eq!(colours.lines("python", CODE), first);
            }
            colours.save().unwrap();
            if was_there <= opened {
                break;
            }
            opened += 1;
        }
        // The run that asked, those that it was kept for, and the one that no longer has it.
        assert_eq!(opened, usize::from(RUNS) + 2);
    }
}
