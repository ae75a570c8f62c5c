//! `init`: a site to start from. Nothing that exists is touched.
#![expect(clippy::disallowed_methods, reason = "makes files where the command line says")]

use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Result, bail};
use proofpress::error::Error;
use proofpress::report::Terminal;

use super::Outcome;

/// The files of a new site.
const FILES: [(&str, &str); 4] = [
    ("proofpress.toml", include_str!("init/proofpress.toml")),
    ("content/_index.md", include_str!("init/_index.md")),
    ("content/guide/_index.md", include_str!("init/guide.md")),
    ("content/guide/first-page.md", include_str!("init/first-page.md")),
];

pub(crate) fn run(dir: Option<&Path>, terminal: Terminal) -> Result<Outcome> {
    let dir = dir.unwrap_or(Path::new("."));
    for (name, _) in FILES {
        if fs::symlink_metadata(dir.join(name)).is_ok() {
            bail!(
                "there is a `{name}` in `{}` already, and `init` replaces no file: choose another \
                 folder with `proofpress init DIR`",
                dir.display()
            );
        }
    }
    for (name, text) in FILES {
        let path = dir.join(name);
        write(&path, text).map_err(|why| Error::Write { path: path.clone(), why })?;
    }
    ignore_outputs(dir)?;
    terminal.say(&format!("made a site in `{}`", dir.display()));
    let enter =
        if dir == Path::new(".") { String::new() } else { format!("cd {} && ", dir.display()) };
    terminal.say(&format!("now: {enter}proofpress serve --open"));
    Ok(Outcome::Fine)
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

/// Keeps what a build makes out of version control.
fn ignore_outputs(dir: &Path) -> Result<()> {
    let path: PathBuf = dir.join(".gitignore");
    let old = fs::read_to_string(&path).unwrap_or_default();
    let missing: Vec<&str> = ["/site", "/.proofpress"]
        .into_iter()
        .filter(|line| !old.lines().any(|old| old.trim() == *line))
        .collect();
    if !missing.is_empty() {
        let gap = if old.is_empty() || old.ends_with('\n') { "" } else { "\n" };
        let text = format!("{old}{gap}{}\n", missing.join("\n"));
        write(&path, &text).map_err(|why| Error::Write { path, why })?;
    }
    Ok(())
}
