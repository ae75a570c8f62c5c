//! Why a job could not be done. What is wrong with a *page* is never one of these; that is a
//! [`Finding`](crate::diagnostic::Finding).

use std::io;
use std::path::PathBuf;

/// A real failure: the command ends with exit code 2.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read.
    #[error("cannot read `{path}`: {why}")]
    Read {
        /// What was to be read.
        path: String,
        /// What the operating system says.
        why: io::Error,
    },
    /// There is nothing to build.
    #[error("there is no content in `{folder}`: `proofpress init` makes a site to start from")]
    NoContent {
        /// The content folder.
        folder: String,
    },
    /// Every page is a draft, and drafts are left out.
    #[error("every page in `{folder}` is a draft: `--drafts` takes them in")]
    OnlyDrafts {
        /// The content folder.
        folder: String,
    },
    /// A folder is not that of a plugin's sources.
    #[error(
        "there is no `plugin.toml` in `{folder}`: `proofpress plugin new NAME` makes a plugin to start from"
    )]
    NoPlugin {
        /// The folder.
        folder: String,
    },
    /// A path given on the command line names no page.
    #[error("`{path}` is no page or folder of this site; pages lie below `{content}`")]
    NoSuchPage {
        /// The path as given.
        path: String,
        /// The content folder.
        content: String,
    },
    /// The plugin host could not be started.
    #[error(transparent)]
    Host(#[from] crate::plugin::HostError),
    /// A plugin that is part of this program cannot be loaded.
    #[error("the built-in plugin `{id}` {failure}")]
    BuiltIn {
        /// The plugin.
        id: &'static str,
        /// What happened.
        failure: crate::plugin::Failure,
    },
    /// A template is wrong.
    #[error(transparent)]
    Theme(#[from] crate::theme::ThemeError),
    /// The site could not be put together.
    #[error(transparent)]
    Site(#[from] crate::site::SiteError),
    /// The site could not be written.
    #[error(transparent)]
    Output(#[from] crate::output::OutputError),
    /// A file could not be written.
    #[error("cannot write `{}`: {why}", path.display())]
    Write {
        /// What was to be written.
        path: PathBuf,
        /// What the operating system says.
        why: io::Error,
    },
    /// A rule that is asked for does not exist.
    #[error("there is no rule `{rule}`{}", near.as_ref().map_or("; `proofpress plugin list` shows every rule".to_owned(), |near| format!("; did you mean `{near}`?")))]
    NoSuchRule {
        /// The id as given.
        rule: String,
        /// The nearest one there is.
        near: Option<String>,
    },
}
