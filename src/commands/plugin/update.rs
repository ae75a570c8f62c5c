//! `plugin update`: takes in what the sources give now, all of it or nothing.

use anyhow::{Result, bail};
use proofpress::lock::{Locked, listed};
use proofpress::report::Terminal;

use super::candidate::Candidate;
use super::keeping::Keeping;
use crate::cli::{Global, UpdateArgs};
use crate::commands::Outcome;

pub(crate) fn run(args: &UpdateArgs, global: &Global, terminal: Terminal) -> Result<Outcome> {
    let keeping = Keeping::open(global, terminal)?;
    let named = keeping.named(args.id.as_deref())?;
    if named.is_empty() {
        terminal.say("there is nothing to update: every plugin is built in");
        return Ok(Outcome::Fine);
    }
    let registry = keeping.registry(&args.network)?;
    let host = keeping.host()?;
    let mut taken: Vec<(String, Candidate, Locked)> = Vec::new();
    for (id, origin) in named {
        let fetched = keeping.fetch(&registry, &id)?;
        let candidate = keeping.examine(&host, fetched, &origin)?;
        if candidate.catalogue.id != id {
            bail!("`{origin}` is the plugin `{}`, not `{id}`", candidate.catalogue.id);
        }
        let now = candidate.locked(&origin);
        taken.push((id, candidate, now));
    }
    for (id, candidate, now) in &taken {
        let before = keeping.site.lock.plugins.get(id);
        let text = told(id, candidate, before, now);
        if let Some(before) = before
            && before.capabilities != now.capabilities
            && !args.accept_capabilities
        {
            terminal.complain(&text);
            bail!(
                "`{id}` {} asks for other capabilities than {}, so nothing was written: `proofpress \
                 plugin update {id} --accept-capabilities` takes it in",
                now.version,
                before.version
            );
        }
        terminal.say(text.trim_end());
    }
    for (id, candidate, _) in &taken {
        if !keeping.is_file_of_site(id) {
            keeping.store(&candidate.bytes)?;
        }
    }
    keeping.write_lock(taken.into_iter().map(|(id, _, now)| (id, now)).collect())?;
    Ok(Outcome::Fine)
}

/// What became of one plugin.
fn told(id: &str, candidate: &Candidate, before: Option<&Locked>, now: &Locked) -> String {
    let Some(before) = before else { return candidate.told() };
    let differences = before.differences(now);
    if differences.is_empty() {
        return format!("`{id}` {} is as it was\n", now.version);
    }
    let mut text = format!("`{id}` has changed:\n");
    for difference in differences {
        text += &format!("  {difference}\n");
    }
    if before.capabilities != now.capabilities {
        text += &format!("  it asked for: {}\n", listed(&before.capabilities));
        text += &format!("  it asks for:  {}\n", listed(&now.capabilities));
    }
    text
}
