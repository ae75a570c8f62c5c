//! The WebAssembly host: the only module that names wasmtime or a generated binding.
//!
//! The rest of proofpress sees a [`Plugin`] with a [`Catalogue`], asks it to check or run an
//! example, to draw it, or to look at a page or the site, and gets [`Checked`], [`Ran`],
//! [`Drawn`] or a [`Failure`], plain values that can be stored.
//! Whatever a plugin does, it is one of them.
//!
//! How a component becomes a verdict, one file a step:
//!
//! 1. `inspect` reads the bytes: is this a plugin, of which version, importing what.
//! 2. `load` has them compiled at most once (`bundle` or `code_cache` may know the result), those of
//!    others by `compile` in a process that can be killed, and links them against `wasi`, which is
//!    present, empty and virtual.
//! 3. `job` makes a fresh store with its budget for every single call, and `cancel` drives it.
//! 4. `handle`, `render` and `pages` make the calls, each through `call`; `failure` names what went
//!    wrong; `validate` and `catalogue` hold what came back against the contract.

mod bindings;
mod builtin;
mod bundle;
mod call;
mod cancel;
mod catalogue;
mod code_cache;
mod compile;
mod contract;
mod engine;
mod exterior;
mod failure;
mod handle;
mod host;
mod inspect;
#[cfg(any(test, fuzzing))]
pub mod invented;
mod job;
mod limiter;
mod load;
mod pages;
mod private_folder;
mod render;
mod run;
mod sink;
mod site_files;
mod text;
mod validate;
mod wasi;

pub use builtin::{BUILTIN, Builtin};
pub use cancel::Cancel;
pub use compile::{COMPILER_COMMAND, CompileLimits, Compiler, serve_compiler};
pub use contract::{
    Artifact, Catalogue, CheckInput, Checked, Digest, DrawInput, Drawn, EnabledRule, Failure,
    Interfaces, Limits, PageHeading, PageInput, PageLink, Place, PluginEdit, PluginFinding,
    PluginFix, PluginRelated, Raised, Ran, RanStep, RuleInfo, RunFile, RunInput, RunPart, Session,
    SiteInput, Stream, Written,
};
pub use exterior::Exterior;
pub use handle::Plugin;
pub use host::{BundleError, Host, HostError, HostSettings};
pub use inspect::MAX_BYTES as MAX_COMPONENT;
pub use site_files::{LARGEST, SiteFiles};

pub(crate) use text::short;
