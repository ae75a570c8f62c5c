//! `plugin remove`: takes a plugin out of the configuration and the lock. The store keeps its
//! bytes, which other sites may use.

use anyhow::{Result, bail};
use proofpress::config;
use proofpress::diagnostic::did_you_mean;
use proofpress::lock::LOCK_FILE;
use proofpress::report::Terminal;

use super::keeping::Keeping;
use crate::cli::Global;
use crate::commands::Outcome;

pub(crate) fn run(id: &str, global: &Global, terminal: Terminal) -> Result<Outcome> {
    let keeping = Keeping::open(global, terminal)?;
    let site = &keeping.site;
    let in_config = site.config.plugins.get(id).is_some_and(|plugin| plugin.origin().is_some());
    let in_lock = site.lock.plugins.contains_key(id);
    if !in_config && !in_lock {
        let named = keeping.named(None)?;
        let known = named.iter().map(|(id, _)| id).chain(site.lock.plugins.keys());
        match did_you_mean(id, known.map(String::as_str)) {
            Some(near) => bail!("there is no plugin `{id}` to remove; did you mean `{near}`?"),
            None => bail!(
                "there is no plugin `{id}` to remove; a built-in one is turned off with `enabled = \
                 false`"
            ),
        }
    }
    let mut from = Vec::new();
    if in_config {
        keeping.edit_config(|text| config::without_plugin(text, id))?;
        from.push(format!("`{}`", site.name));
    }
    if in_lock {
        let mut lock = site.lock.clone();
        lock.plugins.remove(id);
        keeping.replace_lock(&lock)?;
        from.push(format!("`{LOCK_FILE}`"));
    }
    terminal.say(&format!("removed `{id}` from {}", from.join(" and ")));
    let rules = format!("{id}/");
    if let Some((rule, _)) =
        site.config.checks.named.iter().find(|(rule, _)| rule.starts_with(&rules))
    {
        terminal.warn(&format!("`{}` still has a level for `{rule}`: take it out", site.name));
    }
    Ok(Outcome::Fine)
}
