//! `check`: the report and nothing else.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use proofpress::content::Page;
use proofpress::diagnostic::Finding;
use proofpress::error::Error;
use proofpress::links::External;
use proofpress::press::Press;
use proofpress::report::{Format, Human, Json, Report, Terminal};
use proofpress::site::Extent;
use proofpress::source::SourceId;
use proofpress::world::Disk;

use super::{Outcome, SiteFiles};
use crate::cli::{CheckArgs, Global};

pub(crate) fn run(args: &CheckArgs, global: &Global, terminal: Terminal) -> Result<Outcome> {
    let formats = formats(&args.format, global)?;
    let mut site = SiteFiles::open(global)?;
    site.config.build.drafts |= args.drafts;
    let threshold = args.fail_on.unwrap_or(site.config.checks.fail_on);
    let wanted = Wanted::new(&args.paths, site.world.world())?;
    let mut press = site.load(&args.work, terminal)?;
    wanted.check(&press)?;
    let bar = terminal.bar("checking");
    let sources = &press.sources;
    let kept = press.tree.pages.iter().filter(|page| wanted.keeps(&sources.get(page.source).path));
    let kept: Vec<&Arc<Page>> = kept.collect();
    let pages = kept.iter().filter(|page| !page.is_made_up(sources)).count();
    let paths = wanted.pages(&press);
    // What a page includes is part of it.
    let included: BTreeSet<SourceId> =
        kept.iter().flat_map(|page| page.document.body.sources()).collect();
    let assessment =
        press.check(|page: &Page| paths.contains(&page.path), |jobs| bar.total(jobs), &|| {
            bar.advance()
        });
    drop(bar);
    if let Err(why) = press.save() {
        terminal.warn(&format!("cannot store the verdicts: {why}"));
    }
    // What a link finds is decided by the finished site, search index apart.
    let assembled = press.assemble(&assessment, Extent::Outline)?;
    let links = press.links(&assembled)?;
    let of_page =
        |source| wanted.keeps(&press.sources.get(source).path) || included.contains(&source);
    let asked = match args.external || press.config.links.external.enabled {
        true => {
            let wanted = links.external.into_iter().filter(|link| of_page(link.location.source));
            ask(&press, &wanted.collect::<Vec<_>>(), args.work.no_cache, terminal)?
        }
        false => Vec::new(),
    };
    let of_links = links.findings.iter().chain(&asked);
    let found = press.findings.iter().chain(&assembled.findings).chain(of_links);
    let found = found.filter(|finding| of_page(finding.location.source));
    let report = Report {
        sources: &press.sources,
        findings: Report::sorted(&press.sources, found.chain(assessment.findings()).collect()),
        assessment: &assessment,
        registry: &press.registry,
        pages,
        compiled: press.compilations(),
        duration: press.elapsed(),
    };
    for (format, file) in formats {
        let text = format.render(&report);
        match file {
            None => terminal.report(&text),
            Some(file) => write(&file, &text)?,
        }
    }
    Ok(if report.fails(threshold) { Outcome::Findings } else { Outcome::Fine })
}

/// Asks other sites for the links to them.
fn ask(
    press: &Press<'_>,
    links: &[External],
    no_cache: bool,
    terminal: Terminal,
) -> Result<Vec<Finding>> {
    let bar = terminal.bar("asking other sites");
    let folder = press.kept_in().filter(|_| !no_cache);
    let asked = press.external(links, folder, |urls| bar.total(urls), &|| bar.advance());
    drop(bar);
    let (findings, kept) = asked?;
    if let Err(why) = kept {
        terminal.warn(&format!("cannot store what other sites answered: {why}"));
    }
    Ok(findings)
}

/// A report and the file it goes to; none for the terminal.
type Destined = (Box<dyn Format>, Option<PathBuf>);

/// The reports asked for: `human`, `json=report.json`.
fn formats(words: &[String], global: &Global) -> Result<Vec<Destined>> {
    let mut formats: Vec<Destined> = Vec::new();
    for word in words {
        let (name, file) = match word.split_once('=') {
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (word.as_str(), None),
        };
        let format: Box<dyn Format> = match name {
            "human" => Box::new(Human { verbose: global.verbose, quiet: global.quiet }),
            "json" => Box::new(Json),
            _ => bail!("unknown format `{name}`: use `human` or `json`"),
        };
        formats.push((format, file));
    }
    Ok(formats)
}

#[expect(clippy::disallowed_methods, reason = "a report goes where the command line says")]
fn write(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text).with_context(|| format!("cannot write `{}`", file.display()))
}

/// The pages named on the command line, as paths relative to the site's root.
pub(super) struct Wanted {
    paths: Vec<(String, PathBuf)>,
}

impl Wanted {
    pub(super) fn new(paths: &[PathBuf], world: &Disk) -> Result<Self> {
        let mut wanted = Vec::new();
        for path in paths {
            let absolute = std::fs::canonicalize(path)
                .with_context(|| format!("cannot find `{}`", path.display()))?;
            let Ok(inside) = absolute.strip_prefix(world.root()) else {
                let root = world.root().display();
                bail!("`{}` is not part of the site in `{root}`", path.display());
            };
            let parts: Vec<_> =
                inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            wanted.push((parts.join("/"), path.clone()));
        }
        Ok(Self { paths: wanted })
    }

    fn keeps(&self, path: &str) -> bool {
        self.paths.is_empty() || self.paths.iter().any(|(wanted, _)| within(path, wanted))
    }

    /// The paths of the pages it keeps, below the content folder.
    pub(super) fn pages(&self, press: &Press<'_>) -> BTreeSet<String> {
        let kept = press.tree.pages.iter();
        let kept = kept.filter(|page| self.keeps(&press.sources.get(page.source).path));
        kept.map(|page| page.path.clone()).collect()
    }

    /// Each path must name at least one page.
    pub(super) fn check(&self, press: &Press<'_>) -> Result<()> {
        for (wanted, given) in &self.paths {
            let found = press
                .tree
                .pages
                .iter()
                .any(|page| within(&press.sources.get(page.source).path, wanted));
            if !found {
                let content = press.config.build.content.clone();
                return Err(Error::NoSuchPage { path: given.display().to_string(), content }.into());
            }
        }
        Ok(())
    }
}

fn within(path: &str, wanted: &str) -> bool {
    wanted.is_empty()
        || path == wanted
        || path.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('/'))
}
