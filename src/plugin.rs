//! The WebAssembly host: the only module that names wasmtime or a generated binding.
//!
//! The rest of proofpress sees a [`Plugin`] with a [`Catalogue`], asks it to check an example,
//! and gets [`Checked`] or a [`Failure`], both plain values that can be stored. Whatever a
//! plugin does, it is one of the two.
//!
//! How a component becomes a verdict, one file a step:
//!
//! 1. `inspect` reads the bytes: is this a plugin, of which version, importing what.
//! 2. `load` compiles them at most once (`code_cache` may know the result) and links them
//!    against `wasi`, which is present, empty and virtual.
//! 3. `job` makes a fresh store with its budget for every single call.
//! 4. `handle` makes the calls; `failure` names what went wrong; `validate` and `catalogue`
//!    hold what came back against the contract.

mod bindings;
mod builtin;
mod catalogue;
mod code_cache;
mod contract;
mod engine;
mod failure;
mod handle;
mod host;
mod inspect;
mod job;
mod limiter;
mod load;
mod private_folder;
mod sink;
mod text;
mod validate;
mod wasi;

pub use builtin::{BUILTIN, Builtin};
pub use contract::{
    Catalogue, CheckInput, Checked, Digest, EnabledRule, Failure, Interfaces, Limits, PluginEdit,
    PluginFinding, PluginFix, PluginRelated, RuleInfo, Session,
};
pub use handle::Plugin;
pub use host::{Host, HostError, HostSettings};
