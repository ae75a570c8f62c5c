//! Parts of the index kept from one run to the next, a sealed file each, named by its pages.

#![expect(clippy::disallowed_methods, reason = "a cache is one of the places that write files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::engine::Engine;
use super::part::Part;
use crate::sealed::{self, Magic};

/// Changes with the way pages are taken in.
const MAGIC: &Magic = b"proofpress i0001";

/// How many files may be there for each that is in use: drafts, and another base URL, have parts
/// of their own.
const SPARE: usize = 4;

/// A folder of parts, or nothing to keep them in.
pub(super) struct Store<'a> {
    folder: Option<PathBuf>,
    engine: &'a Engine,
}

impl<'a> Store<'a> {
    /// In the folder of what is kept between runs.
    pub(super) fn new(kept: Option<&Path>, engine: &'a Engine) -> Self {
        Self { folder: kept.map(|folder| folder.join("search")), engine }
    }

    /// The name of the part that is made of these pages.
    pub(super) fn key(&self, pages: &[(&str, String)], marked: bool) -> String {
        let Engine { version, language, .. } = self.engine;
        let mut hasher = blake3::Hasher::new();
        let mut add = |text: &str| {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        };
        add(version);
        add(language);
        add(if marked { "marked" } else { "" });
        for (url, text) in pages {
            add(url);
            add(text);
        }
        hasher.finalize().to_hex().to_string()
    }

    /// A part that was kept, if it is whole.
    pub(super) fn get(&self, key: &str) -> Option<Part> {
        sealed::read(&self.folder.as_ref()?.join(key), MAGIC).filter(Part::can_name)
    }

    /// Keeps a part.
    pub(super) fn keep(&self, key: &str, part: &Part) {
        if let Some(folder) = &self.folder {
            // A part that cannot be kept is made again.
            let _ = sealed::write(&folder.join(key), MAGIC, part);
        }
    }

    /// Removes the oldest files where there are many more than those in use.
    pub(super) fn forget(&self, used: &[Part]) {
        let Some(entries) = self.folder.as_ref().and_then(|folder| fs::read_dir(folder).ok())
        else {
            return;
        };
        let used: BTreeSet<&str> = used.iter().map(|part| part.key.as_str()).collect();
        let spare = entries.flatten().filter_map(|entry| {
            let written = entry.metadata().and_then(|file| file.modified());
            let is_used = entry.file_name().to_str().is_some_and(|name| used.contains(name));
            (!is_used).then(|| (written.unwrap_or(SystemTime::UNIX_EPOCH), entry.path()))
        });
        let mut spare: Vec<(SystemTime, PathBuf)> = spare.collect();
        spare.sort();
        let too_many = spare.len().saturating_sub(used.len() * SPARE);
        for (_, file) in spare.into_iter().take(too_many) {
            // One that stays is removed the next time.
            let _ = fs::remove_file(file);
        }
    }
}
