//! A world that remembers what was asked of it: what a preview has to watch.

use std::collections::BTreeSet;
use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::World;

/// Another world, and what was read of it.
#[derive(Debug)]
pub struct Recorded<W> {
    world: W,
    seen: Mutex<Seen>,
}

/// What was asked for, whether it was there or not. Paths are relative to the site's root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Files.
    pub files: BTreeSet<String>,
    /// Folders that were walked, with everything below them.
    pub folders: BTreeSet<String>,
}

impl Seen {
    /// Whether a change of what lies there may change what was read: it was read, lies in a folder
    /// that was walked, or holds either.
    pub fn concerns(&self, path: &str) -> bool {
        let below = format!("{path}/");
        let holds = |paths: &BTreeSet<String>| {
            paths.contains(path)
                || paths.range(below.clone()..).next().is_some_and(|next| next.starts_with(&below))
        };
        holds(&self.files) || holds(&self.folders) || self.walked(path)
    }

    /// Whether it is found by walking a folder: none of it is hidden.
    pub fn walked(&self, path: &str) -> bool {
        if self.folders.contains("") && !path.split('/').any(|part| part.starts_with('.')) {
            return true;
        }
        let mut ends = path.match_indices('/').map(|(at, _)| at);
        ends.any(|at| {
            let (above, below) = (&path[..at], &path[at..]);
            self.folders.contains(above) && !below.contains("/.")
        })
    }
}

impl<W: World> Recorded<W> {
    /// A world of which nothing was read yet.
    pub fn new(world: W) -> Self {
        Self { world, seen: Mutex::default() }
    }

    /// The world itself, for what is not to be remembered.
    pub fn world(&self) -> &W {
        &self.world
    }

    /// What was asked for so far.
    pub fn seen(&self) -> Seen {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether a change of what lies there may change what was read.
    pub fn concerns(&self, path: &str) -> bool {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).concerns(path)
    }

    fn note(&self, path: &str, of: fn(&mut Seen) -> &mut BTreeSet<String>) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let paths = of(&mut seen);
        if !paths.contains(path) {
            paths.insert(path.to_owned());
        }
    }
}

impl<W: World> World for Recorded<W> {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.note(path, |seen| &mut seen.files);
        self.world.read(path)
    }

    fn read_own(&self, path: &str, most: u64) -> io::Result<Vec<u8>> {
        self.note(path, |seen| &mut seen.files);
        self.world.read_own(path, most)
    }

    fn walk(&self, folder: &str) -> io::Result<Vec<String>> {
        self.note(folder, |seen| &mut seen.folders);
        self.world.walk(folder)
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.world.variable(name)
    }

    fn now(&self) -> u64 {
        self.world.now()
    }

    fn log(&self, folder: &str) -> Option<String> {
        self.world.log(folder)
    }

    fn elapsed(&self) -> Duration {
        self.world.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;

    #[test]
    fn what_was_read_or_walked_matters_and_so_does_what_holds_it() {
        let world = Recorded::new(Memory::default().with("snippets/a.py", "1"));
        let _ = world.read("snippets/a.py");
        let _ = world.read("not/there.md");
        let _ = world.walk("content");
        for path in
            ["snippets/a.py", "snippets", "not", "not/there.md", "content", "content/a/b.md"]
        {
            assert!(world.concerns(path), "{path}");
        }
        for path in ["snippets/b.py", "site/index.html", "content/.git/x", "contents", "snip"] {
            assert!(!world.concerns(path), "{path}");
        }
    }
}
