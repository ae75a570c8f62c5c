//! Redis in memory: commands in, replies out, nothing else.
//!
//! ```text
//! words --table--> command --commands/*--> Reply --wire--> bytes, or text as redis-cli shows it
//!                              |  ^
//!                           data/*: databases, values        script/*: Lua, which calls commands
//! ```
//!
//! It follows Redis 7.0.15. What a command answers depends on the commands before it, on the time the
//! caller says it is, and on the seed; never on a real clock, on randomness, or on an order that
//! changes from run to run. A command that waits (`BLPOP`) says until when, and the caller decides
//! what time it is next.

mod args;
mod call;
mod commands;
#[cfg(all(target_arch = "wasm32", feature = "component"))]
mod component;
mod data;
mod engine;
mod reply;
mod script;
mod server;
pub mod table;
mod text;
mod wire;

pub use engine::{Connection, Engine, Outcome};
pub use reply::{Bytes, Reply};
pub use script::lua_error;
pub use wire::{terminal, words};
