//! What a build leaves behind so that the next one, where nothing changed, has nothing to do.
//!
//! A site follows from what was asked for and from what the world answered while it was made. If
//! the same is asked for and the world would answer the same, and the site that was written is
//! there as it was, then it is the site, and the report of then is the report. What is kept decides
//! nothing else: without it, or where any of it does not fit, the site is made.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::lock::{Provenance, Store};
use crate::output::Manifest;
use crate::report::Told;
use crate::sealed::{self, Magic};
use crate::stamp::Stamp;
use crate::world::{Holds, Testimony, World};

const MAGIC: &Magic = b"proofpress b0001";

/// What is asked of a build, apart from what the site's files say.
#[derive(Debug, Serialize)]
pub struct Request<'a> {
    /// The configuration's name.
    pub config: &'a str,
    /// Where the site is written to.
    pub output: &'a Path,
    /// Whether drafts are taken in.
    pub drafts: bool,
    /// Where the site is served, over what its configuration says.
    pub base_url: Option<&'a str>,
    /// Whether examples are checked.
    pub check: bool,
    /// Whether plugins must be as the lock says.
    pub locked: bool,
}

/// The place where a build of one kind is kept.
#[derive(Debug)]
pub struct Replay {
    file: PathBuf,
    /// All that a site follows from besides the answers of its world.
    key: [u8; 32],
}

/// A build that need not be done again.
#[derive(Debug)]
pub struct Last {
    /// Its report.
    pub told: Told,
    /// How many files it wrote.
    pub files: usize,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    key: [u8; 32],
    testimony: Testimony,
    manifest: Manifest,
    told: Told,
}

impl Replay {
    /// For builds that are asked for so, in the folder of what is kept between runs. None where
    /// this program cannot be told from another.
    pub fn new(folder: &Path, request: &Request<'_>, provenance: &Provenance) -> Option<Self> {
        let program = Stamp::of(&std::env::current_exe().ok()?).ok()??;
        // Components that lie in no site: they are known by their hash, if they are there.
        let store = provenance.store.as_deref().map(Store::new);
        let locked = provenance.lock.plugins.values().map(|plugin| {
            let path = store.as_ref().map(|store| store.path(plugin.sha256));
            path.and_then(|path| Stamp::of(&path).ok().flatten())
        });
        let locked: Vec<Option<Stamp>> = locked.collect();
        let parts = (env!("CARGO_PKG_VERSION"), program, request, locked);
        let key = *blake3::hash(&postcard::to_stdvec(&parts).ok()?).as_bytes();
        Some(Self { file: folder.join("build"), key })
    }

    /// The last build, if one of now would be the same.
    pub fn last(&self, world: &dyn World, output: &Path) -> Option<Last> {
        let mut kept: Kept = sealed::read(&self.file, MAGIC)?;
        if kept.key != self.key {
            return None;
        }
        let (manifest, testimony) = (&kept.manifest, &mut kept.testimony);
        let (is_there, holds) = rayon::join(|| manifest.holds(output), || testimony.holds(world));
        match holds {
            _ if !is_there => return None,
            Holds::No => return None,
            // Nothing but time is lost where it cannot be kept.
            Holds::Renewed => drop(sealed::write(&self.file, MAGIC, &kept)),
            Holds::Yes => {}
        }
        Some(Last { told: kept.told, files: kept.manifest.files() })
    }

    /// Keeps a build that has ended, for the next.
    ///
    /// # Errors
    ///
    /// Where the output cannot be looked at, or nothing can be kept. Nothing but time is lost.
    pub fn keep(&self, testimony: Testimony, output: &Path, told: Told) -> io::Result<()> {
        let Some(manifest) = Manifest::of(output)? else { return Ok(()) };
        sealed::write(&self.file, MAGIC, &Kept { key: self.key, testimony, manifest, told })
    }
}
