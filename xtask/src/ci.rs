//! What CI runs, step by step.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::components::{self, Which};
use crate::workspace::{cargo, output, root, run, step};
use crate::{site, tidy};

/// A step's name and what it does.
type Step = (&'static str, fn() -> Result<()>);

/// The steps in order. Tests come last, so that their summary is the last thing printed.
const STEPS: [Step; 7] = [
    ("fmt", fmt),
    ("tidy", tidy::tidy),
    ("clippy", clippy),
    ("deny", deny),
    ("doc", doc),
    ("site", site::site),
    ("test", || test(&[])),
];

/// Runs the named steps, or all of them.
pub(crate) fn ci(names: &[&str]) -> Result<()> {
    let known: Vec<&str> = STEPS.iter().map(|(name, _)| *name).collect();
    if let Some(unknown) = names.iter().find(|name| !known.contains(name)) {
        bail!("unknown step `{unknown}`; the steps are: {}", known.join(", "));
    }
    for (name, run) in STEPS {
        if names.is_empty() || names.contains(&name) {
            step(name);
            run()?;
        }
    }
    Ok(())
}

/// Every test of the workspace, plugins natively and through their components.
pub(crate) fn test(args: &[&str]) -> Result<()> {
    components::build(Which::WithProbe)?;
    step("tests");
    run(cargo().args(["test", "--workspace", "--no-fail-fast"]).args(args))
}

/// Formats everything; `cargo fmt` does not see rule files, which a build script lists.
pub(crate) fn format() -> Result<()> {
    run(cargo().args(["fmt", "--all"]))?;
    rustfmt(&[])
}

fn fmt() -> Result<()> {
    run(cargo().args(["fmt", "--all", "--check"]))?;
    rustfmt(&["--check"])
}

fn rustfmt(args: &[&str]) -> Result<()> {
    let rules: Vec<PathBuf> = tidy::rule_files()?;
    run(Command::new("rustfmt")
        .current_dir(root())
        .args(["--edition", "2024"])
        .args(args)
        .args(rules))
}

fn clippy() -> Result<()> {
    components::build(Which::FirstParty)?;
    run(cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn doc() -> Result<()> {
    components::build(Which::FirstParty)?;
    run(cargo()
        .args(["doc", "--workspace", "--no-deps", "--document-private-items"])
        .env("RUSTDOCFLAGS", "-D warnings"))
}

/// Licences, sources, duplicates and advisories. The advisory database is a network fetch; where
/// it cannot be reached the rest is still checked, and that is said.
fn deny() -> Result<()> {
    if output(cargo().args(["deny", "--version"])).is_err() {
        bail!("`cargo deny` is not installed: `cargo install cargo-deny --locked`");
    }
    run(cargo().args(["deny", "check", "licenses", "bans", "sources"]))?;
    if run(cargo().args(["deny", "fetch", "db"])).is_err() {
        eprintln!(
            "note: the advisory database cannot be reached from here; advisories are not checked"
        );
        return Ok(());
    }
    run(cargo().args(["deny", "check", "--disable-fetch", "advisories"]))
}
