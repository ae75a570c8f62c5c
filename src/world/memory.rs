//! A world in memory, for tests.

use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

use super::World;

/// Files held in memory. Its clock stands still.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// Adds a file, or replaces it.
    #[must_use]
    pub fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.to_owned(), bytes.into());
        self
    }
}

impl World for Memory {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn walk(&self, folder: &str) -> io::Result<Vec<String>> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let hidden = |path: &str| path.split('/').any(|part| part.starts_with('.'));
        let below = self.files.keys().filter(|path| path.starts_with(&prefix) && !hidden(path));
        Ok(below.cloned().collect())
    }

    fn variable(&self, _: &str) -> Option<String> {
        None
    }

    fn now(&self) -> u64 {
        0
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
}
