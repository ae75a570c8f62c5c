//! Builds this repository's own site.

use anyhow::Result;

use crate::components::{self, Which};
use crate::workspace::{cargo, root, run, step, target_dir};

/// Plugins, host, then the site, with the summary and the page to open at the end.
pub(crate) fn site() -> Result<()> {
    components::build(Which::FirstParty)?;
    step("proofpress");
    // With the features the whole workspace asks for, so that the tests need no second build.
    run(cargo().args(["build", "--workspace", "--bin", "proofpress"]))?;
    step("site");
    let binary =
        target_dir()?.join("debug").join(format!("proofpress{}", std::env::consts::EXE_SUFFIX));
    run(std::process::Command::new(binary).current_dir(root()).arg("build"))?;
    println!("\nopen {}", root().join("site/index.html").display());
    Ok(())
}
