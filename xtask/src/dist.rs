//! The program as it is released: optimised, with its plugins compiled.

use std::fs;
use std::process::Command;

use anyhow::Result;

use crate::components::{self, Which};
use crate::workspace::{cargo, root, run, step, target_dir};

/// Builds `target/dist/proofpress`, a single file.
pub(crate) fn dist() -> Result<()> {
    components::build(Which::FirstParty)?;
    step("proofpress");
    run(cargo().args(["build", "--release", "--package", "proofpress"]))?;
    step("plugins, compiled");
    let name = format!("proofpress{}", std::env::consts::EXE_SUFFIX);
    let folder = root().join("target/dist");
    fs::create_dir_all(&folder)?;
    let output = folder.join(&name);
    run(Command::new(target_dir()?.join("release").join(name))
        .args(["plugin", "bundle"])
        .arg(&output))?;
    println!("\n{}", output.display());
    Ok(())
}
