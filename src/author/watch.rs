//! Waits until a file of the author's changes. What tools make is not theirs.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::event::{EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

/// Changes this close together are one: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(30);
/// A change is told of after this long at the latest, however many more there are.
const LONGEST: u32 = 10;

/// Folders that tools make, wherever they lie.
const MADE: [&str; 8] =
    ["target", "dist", "node_modules", "__pycache__", ".git", ".proofpress", "build", ".venv"];

/// Files that tools write beside those of people.
const LOCKS: [&str; 2] = ["Cargo.lock", "package-lock.json"];

/// Folders that are being watched.
pub struct Watch {
    events: Receiver<notify::Result<Event>>,
    roots: Vec<PathBuf>,
    /// Watches for as long as it is there.
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Begins to watch everything below these folders.
    ///
    /// # Errors
    ///
    /// Where the system cannot watch one of them.
    pub fn new(roots: &[&Path]) -> notify::Result<Self> {
        let (sender, events) = channel();
        let mut watcher = notify::recommended_watcher(sender)?;
        for root in roots {
            watcher.watch(root, RecursiveMode::Recursive)?;
        }
        let roots = roots.iter().map(|&root| root.to_owned()).collect();
        Ok(Self { events, roots, _watcher: watcher })
    }

    /// Waits for the next change and gives the files it was in; none where nothing will ever
    /// change again.
    pub fn next(&self) -> Option<Vec<PathBuf>> {
        let mut changed = Vec::new();
        while changed.is_empty() {
            self.take(self.events.recv().ok()?, &mut changed);
        }
        for _ in 0..LONGEST {
            match self.events.recv_timeout(QUIET) {
                Ok(event) => self.take(event, &mut changed),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            while let Ok(event) = self.events.try_recv() {
                self.take(event, &mut changed);
            }
        }
        changed.sort();
        changed.dedup();
        Some(changed)
    }

    fn take(&self, event: notify::Result<Event>, changed: &mut Vec<PathBuf>) {
        // An event that was lost may have been about anything.
        let Ok(event) = event else {
            changed.extend(self.roots.iter().cloned());
            return;
        };
        let counts = match event.kind {
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Any => true,
            EventKind::Modify(kind) => !matches!(kind, ModifyKind::Metadata(_)),
            EventKind::Access(_) | EventKind::Other => false,
        };
        if counts {
            changed.extend(event.paths.into_iter().filter(|path| self.is_written(path)));
        }
    }

    /// Whether people write it, rather than tools.
    fn is_written(&self, path: &Path) -> bool {
        let below = self.roots.iter().find_map(|root| path.strip_prefix(root).ok()).unwrap_or(path);
        let made = below.components().any(|part| {
            let name = part.as_os_str().to_string_lossy();
            MADE.contains(&name.as_ref())
        });
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let scratch = name.ends_with('~') || name.starts_with(".#") || name.ends_with(".swp");
        !made && !scratch && !LOCKS.contains(&name.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Watch;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test changes files")]
    fn what_people_write_is_told_and_what_tools_make_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        for name in ["src", "target"] {
            std::fs::create_dir(root.join(name)).unwrap();
        }
        let watch = Watch::new(&[&root]).unwrap();
        std::fs::write(root.join("target/made"), "1").unwrap();
        std::fs::write(root.join("src/lib.rs~"), "1").unwrap();
        std::fs::write(root.join("src/lib.rs"), "1").unwrap();
        assert_eq!(watch.next().unwrap(), [root.join("src/lib.rs")]);
        assert!(!watch.is_written(Path::new("/elsewhere/node_modules/x.js")));
    }
}
