//! Puts the first-party plugins into the binary.
//!
//! `cargo xtask plugins` builds the components into `target/components`, with a hash of the
//! sources they were made from. This script only takes them in: it builds nothing and fetches
//! nothing, and refuses components that are missing or older than their sources. Files that
//! `plugin new` writes are taken in, too.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::panic,
    reason = "a build script reads the workspace, talks to cargo on standard output, and fails by panicking"
)]

#[path = "build/author_files.rs"]
mod author_files;
#[path = "xtask/src/source_digest.rs"]
mod source_digest;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use sha2::{Digest as _, Sha256};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
    let components = root.join("target/components");
    for input in source_digest::INPUTS {
        println!("cargo::rerun-if-changed={input}");
    }
    println!("cargo::rerun-if-changed=target/components/sources");
    let list = list(&root, &components).unwrap_or_else(|why| {
        panic!(
            "{why}\nrun `cargo xtask plugins`, which builds them into `{}`",
            components.display()
        )
    });
    println!("cargo::rustc-env=WASMTIME_VERSION={}", locked(&root, "wasmtime"));
    println!("cargo::rustc-env=HIGHLIGHTER={}", highlighter(&root));
    let author_files = author_files::list(&root)
        .unwrap_or_else(|why| panic!("cannot read what `plugin new` writes: {why}"));
    for (name, text) in [("builtin.rs", list), ("author_files.rs", author_files)] {
        let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default()).join(name);
        if let Err(why) = fs::write(&out, text) {
            panic!("cannot write `{}`: {why}", out.display());
        }
    }
}

/// The Rust source of the list of built-in plugins.
fn list(root: &Path, components: &Path) -> Result<String, String> {
    let built_from = fs::read_to_string(components.join("sources"))
        .map_err(|_| "the first-party plugins are not built".to_owned())?;
    let current = source_digest::source_digest(root).map_err(|why| why.to_string())?;
    if built_from.trim() != current {
        return Err("the first-party plugins are older than their sources".into());
    }
    let mut files: Vec<PathBuf> = fs::read_dir(components)
        .map_err(|why| why.to_string())?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "wasm"))
        .collect();
    files.sort();
    let mut list =
        String::from("/// The built-in plugins, by id.\npub static BUILTIN: &[Builtin] = &[\n");
    for file in files {
        let id = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&file).map_err(|why| why.to_string())?;
        let digest: [u8; 32] = Sha256::digest(&bytes).into();
        let path = file.display().to_string();
        println!("cargo::rerun-if-changed={path}");
        let _ = writeln!(
            list,
            "    Builtin {{ id: {id:?}, digest: Digest({:?}), bytes: include_bytes!({path:?}) }},",
            digest
        );
    }
    list.push_str("];\n");
    Ok(list)
}

/// The locked version of a library: that of the engine decides how much fuel a job takes.
fn locked(root: &Path, name: &str) -> String {
    let lock = fs::read_to_string(root.join("Cargo.lock")).unwrap_or_default();
    let named = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|line| *line != named);
    let version = lines.nth(1).and_then(|line| line.strip_prefix("version = "));
    version.map_or_else(|| "unknown".to_owned(), |version| version.trim_matches('"').to_owned())
}

/// What decides the colours of code, as one hash: they are kept from one build to the next.
fn highlighter(root: &Path) -> String {
    const SOURCES: [&str; 6] = [
        "src/highlight.rs",
        "src/highlight/class.rs",
        "src/highlight/grammars.rs",
        "src/highlight/grammars/http.sublime-syntax",
        "src/highlight/grammars/promql.sublime-syntax",
        "src/highlight/runs.rs",
    ];
    let mut hasher = Sha256::new();
    for library in ["syntect", "two-face", "onig"] {
        hasher.update(locked(root, library));
    }
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        hasher.update(fs::read(root.join(source)).unwrap_or_default());
    }
    format!("{:x}", hasher.finalize())
}
