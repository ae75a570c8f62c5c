//! The C that plugins are compiled from and that no dependency brings: SQLite with its shell, and
//! PostgreSQL's parser.
//!
//! Both lie in crates of crates.io that are not built: the build script of `pg_query` wants
//! `libclang` and that of `sqlite3-src` leaves the shell out. Cargo fetches them by name and checks
//! them against its index; what is taken of them is held against a hash here.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use walkdir::WalkDir;

use crate::workspace::{cargo, output, root, step};

/// A folder of a crate.
struct Source {
    krate: &'static str,
    version: &'static str,
    folder: &'static str,
    /// What is taken of it.
    parts: &'static [&'static str],
    /// The folder in `target/c-sources`.
    to: &'static str,
    /// BLAKE3 over names and bytes of the files.
    digest: &'static str,
}

const SOURCES: [Source; 2] = [
    Source {
        krate: "pg_query",
        version: "18.1.0",
        folder: "libpg_query",
        parts: &["pg_query.h", "pg_query_scan_tokens.h", "postgres_deparse.h", "src"],
        to: "libpg_query",
        digest: "feb8e516378bb7574028a5dff28287027ed75ab3a52f1b52d6299e334f20864b",
    },
    Source {
        krate: "sqlite3-src",
        version: "0.7.1",
        folder: "source",
        parts: &["shell.c", "sqlite3.c", "sqlite3.h", "sqlite3ext.h"],
        to: "sqlite",
        digest: "ee17c7734c49d2af8d9b46d94a17ff9a901ae63eabf25e470ae260802265bea2",
    },
];

/// Makes `target/c-sources` ready. Its file `inputs` is written last and says what is there.
pub(crate) fn prepare() -> Result<()> {
    let work = root().join("target/c-sources");
    let stamp = work.join("inputs");
    let inputs: String = SOURCES.iter().map(|source| format!("{}\n", source.digest)).collect();
    if fs::read_to_string(&stamp).is_ok_and(|old| old == inputs) {
        return Ok(());
    }
    step("C sources for plugins");
    let packages = fetch(&work.join("fetch"))?;
    for source in &SOURCES {
        let to = work.join(source.to);
        let _ = fs::remove_dir_all(&to);
        let from = folder_of(&packages, source)?;
        for part in source.parts {
            copy(&from, Path::new(part), &to)?;
        }
        let found = digest(&to)?;
        if found != source.digest {
            let Source { krate, version, digest, .. } = source;
            bail!("`{krate}` {version} is not what it was: its digest is {found}, not {digest}");
        }
    }
    fs::write(stamp, inputs)?;
    Ok(())
}

/// Has cargo fetch the crates, by a manifest that only names them; what cargo knows of them.
fn fetch(folder: &Path) -> Result<serde_json::Value> {
    fs::create_dir_all(folder)?;
    let mut manifest = String::from(
        "[package]\nname = \"c-sources\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [lib]\npath = \"lib.rs\"\n[workspace]\n[dependencies]\n",
    );
    for Source { krate, version, .. } in &SOURCES {
        manifest.push_str(&format!("{krate} = \"={version}\"\n"));
    }
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("lib.rs"), "")?;
    let manifest = folder.join("Cargo.toml");
    let arguments = ["metadata", "--format-version", "1", "--manifest-path"];
    let told = output(cargo().args(arguments).arg(manifest))?;
    serde_json::from_str(&told).context("cargo's metadata cannot be read")
}

fn folder_of(metadata: &serde_json::Value, source: &Source) -> Result<PathBuf> {
    let packages = metadata["packages"].as_array().context("cargo names no packages")?;
    let package = packages
        .iter()
        .find(|package| package["name"] == source.krate && package["version"] == source.version);
    let manifest = package.and_then(|package| package["manifest_path"].as_str());
    let manifest = manifest.with_context(|| format!("cargo did not fetch `{}`", source.krate))?;
    Ok(Path::new(manifest).with_file_name(source.folder))
}

/// Copies a file, or the C of a folder.
fn copy(from: &Path, part: &Path, to: &Path) -> Result<()> {
    for entry in WalkDir::new(from.join(part)).sort_by_file_name() {
        let entry = entry?;
        let path = entry.path();
        let is_c = path.extension().is_some_and(|extension| extension == "c" || extension == "h");
        if !entry.file_type().is_file() || !is_c {
            continue;
        }
        let target = to.join(path.strip_prefix(from)?);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(path, &target).with_context(|| format!("cannot copy `{}`", path.display()))?;
    }
    Ok(())
}

fn digest(folder: &Path) -> Result<String> {
    let mut hasher = blake3::Hasher::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
            let bytes = fs::read(entry.path())?;
            hasher.update(&(name.len() as u64).to_le_bytes());
            hasher.update(name.as_bytes());
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(&bytes);
        }
    }
    Ok(hasher.finalize().to_hex().to_string())
}
