//! For those who write plugins: a folder of sources becomes a component, and the component is
//! tried.
//!
//! A folder with a `plugin.toml` is a [`Project`]; [`template`] makes a new one, [`build`](mod@build)
//! makes its component with the tools of its language, [`trial`] tries it, [`bench`](mod@bench) says what it
//! costs, [`watch`] tells of changes. Who the plugin is stays in its code, where the
//! contract has it. This module knows plugins as a site does, through
//! [`Host`](crate::plugin::Host), and nothing of sites.

pub mod bench;
pub mod build;
pub mod project;
pub mod template;
pub mod trial;
mod vendor;
pub mod watch;

pub use build::{BuildError, Built, Mode, build};
pub use project::{BuildOptions, Language, Manifest, Project};
