//! The log of the repository a site lies in, from `git`, once for the whole site.

#![expect(clippy::disallowed_methods, reason = "the log is git's, and only git reads it right")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// What nothing in a repository's own settings may change: no other program is started, nothing is
/// fetched, nothing is asked.
const SETTINGS: [&str; 10] = [
    "-c",
    "log.showSignature=false",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "protocol.allow=never",
    "-c",
    "log.follow=false",
    "-c",
    "core.quotePath=false",
];

/// The log of a folder below `root`, as [`History::of_log`](crate::history::History::of_log) reads
/// it. None where there is no repository or no `git`, and where the repository holds only the last
/// commits: every older change would seem to be one of those.
pub(super) fn read(root: &Path, folder: &str) -> Option<String> {
    root.ancestors().find(|folder| folder.join(".git").exists())?;
    if git(root, &["rev-parse", "--is-shallow-repository"])?.trim() != "false" {
        return None;
    }
    let format = "--format=%x01%as%x01%aN%x01";
    git(root, &["log", format, "--name-status", "-M", "-z", "--relative", "--", folder])
}

/// The state of all that the log follows from: the commit, git's settings, the file of names. None
/// where something else may matter.
pub(super) fn revision(root: &Path) -> Option<String> {
    const NOTHING: &str = "no log";
    if !root.ancestors().any(|folder| folder.join(".git").exists()) {
        return Some(NOTHING.into());
    }
    let asked = ["rev-parse", "HEAD", "--is-shallow-repository", "--show-toplevel"];
    // No commit yet, or no git.
    let Some(state) = git(root, &asked) else { return Some(NOTHING.into()) };
    let settings = git(root, &["config", "--list", "-z"])?;
    let replaced = git(root, &["for-each-ref", "refs/replace"])?;
    if settings.contains("mailmap.") || !replaced.is_empty() {
        return None;
    }
    let top = state.lines().last()?;
    let names = fs::read(Path::new(top).join(".mailmap")).unwrap_or_default();
    let mut hasher = blake3::Hasher::new();
    for part in [state.as_bytes(), settings.as_bytes(), &names] {
        hasher.update(part).update(b"\0");
    }
    Some(hasher.finalize().to_hex().to_string())
}

fn git(root: &Path, args: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    command.arg("--no-pager").args(SETTINGS).args(args);
    command.current_dir(root).stdin(Stdio::null()).stderr(Stdio::null());
    command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_NO_LAZY_FETCH", "1");
    command.env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
    // A hook that builds the site names a repository by paths that are not from here.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    let output = command.output().ok()?;
    let text = output.status.success().then_some(output.stdout)?;
    Some(String::from_utf8_lossy(&text).into_owned())
}
