//! Which files of a plugin's folder its author writes. What tools make is not theirs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::watch::{self, Changes, Folders};

/// Folders that tools make, wherever they lie.
const MADE: [&str; 8] =
    ["target", "dist", "node_modules", "__pycache__", ".git", ".proofpress", "build", ".venv"];

/// Files that tools write beside those of people.
const LOCKS: [&str; 2] = ["Cargo.lock", "package-lock.json"];

/// Folders that are being watched.
pub struct Watch {
    changes: Changes,
    roots: Vec<PathBuf>,
    /// Watches for as long as it is there.
    _folders: Folders,
}

impl Watch {
    /// Begins to watch everything below these folders.
    ///
    /// # Errors
    ///
    /// Where the system cannot watch one of them.
    pub fn new(roots: &[&Path]) -> notify::Result<Self> {
        let roots: Vec<PathBuf> = roots.iter().map(|&root| root.to_owned()).collect();
        let known = roots.clone();
        let (mut folders, changes) = watch::watch(move |path| is_written(path, &known))?;
        for root in &roots {
            folders.add(root, true)?;
        }
        Ok(Self { changes, roots, _folders: folders })
    }

    /// Waits for the next change and gives the files it was in; none where nothing will ever
    /// change again.
    pub fn next(&self) -> Option<BTreeSet<PathBuf>> {
        let mut change = self.changes.next()?;
        if change.lost {
            change.paths.extend(self.roots.iter().cloned());
        }
        Some(change.paths)
    }
}

/// Whether people write it, rather than tools.
fn is_written(path: &Path, roots: &[PathBuf]) -> bool {
    let below = roots.iter().find_map(|root| path.strip_prefix(root).ok()).unwrap_or(path);
    let made = below.components().any(|part| {
        let name = part.as_os_str().to_string_lossy();
        MADE.contains(&name.as_ref())
    });
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    !made && !watch::is_scratch(&name) && !LOCKS.contains(&name.as_ref())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Watch, is_written};

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
        assert_eq!(watch.next().unwrap(), [root.join("src/lib.rs")].into());
        assert!(!is_written(Path::new("/elsewhere/node_modules/x.js"), &[]));
    }
}
