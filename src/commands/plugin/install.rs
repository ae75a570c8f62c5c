//! `plugin install`: fetches exactly what the lock names. For a new clone, and for CI.

use anyhow::{Context as _, Result};
use proofpress::lock::{Held, Source};
use proofpress::report::Terminal;

use super::keeping::Keeping;
use crate::cli::{Global, InstallArgs};
use crate::commands::Outcome;

pub(crate) fn run(args: &InstallArgs, global: &Global, terminal: Terminal) -> Result<Outcome> {
    let keeping = Keeping::open(global, terminal)?;
    let registry = keeping.registry(&args.network)?;
    let (mut fetched, mut there) = (0, 0);
    for (id, entry) in &keeping.site.lock.plugins {
        if keeping.is_file_of_site(id) {
            continue;
        }
        if let Held::Bytes(_) = keeping.store.get(entry.sha256) {
            there += 1;
            continue;
        }
        let source = Source::parse(&entry.source)
            .with_context(|| format!("the lock has `{id}` from nowhere to fetch it"))?;
        terminal.say(&format!("fetching `{id}` {} from `{source}`", entry.version));
        let got = registry.fetch_locked(&source, entry)?;
        keeping.store(&got.bytes)?;
        fetched += 1;
    }
    terminal.say(&format!("{fetched} fetched, {there} there already"));
    Ok(Outcome::Fine)
}
