//! From sources to a component: the tools of the language make it, the host looks at it, and only
//! what is a plugin is written.
//!
//! Programs are started here and nowhere else in `author`, by `tool`: an author's commands run
//! the author's tools. Building or checking a site never comes here.

mod c;
mod encode;
mod javascript;
mod python;
mod rust;
mod script;
mod tool;

use std::io;
use std::path::{Path, PathBuf};

use super::project::{Language, Project};
use crate::plugin::{Catalogue, Digest, Failure, Host};

/// A component that was made.
#[derive(Clone, Debug)]
pub struct Built {
    /// Where it is: `dist/<name>.wasm` of the project.
    pub path: PathBuf,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Their hash.
    pub digest: Digest,
    /// What it says it is.
    pub catalogue: Catalogue,
}

/// Why there is no component.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// A program is not installed, or lacks something.
    #[error("{what}: {remedy}")]
    Missing {
        /// What is not there: ``there is no `cargo` ``.
        what: String,
        /// The way out.
        remedy: String,
    },
    /// A tool says that the sources are wrong. What it said is kept as it said it.
    #[error("{output}`{command}` failed ({status})")]
    Failed {
        /// The command line.
        command: String,
        /// How it ended.
        status: String,
        /// What it wrote, with a line end.
        output: String,
    },
    /// The sources are not laid out as `plugin.toml` says.
    #[error("{0}")]
    Layout(String),
    /// What the tools made does not become a component.
    #[error("`{module}` does not make a component: {why}")]
    Encode {
        /// The core module.
        module: String,
        /// What is wrong with it.
        why: String,
    },
    /// It is a component and no plugin.
    #[error("what was built is no plugin this proofpress takes: it {0}")]
    NotAPlugin(Failure),
    /// A file or folder could not be used.
    #[error("cannot use `{}`: {why}", path.display())]
    Files {
        /// Which.
        path: PathBuf,
        /// What the operating system says.
        why: io::Error,
    },
}

/// How a component is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// For others: small, and fast where it runs.
    Release,
    /// For the next look: made as fast as the tools can.
    Quick,
}

/// Makes the component of a project, asks `host` what it is, and writes it to `dist/`.
/// `progress` hears what the tools say, line by line.
///
/// # Errors
///
/// Where a tool is missing or refuses the sources, or what comes out is no plugin. What was in
/// `dist/` before is then still there.
pub fn build(
    project: &Project,
    mode: Mode,
    host: &Host,
    progress: &dyn Fn(&str),
) -> Result<Built, BuildError> {
    let bytes = component(project, mode, progress)?;
    let plugin = host.plugin(bytes.clone());
    let catalogue = plugin.catalogue().map_err(BuildError::NotAPlugin)?;
    let path = project.component();
    write(&path, &bytes).map_err(|why| BuildError::Files { path: path.clone(), why })?;
    Ok(Built { path, digest: plugin.digest(), bytes, catalogue })
}

fn component(
    project: &Project,
    mode: Mode,
    progress: &dyn Fn(&str),
) -> Result<Vec<u8>, BuildError> {
    match project.manifest.language {
        Language::Rust => rust::component(project, mode, progress),
        Language::JavaScript | Language::TypeScript => {
            javascript::component(project, mode, progress)
        }
        Language::Python => python::component(project, mode, progress),
        Language::C => c::component(project, mode, progress),
    }
}

/// Whole or not at all: a site may be reading the old one.
#[expect(clippy::disallowed_methods, reason = "the component goes where `plugin.toml` is")]
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut staged = tempfile::NamedTempFile::new_in(folder)?;
    io::Write::write_all(&mut staged, bytes)?;
    staged.persist(path).map_err(|why| why.error)?;
    Ok(())
}
