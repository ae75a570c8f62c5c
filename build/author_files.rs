//! Puts templates of plugins, the SDKs and the contract into the binary, for `plugin new`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The folders, relative to the workspace.
const FOLDERS: [&str; 4] = ["sdk", "templates/plugin", "wit/plugin.wit", "wit/halves.wit"];

/// What is left out: made things, and tests of ours.
const SKIPPED: [&str; 6] = ["target", "tests", "node_modules", "__pycache__", "dist", "build"];

/// The Rust source of the list of those files.
pub(super) fn list(root: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        collect(&root.join(folder), folder == "sdk", &mut files)?;
    }
    files.sort();
    let mut list =
        String::from("/// Every file, by path.\npub(super) static FILES: &[Embedded] = &[\n");
    for file in files {
        let path = file.strip_prefix(root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let full = file.display().to_string();
        let _ =
            writeln!(list, "    Embedded {{ path: {path:?}, bytes: include_bytes!({full:?}) }},");
    }
    list.push_str("];\n");
    Ok(list)
}

/// `trimmed`: without what is made or ours alone. A template is taken as it is.
fn collect(folder: &Path, trimmed: bool, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !folder.is_dir() {
        files.push(folder.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !path.is_dir() {
            files.push(path);
        } else if !trimmed || !SKIPPED.contains(&name.as_str()) {
            collect(&path, trimmed, files)?;
        }
    }
    Ok(())
}
