//! The world as an editor sees it: the disk, and over it the files that are open.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use crate::world::{Disk, World};

/// Texts of open files, by path from the site's root.
pub type Buffers = BTreeMap<String, Arc<str>>;

/// A site's folder with open files in the place of those on the disk.
#[derive(Debug)]
pub struct Overlay {
    disk: Disk,
    open: Arc<Buffers>,
}

impl Overlay {
    /// The world of a folder and the files that are open in it.
    pub fn new(disk: Disk, open: Arc<Buffers>) -> Self {
        Self { disk, open }
    }
}

impl World for Overlay {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        match self.open.get(path) {
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => self.disk.read(path),
        }
    }

    fn read_own(&self, path: &str, most: u64) -> io::Result<Vec<u8>> {
        match self.open.get(path) {
            Some(text) if text.len() as u64 > most => Err(io::ErrorKind::FileTooLarge.into()),
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => self.disk.read_own(path, most),
        }
    }

    /// What is open and not on the disk, or not any more, is there as well.
    fn walk(&self, folder: &str) -> io::Result<Vec<String>> {
        let mut files = self.disk.walk(folder)?;
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let hidden = |path: &str| path.split('/').any(|part| part.starts_with('.'));
        for path in self.open.keys().filter(|path| path.starts_with(&prefix) && !hidden(path)) {
            if let Err(at) = files.binary_search(path) {
                files.insert(at, path.clone());
            }
        }
        Ok(files)
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.disk.variable(name)
    }

    fn now(&self) -> u64 {
        self.disk.now()
    }

    // No log: nothing that is reported follows from when files were changed, and asking git after
    // each keystroke would cost more than all the rest.

    fn elapsed(&self) -> Duration {
        self.disk.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_counts_for_more_than_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let disk = Disk::new(folder.path()).unwrap();
        disk.write("a.md", "disk").unwrap();
        disk.write("b.md", "disk").unwrap();
        let open = [("a.md", "open"), ("c.md", "open"), (".hidden.md", "open")];
        let open = open.iter().map(|(path, text)| ((*path).to_owned(), Arc::from(*text)));
        let world = Overlay::new(disk, Arc::new(open.collect()));
        assert_eq!(world.walk("").unwrap(), ["a.md", "b.md", "c.md"]);
        assert_eq!(world.read("a.md").unwrap(), b"open");
        assert_eq!(world.read("b.md").unwrap(), b"disk");
        assert!(world.read_own("c.md", 3).is_err());
    }
}
