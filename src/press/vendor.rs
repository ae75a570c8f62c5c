//! The folder a site gives a plugin: every run of that plugin sees its files, below `.vendor/`,
//! beside those of the page. Here they are only read; what is in them is the plugin's business.

use sha2::{Digest as _, Sha256};

use crate::check::{Prover, Task, Verdict};
use crate::plugin::{Digest, Failure, Limits, Plugin, RunFile, Session};
use crate::world::World;

/// Where the files stand in a workspace.
const FOLDER: &str = ".vendor";
/// The most bytes a plugin is given: they are copied into every run.
const MOST: usize = 64 << 20;

/// The files of the folder, sorted, with paths as a run sees them. What is wrong where there are
/// none.
pub(super) fn read(world: &dyn World, folder: &str) -> Result<Vec<RunFile>, String> {
    let unreadable = |why| format!("cannot read `{folder}`: {why}");
    let below = format!("{folder}/");
    let mut files = Vec::new();
    let mut size = 0;
    for path in world.walk(folder).map_err(unreadable)? {
        let contents = world.read(&path).map_err(unreadable)?;
        size += contents.len();
        let inner = path.strip_prefix(&below).unwrap_or(&path);
        files.push(RunFile { path: format!("{FOLDER}/{inner}"), contents });
    }
    if files.is_empty() {
        return Err(format!("there are no files in `{folder}`"));
    }
    if size > MOST {
        let (size, most) = (size >> 20, MOST >> 20);
        return Err(format!("`{folder}` holds {size} MiB, and at most {most} are allowed"));
    }
    Ok(files)
}

/// The hash of those files, by which verdicts know them.
pub(super) fn digest(files: &[RunFile]) -> Digest {
    let mut hasher = Sha256::new();
    for file in files {
        for part in [file.path.as_bytes(), &file.contents] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    Digest(hasher.finalize().into())
}

/// A plugin whose runs get those files.
pub(super) struct Supplied {
    /// The plugin.
    pub(super) plugin: Plugin,
    /// What it is given.
    pub(super) files: Vec<RunFile>,
}

impl Prover for Supplied {
    fn prove(&self, task: &Task, session: &Session, limits: &Limits) -> Result<Verdict, Failure> {
        let Task::Run(input) = task else { return self.plugin.prove(task, session, limits) };
        let mut input = input.clone();
        input.files.extend(self.files.iter().cloned());
        self.plugin.prove(&Task::Run(input), session, limits)
    }
}
