//! `plugin publish`: pushes a component to a registry, if it is a plugin.

use std::path::Path;

use anyhow::Result;
use proofpress::lock::Source;
use proofpress::press;
use proofpress::registry::Registry;
use proofpress::report::Terminal;
use proofpress::world::Disk;

use super::candidate::Candidate;
use crate::cli::{PublishArgs, WorkArgs};
use crate::commands::{Outcome, settings};

pub(crate) fn run(args: &PublishArgs, terminal: Terminal) -> Result<Outcome> {
    let to = Source::parse(&args.to)?;
    let world = Disk::new(Path::new("."))?;
    let work = WorkArgs { jobs: None, no_cache: true, locked: false };
    let host = press::host(&settings(&world, &work, rayon::current_num_threads()))?;
    let registry = Registry::new(&world, world.root(), args.network.insecure)?;
    let file = args.file.to_string_lossy();
    let fetched = registry.fetch(&Source::Path(file.clone().into_owned()))?;
    let candidate = Candidate::examine(&host, fetched, &file)?;
    terminal.say(candidate.told().trim_end());
    let published = registry.publish(&candidate.article(), &to)?;
    if let Some(before) = &published.replaced {
        terminal
            .warn(&format!("`{to}` led to `{before}` before, which is still there by its digest"));
    }
    terminal.say(&format!("published `{to}`"));
    // For scripts: what pins this very plugin.
    terminal.report(&format!("{}\n", published.manifest));
    Ok(Outcome::Fine)
}
