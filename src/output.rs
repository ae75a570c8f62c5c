//! Writes a finished site to its folder: whole, or not at all.
//!
//! The new site is put together in a folder beside the old one, and the two change places, in one
//! step where the system has one and by renaming elsewhere. A file that did not change is hard-linked from the old site, so that it keeps its
//! time stamp, and copying the folder to a server sends only what is new. A process that dies on
//! the way leaves the old site, and leftovers that the next run clears.
//!
//! The old site is never changed in place: its files may be linked into the new one.

#![expect(clippy::disallowed_methods, reason = "this is the module that writes the site")]

mod folder;
mod manifest;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::site::Site;
use folder::Siblings;
pub use manifest::Manifest;

/// The file that says a folder is ours to replace.
pub const MARKER: &str = ".proofpress-site";

/// What the marker says, for a person who finds it.
const MARKER_TEXT: &str = "Made by proofpress. The whole folder is replaced at every build.\n";

/// What writing a site did, in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// New, or with other bytes than before.
    pub changed: usize,
    /// The same as before; time stamps kept.
    pub unchanged: usize,
    /// There before, and no longer.
    pub removed: usize,
}

/// Why a site could not be written. The folder is as it was.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// Replacing the folder would destroy something that is not ours.
    #[error(
        "`{}` holds files that proofpress did not make: choose another output folder, or empty \
         this one",
        .0.display()
    )]
    NotOurs(PathBuf),
    /// The output is a file, or a name that no folder can have.
    #[error("`{}` cannot be an output folder", .0.display())]
    NotAFolder(PathBuf),
    /// A path in the site that leads out of it.
    #[error("the site has a file `{0}`, which would lie outside the output folder")]
    Outside(String),
    /// One path of the site is a file and a folder at once.
    #[error("the site has a file `{0}` and files below it")]
    Clash(String),
    /// The operating system said no.
    #[error("cannot {what} `{}`: {error}", path.display())]
    Io {
        /// What was tried: `write`, `rename`.
        what: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
}

impl OutputError {
    fn io(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Io { what, path, error }
    }
}

/// Replaces `folder` by `site`.
///
/// # Errors
///
/// Where the folder is not ours to replace, a path of the site leads out of it, or the operating
/// system refuses. The folder is then as it was before.
pub fn write(site: &Site, folder: &Path) -> Result<Written, OutputError> {
    check_paths(site)?;
    let siblings = Siblings::of(folder)?;
    siblings.recover()?;
    let old = existing(folder)?;

    siblings.clear_new()?;
    let written = fill(site, &siblings.new, folder, &old);
    let written = written.and_then(|written| siblings.swap(folder).map(|()| written));
    if written.is_err() {
        // What was begun is of no use; the first error is the one to tell.
        let _ = siblings.clear_new();
    }
    written
}

/// Paths that stay below the folder, and that can all exist at once.
fn check_paths(site: &Site) -> Result<(), OutputError> {
    for path in site.files.keys() {
        let odd = |part: &str| matches!(part, "" | "." | "..") || part.contains(['\\', '\0', ':']);
        if path.split('/').any(odd) || path == MARKER {
            return Err(OutputError::Outside(path.clone()));
        }
        let above = path.match_indices('/').map(|(at, _)| &path[..at]);
        if let Some(file) = above.into_iter().find(|above| site.files.contains_key(*above)) {
            return Err(OutputError::Clash(file.to_owned()));
        }
    }
    Ok(())
}

/// The files of the old site, without the marker. None where there is no folder or an empty one.
fn existing(folder: &Path) -> Result<BTreeSet<String>, OutputError> {
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(OutputError::io("read", folder)(error)),
        Ok(found) if !found.is_dir() => return Err(OutputError::NotAFolder(folder.to_owned())),
        Ok(_) => {}
    }
    let mut files = BTreeSet::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1) {
        let entry = entry.map_err(|error| OutputError::io("read", folder)(error.into()))?;
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        if !entry.file_type().is_dir() {
            let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
            files.insert(parts.join("/"));
        }
    }
    if files.remove(MARKER) || files.is_empty() {
        Ok(files)
    } else {
        Err(OutputError::NotOurs(folder.to_owned()))
    }
}

/// Puts the new site together in `new`, out of the old one where that has the same bytes.
fn fill(
    site: &Site,
    new: &Path,
    old: &Path,
    old_files: &BTreeSet<String>,
) -> Result<Written, OutputError> {
    fs::create_dir_all(new).map_err(OutputError::io("make", new))?;
    let marker = new.join(MARKER);
    fs::write(&marker, MARKER_TEXT).map_err(OutputError::io("write", &marker))?;
    let folders: BTreeSet<&str> =
        site.files.keys().filter_map(|path| Some(path.rsplit_once('/')?.0)).collect();
    for folder in folders {
        let folder = new.join(folder);
        fs::create_dir_all(&folder).map_err(OutputError::io("make", &folder))?;
    }
    let unchanged = site.files.par_iter().map(|(path, bytes)| {
        let (before, target) = (old.join(path), new.join(path));
        if old_files.contains(path) && is_same(&before, bytes) && kept(&before, &target) {
            return Ok(1);
        }
        fs::write(&target, bytes).map_err(OutputError::io("write", &target))?;
        Ok(0)
    });
    let unchanged = unchanged.try_reduce(|| 0, |one, other| Ok(one + other))?;
    let changed = site.files.len() - unchanged;
    let removed = old_files.iter().filter(|path| !site.files.contains_key(*path)).count();
    Ok(Written { changed, unchanged, removed })
}

/// Whether a file has just these bytes. One that cannot be read is written anew.
fn is_same(path: &Path, bytes: &[u8]) -> bool {
    let found = fs::symlink_metadata(path);
    found.is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64)
        && fs::read(path).is_ok_and(|old| old == bytes)
}

/// Takes an unchanged file over, time stamp and all: by a link, or where the file system has
/// none, by a copy that is given the old time.
fn kept(old: &Path, new: &Path) -> bool {
    if fs::hard_link(old, new).is_ok() {
        return true;
    }
    let copy = || -> io::Result<()> {
        fs::copy(old, new)?;
        let time = fs::metadata(old)?.modified()?;
        fs::File::options().write(true).open(new)?.set_modified(time)
    };
    copy().is_ok()
}
