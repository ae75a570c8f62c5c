//! `plugin new`: a plugin to start from. Nothing that exists is touched.

use std::path::{Path, PathBuf};

use anyhow::Result;
use proofpress::author::template::{self, PluginName};
use proofpress::report::Terminal;

use crate::cli::PluginNewArgs;
use crate::commands::Outcome;

pub(crate) fn run(args: &PluginNewArgs, terminal: Terminal) -> Result<Outcome> {
    let name = PluginName::new(&args.name)?;
    let dir = args.dir.clone().unwrap_or_else(|| PathBuf::from(&name.file));
    template::write(&dir, &name, args.lang)?;
    terminal.say(&format!("made the plugin `{}` in `{}`", name.id, dir.display()));
    let enter =
        if dir == Path::new(".") { String::new() } else { format!("cd {} && ", dir.display()) };
    terminal.say(&format!("now: {enter}proofpress plugin build && proofpress plugin test"));
    Ok(Outcome::Fine)
}
