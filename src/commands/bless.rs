//! `bless`: what examples print, into the blocks that say it.

use anyhow::{Context as _, Result};
use proofpress::bless::{Blessed, Blessing, bless};
use proofpress::content::Page;
use proofpress::report::{Terminal, text_diff};

use super::check::Wanted;
use super::{Outcome, SiteFiles};
use crate::cli::{BlessArgs, Global};

pub(crate) fn run(args: &BlessArgs, global: &Global, terminal: Terminal) -> Result<Outcome> {
    let mut site = SiteFiles::open(global)?;
    site.config.build.drafts = true;
    let wanted = Wanted::new(&args.paths, site.world.world())?;
    let mut press = site.load(&args.work, terminal)?;
    wanted.check(&press)?;
    let paths = wanted.pages(&press);
    let bar = terminal.bar("running");
    let assessment =
        press.check(|page: &Page| paths.contains(&page.path), |jobs| bar.total(jobs), &|| {
            bar.advance()
        });
    drop(bar);
    if let Err(why) = press.save() {
        terminal.warn(&format!("cannot store the verdicts: {why}"));
    }
    let blessing = bless(&press.tree, &press.sources, &assessment);
    let sources = std::mem::take(&mut press.sources);
    drop(press);
    for Blessed { source, text, blocks } in &blessing.files {
        let file = sources.get(*source);
        if args.dry_run {
            terminal.report(&text_diff(&file.path, &file.text, text));
            continue;
        }
        site.world
            .world()
            .replace(&file.path, text)
            .with_context(|| format!("cannot write `{}`", file.path))?;
        terminal.say(&format!("blessed {} in `{}`", blocks_of(*blocks), file.path));
    }
    if blessing == Blessing::default() {
        terminal.say("every output is what its page says");
    }
    for location in &blessing.left {
        let file = sources.get(location.source);
        let line = file.position(location.span.start).line;
        terminal.warn(&format!(
            "`{}:{line}` is left as it is: it is put together from several files, is never closed, \
             or would hold its own closing fence",
            file.path
        ));
    }
    Ok(if blessing.left.is_empty() { Outcome::Fine } else { Outcome::Findings })
}

fn blocks_of(number: usize) -> String {
    if number == 1 { "1 block".to_owned() } else { format!("{number} blocks") }
}
