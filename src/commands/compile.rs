//! `__compile`: the program as the compiler of another process of it. Nobody types it.

use anyhow::{Context as _, Result};
use proofpress::plugin::serve_compiler;

use super::Outcome;

pub(crate) fn run() -> Result<Outcome> {
    serve_compiler().context("this command is for proofpress itself")?;
    Ok(Outcome::Fine)
}
