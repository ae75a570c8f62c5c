//! Rust: cargo makes a core module for `wasm32-unknown-unknown`, which becomes a component here.
//! So it imports nothing but the contract, and no other tool is needed.

use std::path::{Path, PathBuf};

use super::tool::Tool;
use super::{BuildError, Mode, encode};
use crate::author::Project;

/// What it is built for: no WASI.
const TARGET: &str = "wasm32-unknown-unknown";

/// How to come by cargo.
const REMEDY: &str = "install Rust from https://rustup.rs";

pub(super) fn component(
    project: &Project,
    _: Mode,
    progress: &dyn Fn(&str),
) -> Result<Vec<u8>, BuildError> {
    // Cargo builds what changed; another profile for a quick look would build all of it again.
    let profile = project.manifest.build.profile.as_deref().unwrap_or("release");
    let messages = Tool::new("cargo", &project.root, REMEDY)
        .args(["build", "--lib", "--target", TARGET, "--profile", profile])
        .args(["--message-format", "json-render-diagnostics"])
        .run(progress)
        .map_err(|error| explained(error, &project.root))?;
    let module = module(&messages, &project.root)?;
    let bytes = read(&module)?;
    encode::component(&bytes, &module)
}

/// What cargo failed with, fit for people. A compiler without the target gives an error about
/// `core` that sends nobody the right way; cargo's messages for programs are left out.
fn explained(error: BuildError, root: &Path) -> BuildError {
    let BuildError::Failed { command, status, output } = error else { return error };
    let libraries = Tool::new("rustc", root, REMEDY)
        .args(["--print", "target-libdir", "--target", TARGET])
        .run(&|_| {});
    if libraries.is_ok_and(|folder| !is_there(Path::new(folder.trim()))) {
        return BuildError::Missing {
            what: format!("this Rust cannot compile for `{TARGET}`"),
            remedy: format!("`rustup target add {TARGET}` in the plugin's folder"),
        };
    }
    let lines = output.lines().filter(|line| !line.starts_with("{\"reason\":"));
    let output = lines.map(|line| format!("{line}\n")).collect();
    BuildError::Failed { command, status, output }
}

#[expect(clippy::disallowed_methods, reason = "looks at the author's compiler, not at a site")]
fn is_there(folder: &Path) -> bool {
    folder.is_dir()
}

#[expect(clippy::disallowed_methods, reason = "what cargo built lies where cargo says")]
fn read(path: &Path) -> Result<Vec<u8>, BuildError> {
    std::fs::read(path).map_err(|why| BuildError::Files { path: path.to_owned(), why })
}

/// One line of what cargo tells programs, as far as it matters here.
#[derive(serde::Deserialize)]
struct Message {
    reason: String,
    #[serde(default)]
    manifest_path: PathBuf,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

/// The module cargo built of the package in that folder.
fn module(messages: &str, root: &Path) -> Result<PathBuf, BuildError> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Message>(line).ok());
    let own = messages.filter(|message| {
        message.reason == "compiler-artifact" && message.manifest_path.parent() == Some(root)
    });
    let modules = own.flat_map(|message| message.filenames);
    let found = modules.into_iter().find(|file| file.extension().is_some_and(|ext| ext == "wasm"));
    found.ok_or_else(|| {
        BuildError::Layout(
            "cargo made no module of it: write `[lib] crate-type = [\"cdylib\", \"rlib\"]` in \
             its `Cargo.toml`"
                .into(),
        )
    })
}
