//! `lsp`: a language server on standard input and output.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use proofpress::lsp::{Ending, Setup, serve};
use proofpress::world::Disk;

use super::{Outcome, settings};
use crate::cli::{Global, WorkArgs};

pub(crate) fn run(global: &Global) -> Result<Outcome> {
    let settings = |disk: &Disk| {
        let work = WorkArgs { jobs: None, no_cache: false, locked: false };
        settings(disk, &work, rayon::current_num_threads())
    };
    let setup = Setup { settings: Arc::new(settings), config: global.config.clone() };
    let ending = serve(std::io::stdin(), std::io::stdout().lock(), setup);
    Ok(match ending.context("cannot talk to the editor")? {
        Ending::Orderly => Outcome::Fine,
        // The protocol wants exit status 1 where nobody asked for the end.
        Ending::Abrupt => Outcome::Findings,
    })
}
