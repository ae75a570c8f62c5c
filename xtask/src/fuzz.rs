//! `cargo xtask fuzz`: runs the fuzz targets, each for a while.
//!
//! The targets are no part of the workspace: they need a nightly compiler and `cargo-fuzz`.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::workspace::{output, root, run, step};

/// The targets, named as in `fuzz/Cargo.toml`.
const TARGETS: [&str; 5] = ["fence", "front-matter", "markdown", "config", "answers"];

/// Runs the named targets, or all of them, each for so many seconds. What they learn is kept in
/// `target/fuzz-corpus/`, so that the next run goes on from there; an input that breaks something
/// is written to `fuzz/artifacts/` and ends the run.
pub(crate) fn fuzz(seconds: &str, names: &[&str]) -> Result<()> {
    let seconds: u32 = seconds.parse().with_context(|| {
        format!("`{seconds}` is no number of seconds: `cargo xtask fuzz 60 markdown`")
    })?;
    if let Some(unknown) = names.iter().find(|name| !TARGETS.contains(name)) {
        bail!("unknown target `{unknown}`; the targets are: {}", TARGETS.join(", "));
    }
    if output(Command::new("cargo").args(["+nightly", "fuzz", "--version"])).is_err() {
        bail!(
            "fuzzing needs a nightly compiler and cargo-fuzz: `rustup toolchain install nightly \
             --profile minimal && cargo install cargo-fuzz --locked`"
        );
    }
    // The host embeds the components, also here.
    crate::components::build(crate::components::Which::FirstParty)?;
    for target in TARGETS.iter().filter(|target| names.is_empty() || names.contains(target)) {
        step(&format!("fuzz {target} for {seconds} s"));
        let corpus = root().join("target/fuzz-corpus").join(target);
        fs::create_dir_all(&corpus)?;
        // By its name: the cargo that runs this one is of another toolchain, and so is its compiler.
        let mut command = Command::new("cargo");
        command.current_dir(root()).env("RUSTUP_TOOLCHAIN", "nightly").env_remove("CARGO");
        // Nothing unsafe is looked for: without a sanitizer there are several times as many runs.
        command.args(["fuzz", "run", "--sanitizer", "none", "--target-dir"]);
        command.arg(root().join("target/fuzz")).arg(target).arg(&corpus);
        command.arg(root().join("fuzz/cases").join(target)).arg("--");
        command.arg(format!("-max_total_time={seconds}")).args(["-timeout=10", "-max_len=4096"]);
        run(&mut command)?;
    }
    Ok(())
}
