//! What the components are made from, as one hash.
//!
//! `cargo xtask` writes it beside the components it builds; the host's build script computes it
//! again and refuses components that are older than their source. Both include this file.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// Files and folders whose bytes decide what the components are, relative to the workspace.
pub(crate) const INPUTS: [&str; 13] = [
    "engines",
    "plugins",
    "runners",
    "sdk/rust",
    "sdk/rust-build",
    "wit",
    "xtask/c",
    "xtask/src/c_compiler.rs",
    "xtask/src/c_sources.rs",
    "xtask/src/compose.rs",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
];

/// The hash of [`INPUTS`] below `root`, in hexadecimal. Tests and rule-page folders count too:
/// pages are compiled in, and telling tests apart would save little.
pub(crate) fn source_digest(root: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    for input in INPUTS {
        collect(&root.join(input), &mut files)?;
    }
    files.sort();
    let mut hasher = blake3::Hasher::new();
    for file in files {
        let name = file.strip_prefix(root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let bytes = fs::read(&file)?;
        hasher.update(&(name.len() as u64).to_le_bytes());
        hasher.update(name.as_bytes());
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(&bytes);
    }
    Ok(hasher.finalize().to_hex().to_string())
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        let entry = entry?.path();
        let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // Native tests and their cases never reach a component.
        let skipped = ["target", "tests", "tools", "__pycache__"];
        if !skipped.contains(&name.as_str()) && !name.starts_with('.') {
            collect(&entry, files)?;
        }
    }
    Ok(())
}
