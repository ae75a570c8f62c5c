//! Which folders have to be watched for what was read to stay true.
#![expect(clippy::disallowed_methods, reason = "only folders that are there can be watched")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::watch::{Folders, is_scratch};
use crate::world::{Recorded, Seen, World};

/// Folders at the root that tools make: with a plugin that may read the whole site they would all
/// be watched.
const MADE: [&str; 4] = ["target", "node_modules", "dist", "__pycache__"];

/// The folders of a site that are watched.
pub(super) struct Watching {
    folders: Folders,
    root: PathBuf,
    /// Those that are, and whether with all below.
    watched: BTreeMap<PathBuf, bool>,
}

/// What came of watching more.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Followed {
    /// Folders that were not watched before: what changed in them meanwhile was not heard of.
    pub(super) new: BTreeSet<PathBuf>,
    /// Why some cannot be watched.
    pub(super) problem: Option<String>,
}

impl Watching {
    /// Nothing is watched yet of the site in `root`.
    pub(super) fn new(folders: Folders, root: PathBuf) -> Self {
        Self { folders, root, watched: BTreeMap::new() }
    }

    /// Watches what was read. Folders that `changed` may have gone and come back.
    pub(super) fn follow(&mut self, seen: &Seen, changed: &BTreeSet<PathBuf>) -> Followed {
        self.watched.retain(|folder, _| !changed.iter().any(|path| folder.starts_with(path)));
        let mut followed = Followed::default();
        for (folder, with_all_below) in self.wanted(seen) {
            let is_covered = self.watched.get(&folder).is_some_and(|all| *all || !with_all_below)
                || folder.ancestors().skip(1).any(|above| self.watched.get(above) == Some(&true));
            if is_covered {
                continue;
            }
            match self.folders.add(&folder, with_all_below) {
                Ok(()) => {
                    self.watched.insert(folder.clone(), with_all_below);
                    followed.new.insert(folder);
                }
                Err(why) => {
                    followed.problem = Some(format!("cannot watch `{}`: {why}", folder.display()));
                }
            }
        }
        followed
    }

    /// The folders that have to be watched, those above others first.
    fn wanted(&self, seen: &Seen) -> BTreeMap<PathBuf, bool> {
        let mut wanted = BTreeMap::from([(self.root.clone(), false)]);
        for folder in &seen.folders {
            if folder.is_empty() {
                wanted.extend(self.of_root().into_iter().map(|folder| (folder, true)));
                continue;
            }
            let path = self.root.join(folder);
            match path.is_dir() {
                true => wanted.insert(path, true),
                false => wanted.insert(self.nearest(&path), false).filter(|all| *all),
            };
        }
        for file in seen.files.iter().filter(|file| !seen.walked(file)) {
            let above = Path::new(file).parent().unwrap_or(Path::new(""));
            wanted.entry(self.nearest(&self.root.join(above))).or_insert(false);
        }
        wanted
    }

    /// The folder itself, or the next above it that is there.
    fn nearest(&self, folder: &Path) -> PathBuf {
        let mut above = folder.ancestors().take_while(|above| above.starts_with(&self.root));
        above.find(|above| above.is_dir()).unwrap_or(&self.root).to_owned()
    }

    /// The folders at the root that somebody may have written.
    fn of_root(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.root).into_iter().flatten().flatten();
        let is_written = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            path.is_dir() && !name.starts_with('.') && !MADE.contains(&name.as_ref())
        };
        entries.map(|entry| entry.path()).filter(is_written).collect()
    }
}

/// Whether a change of a path matters to a site in `root`, by what was read of its world. What a
/// build writes does not.
pub(super) fn matters<W: World>(
    path: &Path,
    root: &Path,
    output: &str,
    world: &Recorded<W>,
) -> bool {
    let Ok(inside) = path.strip_prefix(root) else { return false };
    let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    let Some(name) = parts.last() else { return false };
    let inside = parts.join("/");
    let is_output = inside == output || inside.starts_with(&format!("{output}/"));
    !is_output && !is_scratch(name) && world.concerns(&inside)
}
