//! `plugin bundle`: the program for a release, with its plugins compiled.

use std::path::Path;

use anyhow::Result;
use proofpress::plugin::{Host, HostSettings};
use proofpress::report::Terminal;

use crate::commands::Outcome;

pub(crate) fn run(output: &Path, terminal: Terminal) -> Result<Outcome> {
    let host = Host::new(HostSettings { threads: 1, ..HostSettings::default() })?;
    host.write_bundle(output)?;
    terminal.say(&format!("wrote `{}`", output.display()));
    Ok(Outcome::Fine)
}
