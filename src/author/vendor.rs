//! The SDK as a new project gets it: below `vendor/proofpress/`, laid out as in our sources.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::build::BuildError;
use super::project::Language;
use super::template::{NewFile, below};

/// Where it goes.
const FOLDER: &str = "vendor/proofpress";

/// Where a project has it.
///
/// # Errors
///
/// Where it is not there.
#[expect(clippy::disallowed_methods, reason = "looks at a plugin's folder, not at a site")]
pub(super) fn folder(root: &Path) -> Result<PathBuf, BuildError> {
    let folder = root.join(FOLDER);
    if folder.join("wit").is_dir() {
        return Ok(folder);
    }
    Err(BuildError::Layout(format!(
        "there is no SDK in `{FOLDER}`: take that of a new plugin, by `proofpress plugin new NAME \
         --lang LANG DIR`"
    )))
}

/// The files of the SDK of a language, and the contract.
pub(super) fn sdk(language: Language) -> Vec<NewFile> {
    let folders: &[&str] = match language {
        Language::Rust => &["sdk/rust", "sdk/rust-build"],
        Language::JavaScript | Language::TypeScript => &["sdk/js"],
        Language::Python => &["sdk/python"],
        Language::C => &["sdk/c"],
    };
    let mut files = Vec::new();
    for folder in folders.iter().chain(&["wit"]) {
        for (path, bytes) in below(folder) {
            let bytes = match (path, std::str::from_utf8(bytes)) {
                ("Cargo.toml", Ok(text)) => standalone(text).into_bytes(),
                _ => bytes.to_vec(),
            };
            files.push(NewFile { path: format!("{FOLDER}/{folder}/{path}"), bytes });
        }
    }
    files
}

/// A crate's manifest without its workspace: what it inherits is written out, its lints are left
/// behind.
fn standalone(manifest: &str) -> String {
    let (Ok(mut manifest), Ok(root)) =
        (manifest.parse::<Table>(), include_str!("../../Cargo.toml").parse::<Table>())
    else {
        return manifest.to_owned();
    };
    let inherited = |table: &str, key: &str| root.get("workspace")?.get(table)?.get(key).cloned();
    manifest.remove("lints");
    for (table, from) in [("package", "package"), ("dependencies", "dependencies")] {
        let Some(Value::Table(entries)) = manifest.get_mut(table) else { continue };
        for (key, value) in entries.iter_mut() {
            let is_inherited = value.get("workspace").is_some();
            if let Some(written) = inherited(from, key).filter(|_| is_inherited) {
                *value = written;
            }
        }
    }
    manifest.to_string()
}
