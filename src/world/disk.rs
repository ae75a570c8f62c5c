//! The world as it is.
#![expect(clippy::disallowed_methods, reason = "this is the door to the disk and the clock")]

use std::path::{Component, Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};
use std::{fs, io};

use super::World;
use crate::stamp::Stamp;

/// The files below a folder of the disk.
#[derive(Debug)]
pub struct Disk {
    root: PathBuf,
    started: Instant,
}

impl Disk {
    /// The world below `root`, which is made absolute.
    ///
    /// # Errors
    ///
    /// Where `root` does not exist.
    pub fn new(root: &Path) -> io::Result<Self> {
        Ok(Self { root: fs::canonicalize(root)?, started: Instant::now() })
    }

    /// The folder all paths are relative to.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Gives a file another text, whole or not at all. Its permissions stay.
    ///
    /// # Errors
    ///
    /// Where it is not there or cannot be written.
    pub fn replace(&self, path: &str, text: &str) -> io::Result<()> {
        // What a link leads to is replaced, not the link.
        let path = fs::canonicalize(self.resolve(path)?)?;
        let folder = path.parent().unwrap_or(&self.root);
        let mut staged = tempfile::NamedTempFile::new_in(folder)?;
        io::Write::write_all(&mut staged, text.as_bytes())?;
        fs::set_permissions(staged.path(), fs::metadata(&path)?.permissions())?;
        staged.persist(&path).map_err(|why| why.error)?;
        Ok(())
    }

    /// Writes a file, whole or not at all; one that is not there yet is made.
    ///
    /// # Errors
    ///
    /// Where it cannot be written, or the path leads out of the root.
    pub fn write(&self, path: &str, text: &str) -> io::Result<()> {
        let target = self.resolve(path)?;
        if fs::symlink_metadata(&target).is_ok() {
            return self.replace(path, text);
        }
        let mut builder = tempfile::Builder::new();
        // As the user's files are made, not closed to others as temporary ones are.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut staged = builder.tempfile_in(target.parent().unwrap_or(&self.root))?;
        io::Write::write_all(&mut staged, text.as_bytes())?;
        staged.persist_noclobber(&target).map_err(|why| why.error)?;
        Ok(())
    }

    fn resolve(&self, path: &str) -> io::Result<PathBuf> {
        let path = Path::new(path);
        let inside =
            path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if inside {
            Ok(self.root.join(path))
        } else {
            Err(io::Error::new(io::ErrorKind::NotFound, "the path leads out of the site"))
        }
    }

    fn walk_into(&self, folder: &Path, files: &mut Vec<String>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let path = entry.path();
            // Follows links to files, not to folders: a linked folder may lead round in a circle.
            if entry.file_type()?.is_dir() {
                self.walk_into(&path, files)?;
            } else if path.is_file()
                && let Ok(relative) = path.strip_prefix(&self.root)
            {
                let parts: Vec<_> =
                    relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
                files.push(parts.join("/"));
            }
        }
        Ok(())
    }
}

impl World for Disk {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        fs::read(self.resolve(path)?)
    }

    fn read_own(&self, path: &str, most: u64) -> io::Result<Vec<u8>> {
        let path = fs::canonicalize(self.resolve(path)?)?;
        let inside = path.strip_prefix(&self.root).is_ok_and(|inside| {
            !inside.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'))
        });
        // A pipe or a device has no length, and may never end.
        let file = fs::metadata(&path)?;
        if !inside || !file.is_file() {
            return Err(io::ErrorKind::NotFound.into());
        }
        if file.len() > most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        fs::read(path)
    }

    fn walk(&self, folder: &str) -> io::Result<Vec<String>> {
        let folder = self.resolve(folder)?;
        let mut files = Vec::new();
        if folder.is_dir() {
            self.walk_into(&folder, &mut files)?;
        }
        files.sort();
        Ok(files)
    }

    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    fn now(&self) -> u64 {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        since.map(|since| since.as_secs()).unwrap_or_default()
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        let stamp = Stamp::of(&self.resolve(path).ok()?).ok().flatten();
        stamp.filter(Stamp::is_settled)
    }

    fn revision(&self) -> Option<String> {
        super::log::revision(&self.root)
    }

    fn log(&self, folder: &str) -> Option<String> {
        super::log::read(&self.root, folder)
    }

    fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }
}
