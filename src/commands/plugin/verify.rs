//! `plugin verify`: holds every plugin that is not built in against the lock, as a strict build
//! does. Fetches nothing unless it is told to ask the sources as well.

use anyhow::Result;
use proofpress::lock::{Locked, Source, digest};
use proofpress::press;
use proofpress::registry::{FetchError, Registry};
use proofpress::report::{Human, Report, Terminal};

use super::keeping::Keeping;
use crate::cli::{Global, VerifyArgs};
use crate::commands::Outcome;

pub(crate) fn run(args: &VerifyArgs, global: &Global, terminal: Terminal) -> Result<Outcome> {
    let keeping = Keeping::open(global, terminal)?;
    let site = &keeping.site;
    let mut settings = keeping.settings.clone();
    settings.provenance.strict = true;
    let mut findings = site.findings.clone();
    let registry = press::registry(&site.world, &site.config, &settings, &mut findings)?;
    for plugin in registry.plugins() {
        if let Some(entry) = site.lock.plugins.get(&plugin.catalogue.id) {
            terminal.say(&format!(
                "`{}` {} is as locked: {} bytes, sha256 {}",
                plugin.catalogue.id, entry.version, entry.size, entry.sha256
            ));
        }
    }
    let found = Report::sorted(&site.sources, findings.iter().collect());
    terminal.report(&Human::findings(&site.sources, &found));
    let mut differs = !found.is_empty();
    if !differs && site.lock.plugins.is_empty() {
        terminal.say("there is nothing to verify: every plugin is built in");
    }
    if args.online {
        let registry = keeping.registry(&args.network)?;
        for (id, entry) in &site.lock.plugins {
            if keeping.is_file_of_site(id) {
                continue;
            }
            if let Some(difference) = moved(&registry, id, entry) {
                terminal.report(&format!("`{id}`: {difference}\n"));
                differs = true;
            } else {
                terminal.say(&format!("`{id}`: `{}` gives the same as before", entry.source));
            }
        }
    }
    Ok(if differs { Outcome::Findings } else { Outcome::Fine })
}

/// What is different at the source of a plugin now, or why it could not be asked.
fn moved(registry: &Registry<'_>, id: &str, entry: &Locked) -> Option<String> {
    let now = Source::parse(&entry.source).map_err(|why| why.to_string()).and_then(|source| {
        let asked = match &entry.manifest {
            Some(before) => {
                let manifest = registry.manifest(&source);
                manifest.map(|now| (now.unwrap_or_default(), before.clone()))
            }
            None => registry
                .fetch(&source)
                .map(|fetched| (digest(&fetched.bytes).to_string(), entry.sha256.to_string())),
        };
        asked.map_err(|why: FetchError| why.to_string())
    });
    match now {
        Ok((now, before)) if now == before => None,
        Ok((now, _)) => Some(format!(
            "`{}` gives `{now}` now; `proofpress plugin update {id}` takes it in",
            entry.source
        )),
        Err(why) => Some(why),
    }
}
