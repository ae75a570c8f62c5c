//! `plugin build`: the component of a plugin's sources, held against what the host wants.

use anyhow::Result;
use proofpress::author::{self, Mode};
use proofpress::report::Terminal;

use crate::cli::ProjectArgs;
use crate::commands::Outcome;

pub(crate) fn run(args: &ProjectArgs, terminal: Terminal) -> Result<Outcome> {
    let project = super::project(args.dir.as_deref(), terminal)?;
    let host = super::host(&project)?;
    let steps = terminal.steps();
    let built = author::build(&project, Mode::Release, &host, &|line| steps.tell(line));
    drop(steps);
    let built = built?;
    terminal.say(&format!(
        "built `{}` {}: `{}`, {} KiB",
        built.catalogue.id,
        built.catalogue.version,
        built.path.display(),
        built.bytes.len().div_ceil(1024)
    ));
    Ok(Outcome::Fine)
}
