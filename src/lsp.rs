//! The same engine in an editor: a language server on standard input and output.
//!
//! [`serve`] keeps the files that are open, and has a thread for each site run over it whenever
//! one changes. What is found is published as it comes. What the editor asks for, completions,
//! pages of rules, places that links lead to, changes that mend a finding, is answered at once
//! by pure functions of a [`View`](view::View): a text, and what was last read of its site.
//!
//! Only `engine` knows how a site is read and checked, only `server` knows the protocol's
//! messages, and neither knows what is asked for.

pub mod actions;
mod client;
pub mod completion;
pub mod definition;
pub mod diagnostics;
mod documents;
pub mod engine;
pub mod found;
mod frame;
pub mod hover;
pub mod index;
pub mod overlay;
pub mod position;
pub mod roots;
mod server;
pub mod shift;
pub mod symbols;
mod uri;
pub mod view;
mod worker;

pub use engine::SettingsOf;
pub use server::{Ending, Setup, serve};
