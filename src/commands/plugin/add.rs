//! `plugin add`: takes a plugin in. Nothing is written before it has been looked at.

use anyhow::{Result, bail};
use proofpress::config;
use proofpress::lock;
use proofpress::report::Terminal;

use super::keeping::Keeping;
use crate::cli::{AddArgs, Global};
use crate::commands::Outcome;

pub(crate) fn run(args: &AddArgs, global: &Global, terminal: Terminal) -> Result<Outcome> {
    let keeping = Keeping::open(global, terminal)?;
    let source = keeping.source(&args.source)?;
    let registry = keeping.registry(&args.network)?;
    let host = keeping.host()?;
    let fetched = keeping.fetch_source(&registry, &source)?;
    let candidate = keeping.examine(&host, fetched, &args.source)?;
    terminal.say(candidate.told().trim_end());

    let id = &candidate.catalogue.id;
    let config_file = &keeping.site.name;
    if let Some(there) = keeping.site.config.plugins.get(id) {
        match there.origin() {
            Some(origin) => bail!(
                "`{config_file}` takes `{id}` from `{origin}` already: `proofpress plugin update \
                 {id}` fetches it anew, `proofpress plugin remove {id}` makes room for another"
            ),
            None => bail!(
                "`{config_file}` has settings for the built-in plugin `{id}`: add `source = \
                 \"{source}\"` to them, and run `proofpress plugin update {id}`"
            ),
        }
    }
    let source = source.to_string();
    keeping.store(&candidate.bytes)?;
    // An entry without a plugin does no harm; a plugin without its entry stops the build.
    keeping.write_lock(vec![(id.clone(), candidate.locked(&source))])?;
    keeping.edit_config(|text| config::with_plugin(text, id, &source))?;
    terminal.say(&format!("added `{id}` to `{config_file}` and `{}`", lock::LOCK_FILE));
    if !candidate.catalogue.capabilities.is_empty() {
        terminal
            .say(&format!("it gets what it asks for when `[plugins.\"{id}\".allow]` grants it"));
    }
    Ok(Outcome::Fine)
}
