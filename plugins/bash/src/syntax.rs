//! Text to commands: the grammar of bash, read one line at a time as bash does, so that what
//! stands before a mistake still runs. Knows nothing of variables, files or processes.

pub(crate) mod ast;
mod compound;
mod conditional;
mod heredoc;
mod param;
mod parser;
pub(crate) mod print;
mod simple;
mod token;
mod word;

pub(crate) use conditional::{is_binary, is_unary};
pub(crate) use parser::{Parser, SyntaxError};
pub(crate) use word::ansi_c;
