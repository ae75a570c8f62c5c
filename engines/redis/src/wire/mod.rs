//! Replies as bytes, and as people see them. Knows no commands.

pub(crate) mod resp;
pub mod terminal;
pub mod words;
