//! The folders beside the output folder that a swap needs, and what a crash leaves of them.

#![expect(clippy::disallowed_methods, reason = "part of the module that writes the site")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{MARKER, OutputError};

/// The site in the making and the site that was, beside the output folder and so on the same
/// file system: renaming between them is one step.
pub(super) struct Siblings {
    folder: PathBuf,
    /// `.site.proofpress-new`
    pub(super) new: PathBuf,
    /// `.site.proofpress-old`
    old: PathBuf,
}

impl Siblings {
    /// The folders for that output folder. The folder above it is made if need be.
    pub(super) fn of(folder: &Path) -> Result<Self, OutputError> {
        let name = folder.file_name().ok_or_else(|| OutputError::NotAFolder(folder.to_owned()))?;
        let name = name.to_string_lossy();
        let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(OutputError::io("make", parent))?;
        Ok(Self {
            folder: folder.to_owned(),
            new: parent.join(format!(".{name}.proofpress-new")),
            old: parent.join(format!(".{name}.proofpress-old")),
        })
    }

    /// Mends what a run that died left behind. Between the two renames of a swap there is no
    /// output folder: then the old site is put back.
    pub(super) fn recover(&self) -> Result<(), OutputError> {
        if !self.old.join(MARKER).is_file() {
            return Ok(());
        }
        if fs::symlink_metadata(&self.folder).is_ok() {
            remove(&self.old)
        } else {
            fs::rename(&self.old, &self.folder).map_err(OutputError::io("put back", &self.folder))
        }
    }

    /// Removes a site that was never finished.
    pub(super) fn clear_new(&self) -> Result<(), OutputError> {
        remove(&self.new)
    }

    /// Puts the new site in place of the old one: in one step where the system has one, so that
    /// whenever this process ends there is one of the two whole sites.
    pub(super) fn swap(&self, folder: &Path) -> Result<(), OutputError> {
        remove_if_empty(folder);
        let there = fs::symlink_metadata(folder).is_ok();
        if there && exchange(&self.new, folder).is_ok() {
            // The old site is now where the new one was made; what stays of it goes at the next
            // run.
            let _ = fs::remove_dir_all(&self.new);
            return Ok(());
        }
        if there {
            fs::rename(folder, &self.old).map_err(OutputError::io("move away", folder))?;
        }
        if let Err(error) = fs::rename(&self.new, folder) {
            if there {
                // If this fails too, the next run puts it back.
                let _ = fs::rename(&self.old, folder);
            }
            return Err(OutputError::io("put in place", folder)(error));
        }
        if there {
            // The new site is in place; what stays of the old one goes at the next run.
            let _ = fs::remove_dir_all(&self.old);
        }
        Ok(())
    }
}

/// Lets two folders change places, in one step.
///
/// # Errors
///
/// Where the system or the file system cannot do that.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};

    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// Elsewhere there is no such step, and two renames have to do.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// An empty folder has no marker, so that it would not be known as ours once moved away.
fn remove_if_empty(folder: &Path) {
    // A folder that is not empty, or not there, stays as it is: that is the question.
    let _ = fs::remove_dir(folder);
}

/// Removes a folder, if it is there.
fn remove(folder: &Path) -> Result<(), OutputError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(OutputError::io("remove", folder)(error))
        }
        _ => Ok(()),
    }
}
