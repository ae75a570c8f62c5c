//! `plugin build`: the component of a plugin's sources, held against what the host wants.

use anyhow::Result;
use proofpress::author::Mode;
use proofpress::report::Terminal;

use super::Hosts;
use crate::cli::ProjectArgs;
use crate::commands::Outcome;

pub(crate) fn run(args: &ProjectArgs, terminal: Terminal) -> Result<Outcome> {
    let project = super::project(args.dir.as_deref(), terminal)?;
    let hosts = Hosts::new(&project.root)?;
    let built = super::built(&project, Mode::Release, &hosts, terminal)?;
    let below = built.path.strip_prefix(&project.root).unwrap_or(&built.path);
    terminal.say(&format!(
        "built `{}` {}: `{}`, {} KiB",
        built.catalogue.id,
        built.catalogue.version,
        below.display(),
        built.bytes.len().div_ceil(1024)
    ));
    Ok(Outcome::Fine)
}
