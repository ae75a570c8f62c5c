//! Builds plugins written in Python: `componentize-py` puts them and an interpreter into one
//! component.
//!
//! It lives in a virtual environment of its own below `target/`, and runs only when something it
//! reads has changed, since it takes a quarter of a minute.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use walkdir::WalkDir;

use crate::components;
use crate::compose::compose;
use crate::pypi;
use crate::workspace::{root, run, step};

/// Where they lie: not in `plugins/`, where every folder is a crate of the workspace.
const FOLDER: &str = "runners";

/// A plugin's `plugin.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    id: String,
    build: Build,
}

/// How it is built.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Build {
    with: String,
    version: String,
    world: String,
    app: String,
    /// Engines of `engines/` that the component is put together with, so that it imports them no
    /// more.
    #[serde(default)]
    engines: Vec<String>,
}

/// The plugins with a `plugin.toml`, by the names of their folders, sorted.
pub(crate) fn plugins() -> Result<Vec<String>> {
    let mut plugins = Vec::new();
    for entry in fs::read_dir(root().join(FOLDER))? {
        let entry = entry?;
        if entry.path().join("plugin.toml").is_file() {
            plugins.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    plugins.sort();
    Ok(plugins)
}

/// Builds one plugin to `to`, unless it is there and nothing has changed since.
pub(crate) fn build(plugin: &str, to: &Path) -> Result<()> {
    let folder = root().join(FOLDER).join(plugin);
    let manifest = manifest(&folder, plugin)?;
    let work = root().join("target/componentize-py");
    fs::create_dir_all(&work)?;
    let version = workspace_version()?;
    let stamp = work.join(format!("{plugin}.inputs"));
    let engines = engines(&manifest.build.engines)?;
    let inputs = inputs(&folder, &version, &engines)?;
    if to.is_file() && fs::read_to_string(&stamp).is_ok_and(|old| old == inputs) {
        return Ok(());
    }
    let tool = pypi::install("componentize-py", &manifest.build.version)?;
    step(&format!("{plugin} (a quarter of a minute)"));
    let generated = work.join("generated");
    fs::create_dir_all(&generated)?;
    fs::write(
        generated.join("plugin_version.py"),
        format!("\"\"\"The version of the workspace.\"\"\"\n\nVERSION = {version:?}\n"),
    )?;
    let built = work.join(format!("{plugin}.wasm"));
    run(Command::new(tool.program("componentize-py"))
        .current_dir(&work)
        // It would look for packages in an environment that happens to be active.
        .env_remove("VIRTUAL_ENV")
        .arg("--quiet")
        .arg("--wit-path")
        .arg(root().join("wit"))
        .args(own_worlds(&folder))
        .args(["--world", &manifest.build.world, "componentize", "--python-path"])
        .arg(&folder)
        .arg("--python-path")
        .arg(&generated)
        .arg("--output")
        .arg(&built)
        .arg(&manifest.build.app))?;
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    if engines.is_empty() {
        fs::rename(&built, to).with_context(|| format!("cannot write `{}`", to.display()))?;
    } else {
        let whole = compose(fs::read(&built)?, engines)?;
        fs::write(to, whole).with_context(|| format!("cannot write `{}`", to.display()))?;
    }
    fs::write(stamp, inputs)?;
    Ok(())
}

fn manifest(folder: &Path, plugin: &str) -> Result<Manifest> {
    let path = folder.join("plugin.toml");
    let manifest: Manifest = toml::from_str(&fs::read_to_string(&path)?)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    if manifest.id != plugin {
        bail!("`{FOLDER}/{plugin}/plugin.toml` is of plugin `{}`", manifest.id);
    }
    if manifest.build.with != "componentize-py" {
        bail!("`{FOLDER}/{plugin}/plugin.toml`: cannot build with `{}`", manifest.build.with);
    }
    Ok(manifest)
}

/// The version all members share.
fn workspace_version() -> Result<String> {
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml"))?.parse()?;
    let version = manifest
        .get("workspace")
        .and_then(|workspace| workspace.get("package")?.get("version")?.as_str())
        .context("`Cargo.toml` has no version for the workspace")?;
    Ok(version.to_owned())
}

/// The worlds a plugin has besides those of `wit/`, as arguments.
fn own_worlds(folder: &Path) -> Vec<OsString> {
    let worlds = folder.join("wit");
    if worlds.is_dir() { vec!["--wit-path".into(), worlds.into()] } else { Vec::new() }
}

/// The components of those engines, by name.
fn engines(names: &[String]) -> Result<Vec<(String, Vec<u8>)>> {
    let engine = |name: &String| Ok((name.clone(), components::engine(name)?));
    names.iter().map(engine).collect()
}

/// What the component is made from, as one hash: the plugin's folder, the contract, the version,
/// the engines.
fn inputs(folder: &Path, version: &str, engines: &[(String, Vec<u8>)]) -> Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(version.as_bytes());
    for (_, engine) in engines {
        hasher.update(engine);
    }
    for place in [folder.to_owned(), root().join("wit")] {
        for entry in WalkDir::new(place).sort_by_file_name() {
            let entry = entry?;
            let path = entry.path();
            let compiled = path.components().any(|part| part.as_os_str() == "__pycache__");
            if entry.file_type().is_file() && !compiled {
                hasher.update(path.to_string_lossy().as_bytes());
                hasher.update(&fs::read(path)?);
            }
        }
    }
    Ok(hasher.finalize().to_hex().to_string())
}
