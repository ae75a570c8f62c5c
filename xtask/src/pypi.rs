//! Build tools that come as packages from PyPI, each in a virtual environment of its own below
//! `target/`: the one way to the same tool on every system without an installer.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::workspace::{output, root, step};

/// The oldest Python that the tools install into.
const OLDEST: (u32, u32) = (3, 10);

/// Where a virtual environment has its programs.
const PROGRAMS: &str = if cfg!(windows) { "Scripts" } else { "bin" };

/// A package in one version, installed.
pub(crate) struct Installed {
    environment: PathBuf,
}

impl Installed {
    /// A program the package brings.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.environment.join(PROGRAMS).join(name)
    }

    /// The folder of a module it brings.
    pub(crate) fn module(&self, name: &str) -> Result<PathBuf> {
        let find = format!("import {name}; print({name}.__path__[0])");
        let path = output(Command::new(self.program("python")).args(["-c", &find]))?;
        Ok(path.trim().into())
    }
}

/// The package in that version, from PyPI where it is not there yet.
pub(crate) fn install(package: &str, version: &str) -> Result<Installed> {
    let work = root().join("target").join(package);
    let installed = Installed { environment: work.join(format!("venv-{version}")) };
    let complete = installed.environment.join("complete");
    if complete.is_file() {
        return Ok(installed);
    }
    step(&format!("{package} {version} from PyPI"));
    let python = python()?;
    // What a broken attempt left behind would be taken for the real thing.
    let _ = fs::remove_dir_all(&installed.environment);
    fs::create_dir_all(&work)?;
    output(Command::new(python).args(["-m", "venv"]).arg(&installed.environment)).context(
        "Python cannot make a virtual environment: install its `venv` module (on Debian and \
         Ubuntu the package `python3-venv`)",
    )?;
    output(
        Command::new(installed.program("python"))
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .arg(format!("{package}=={version}")),
    )
    .with_context(|| {
        format!("`{package}` cannot be installed: PyPI has to be reachable, with `pip`")
    })?;
    fs::write(complete, "")?;
    Ok(installed)
}

/// A Python that is new enough.
fn python() -> Result<&'static Path> {
    let (major, minor) = OLDEST;
    let check = format!("import sys; sys.exit(sys.version_info < ({major}, {minor}))");
    let is_new = |python: &&str| output(Command::new(python).args(["-c", &check])).is_ok();
    ["python3", "python"].into_iter().find(is_new).map(Path::new).with_context(|| {
        format!(
            "some plugins are built with tools that come through `python3` {major}.{minor} or \
             later, which is not installed: get it from your system (Debian and Ubuntu: \
             `apt install python3 python3-venv`) or from https://www.python.org"
        )
    })
}
