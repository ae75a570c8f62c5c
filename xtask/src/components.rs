//! Builds plugins into components.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use wit_component::ComponentEncoder;

use crate::source_digest::source_digest;
use crate::workspace::{cargo, output, root, run, step, target_dir};
use crate::{c_compiler, c_sources, componentize};

/// What plugins are built for unless they say otherwise: they import nothing, so they need no
/// WASI.
const TARGET: &str = "wasm32-unknown-unknown";

/// For plugins whose libraries want a whole standard library. A plugin asks for it in its
/// `Cargo.toml`: `[package.metadata.proofpress] target = "wasm32-wasip2"`.
const WASI_TARGET: &str = "wasm32-wasip2";

/// Which plugins to build.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// Those that go into the binary.
    FirstParty,
    /// Those, and the hostile one and the model one, that only tests load.
    WithProbe,
}

/// Builds components into `target/components` (and `target/components/tests`). Cargo decides
/// what is stale; a component is written only when its bytes change.
pub(crate) fn build(which: Which) -> Result<()> {
    let plugins = first_party()?;
    let mut wanted = Vec::new();
    for plugin in &plugins {
        let to = format!("{plugin}.wasm");
        wanted.push(Wanted { package: package(plugin), target: target_of(plugin)?, to });
    }
    if which == Which::WithProbe {
        for (target, to) in [(TARGET, "tests/probe.wasm"), (WASI_TARGET, "tests/probe-wasip2.wasm")]
        {
            wanted.push(Wanted { package: package("probe"), target, to: to.into() });
        }
        wanted.push(Wanted {
            package: package("model"),
            target: TARGET,
            to: "tests/model.wasm".into(),
        });
    }
    let targets: BTreeSet<&str> = wanted.iter().map(|wanted| wanted.target).collect();
    install(&targets)?;
    c_compiler::prepare()?;
    c_sources::prepare()?;
    step("plugins");
    for target in targets {
        let packages = wanted.iter().filter(|wanted| wanted.target == target);
        compile(packages.map(|wanted| wanted.package.as_str()), target)?;
    }
    let folder = root().join("target/components");
    for Wanted { package, target, to } in &wanted {
        let module = module(package, target)?;
        let bytes =
            fs::read(&module).with_context(|| format!("cannot read `{}`", module.display()))?;
        // The WASI target links components by itself.
        let component = if *target == TARGET { encode(&bytes, &module)? } else { bytes };
        write(&folder.join(to), &component)?;
    }
    let mut known = plugins;
    for plugin in componentize::plugins()? {
        componentize::build(&plugin, &folder.join(format!("{plugin}.wasm")))?;
        known.push(plugin);
    }
    remove_strangers(&folder, &known)?;
    write(&folder.join("sources"), source_digest(&root())?.as_bytes())
}

/// A component to make.
struct Wanted {
    package: String,
    target: &'static str,
    /// Below `target/components`.
    to: String,
}

/// The component of an engine, a crate of `engines/` that plugins are put together with. It is
/// made for WASI, whose target links components by itself: engines stand on C libraries.
pub(crate) fn engine(name: &str) -> Result<Vec<u8>> {
    let package = format!("proofpress-{name}-engine");
    install(&BTreeSet::from([WASI_TARGET]))?;
    c_compiler::prepare()?;
    compile(std::iter::once(package.as_str()), WASI_TARGET)?;
    let component = module(&package, WASI_TARGET)?;
    fs::read(&component).with_context(|| format!("cannot read `{}`", component.display()))
}

/// Where cargo puts what it makes of a package.
fn module(package: &str, target: &str) -> Result<PathBuf> {
    Ok(target_dir()?
        .join(target)
        .join("plugin")
        .join(format!("{}.wasm", package.replace('-', "_"))))
}

/// Components of plugins that are no more.
fn remove_strangers(folder: &Path, plugins: &[String]) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_some_and(|extension| extension == "wasm") && !plugins.contains(&stem)
        {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// What a plugin is built for.
fn target_of(plugin: &str) -> Result<&'static str> {
    let manifest = root().join("plugins").join(plugin).join("Cargo.toml");
    let manifest: toml::Table = fs::read_to_string(manifest)?.parse()?;
    let metadata = manifest.get("package").and_then(|package| package.get("metadata"));
    let target = metadata.and_then(|metadata| metadata.get("proofpress")?.get("target")?.as_str());
    match target {
        None | Some(TARGET) => Ok(TARGET),
        Some(WASI_TARGET) => Ok(WASI_TARGET),
        Some(other) => anyhow::bail!("`plugins/{plugin}`: cannot build for `{other}`"),
    }
}

fn package(plugin: &str) -> String {
    format!("proofpress-{plugin}")
}

/// The folders of `plugins/` that go into the binary.
fn first_party() -> Result<Vec<String>> {
    let mut plugins = Vec::new();
    for entry in fs::read_dir(root().join("plugins"))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with(['_', '.']) && entry.path().join("Cargo.toml").is_file() {
            plugins.push(name);
        }
    }
    plugins.sort();
    Ok(plugins)
}

fn compile<'a>(packages: impl Iterator<Item = &'a str>, target: &str) -> Result<()> {
    let mut command = cargo();
    command.args(["build", "--profile", "plugin", "--target", target]);
    for package in packages {
        command.args(["--package", package]);
    }
    run(&mut command)
}

/// A core module as a component: the contract is in a section of the module.
fn encode(module: &[u8], path: &Path) -> Result<Vec<u8>> {
    ComponentEncoder::default()
        .module(module)
        .and_then(|encoder| encoder.validate(true).encode())
        .with_context(|| format!("`{}` does not make a component", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes).with_context(|| format!("cannot write `{}`", path.display()))
}

/// Adds compilation targets that are missing.
fn install(targets: &BTreeSet<&str>) -> Result<()> {
    let installed =
        output(Command::new("rustup").current_dir(root()).args(["target", "list", "--installed"]));
    // Without rustup the compiler comes from elsewhere and must bring the targets itself.
    let Ok(installed) = installed else { return Ok(()) };
    let missing: Vec<&&str> =
        targets.iter().filter(|target| !installed.lines().any(|line| line == **target)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    step("rust targets");
    run(Command::new("rustup").current_dir(root()).args(["target", "add"]).args(missing))
}
