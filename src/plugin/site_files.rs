//! Files of the site that a plugin may read, and the interface it reads them by.
//!
//! They are read once, before anything is checked, and are part of what a verdict is kept under.
//! A plugin never names a path to the system: it gets what is in the map, or why it does not.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};

use super::bindings::proofpress::plugin::site_files;
use super::contract::Digest;
use super::job::Job;
use crate::capability::{Access, Capability, Grants, allows};

/// The largest file that is handed over, in bytes.
pub const LARGEST: u64 = 4 << 20;

/// The files a plugin may read.
#[derive(Clone, Debug, Default)]
pub struct SiteFiles {
    asked: Vec<Capability>,
    granted: Grants,
    files: BTreeMap<String, Vec<u8>>,
    /// Those over [`LARGEST`].
    large: BTreeSet<String>,
}

impl SiteFiles {
    /// The files that are readable: `files` by path, and the paths of those that are too large.
    pub fn new(
        asked: Vec<Capability>,
        granted: Grants,
        files: BTreeMap<String, Vec<u8>>,
        large: BTreeSet<String>,
    ) -> Self {
        Self { asked, granted, files, large }
    }

    /// The hash of all that a plugin can find out by them.
    pub fn digest(&self) -> Digest {
        let mut hasher = Sha256::new();
        let mut part = |bytes: &[u8]| {
            hasher.update((bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        for glob in &self.granted.read_files {
            part(glob.as_bytes());
        }
        part(b"");
        for path in &self.large {
            part(path.as_bytes());
        }
        part(b"");
        for (path, contents) in &self.files {
            part(path.as_bytes());
            part(contents);
        }
        Digest(hasher.finalize().into())
    }

    fn read(&self, path: &str) -> Result<&[u8], site_files::Refusal> {
        match allows(&self.asked, &self.granted, path) {
            Access::NotAsked => Err(site_files::Refusal::NotAsked),
            Access::NotGranted => Err(site_files::Refusal::NotGranted),
            Access::Allowed if self.large.contains(path) => Err(site_files::Refusal::TooLarge),
            Access::Allowed => {
                self.files.get(path).map(Vec::as_slice).ok_or(site_files::Refusal::Missing)
            }
        }
    }
}

impl site_files::Host for Job {
    fn read(&mut self, path: String) -> wasmtime::Result<Result<Vec<u8>, site_files::Refusal>> {
        self.reading.spend(path.len())?;
        let contents = self.files.read(&path);
        // Copying takes the host's time, which no fuel pays for.
        self.reading.spend(contents.map_or(0, <[u8]>::len))?;
        Ok(contents.map(<[u8]>::to_vec))
    }

    fn paths(&mut self) -> wasmtime::Result<Vec<String>> {
        let paths = self.files.files.keys();
        self.reading.spend(paths.clone().map(String::len).sum())?;
        Ok(paths.cloned().collect())
    }
}
