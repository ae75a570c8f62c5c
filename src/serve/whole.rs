//! Makes the site for the preview as `build` does: all of it, each time.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;

use super::engine::{Made, Maker};
use super::fresh::Fresh;
use super::generation::{Complaint, PageFacts, Shown};
use crate::check::{Assessment, State};
use crate::config::Config;
use crate::content;
use crate::diagnostic::{Finding, Severity};
use crate::error::Error;
use crate::lock::LOCK_FILE;
use crate::plugin::Cancel;
use crate::press::{self, Press, Settings};
use crate::report::Report;
use crate::site::{self, BaseUrl, Extent, PROOF_PAGE, Site, SiteError};
use crate::source::Sources;
use crate::theme::ThemeError;
use crate::world::World;

/// What the command line says of the site, over what its configuration does.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Where the site is served.
    pub base_url: Option<String>,
}

/// Makes the site of a world.
pub struct Whole<W> {
    /// Where it lies.
    pub world: Arc<W>,
    /// The name of its configuration.
    pub config: String,
    /// Where things are kept. The lock is read anew each time.
    pub settings: Settings,
    /// What the command line says.
    pub given: Given,
    /// What was found last.
    pub fresh: Fresh,
    /// What was shown last.
    pub last: Option<Arc<Finished>>,
}

/// A site, finished but for its search index, which is made when somebody searches.
pub struct Finished {
    files: BTreeMap<String, Bytes>,
    pages: BTreeMap<String, PageFacts>,
    /// The pages in the order of their sources, which is that of the index.
    order: Vec<String>,
    language: String,
    index: OnceLock<Result<BTreeMap<String, Bytes>, String>>,
}

/// What is below this is the search index.
const INDEX: &str = "pagefind/";

impl Finished {
    /// The search index, of the pages and the page of proofs where it is the site's own.
    fn index(&self) -> &Result<BTreeMap<String, Bytes>, String> {
        self.index.get_or_init(|| {
            let is_own = !self.pages.contains_key(PROOF_PAGE);
            let paths = self.order.iter().map(String::as_str).chain(is_own.then_some(PROOF_PAGE));
            let pages = paths.filter_map(|path| {
                let html = str::from_utf8(self.files.get(path)?).ok()?;
                Some((format!("/{}", path.trim_end_matches("index.html")), html))
            });
            let pages: Vec<(String, &str)> = pages.collect();
            let pages = pages.iter().map(|(url, html)| (url.as_str(), *html));
            let files = site::search_index(pages, &self.language);
            let files = files.map_err(|why| why.to_string())?;
            Ok(files.into_iter().map(|(path, bytes)| (path, bytes.into())).collect())
        })
    }
}

impl Shown for Finished {
    fn file(&self, path: &str) -> Result<Option<Bytes>, String> {
        match self.files.get(path) {
            None if path.starts_with(INDEX) => match self.index() {
                Ok(files) => Ok(files.get(path).cloned()),
                Err(why) => Err(why.clone()),
            },
            found => Ok(found.cloned()),
        }
    }

    fn page(&self, path: &str) -> Option<PageFacts> {
        self.pages.get(path).cloned()
    }

    fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }
}

/// Why there is no site.
struct Trouble {
    why: String,
    complaints: Vec<Complaint>,
    frames: String,
}

impl Trouble {
    fn of(sources: &Sources, findings: &[&Finding], why: String) -> Self {
        let complaints = findings.iter().map(|finding| Complaint::of(finding, sources)).collect();
        Self { why, complaints, frames: super::fresh::frames(sources, findings) }
    }
}

impl<W: World + Send> Maker for Whole<W> {
    fn make(
        &mut self,
        _: Option<&BTreeSet<PathBuf>>,
        cancel: &Cancel,
        publish: &mut dyn FnMut(Made) -> bool,
    ) {
        let start = self.world.elapsed();
        if let Err(trouble) = self.attempt(start, cancel, publish) {
            publish(Made {
                complaints: trouble.complaints,
                fresh: trouble.frames,
                took: self.world.elapsed().saturating_sub(start),
                ..Made::trouble(trouble.why)
            });
        }
    }
}

impl<W: World + Send> Whole<W> {
    fn attempt(
        &mut self,
        start: Duration,
        cancel: &Cancel,
        publish: &mut dyn FnMut(Made) -> bool,
    ) -> Result<(), Trouble> {
        let world = Arc::clone(&self.world);
        let mut press = self.load(&*world, cancel)?;
        let mut assessment = press.known();
        loop {
            let (site, found) = finish(&mut press, &assessment, &*world)?;
            let awaited = { assessment.examples.values() }
                .filter(|report| report.state == State::Awaited)
                .count();
            let findings: Vec<&Finding> =
                { press.findings.iter().chain(&found) }.chain(assessment.findings()).collect();
            let findings = Report::sorted(&press.sources, findings);
            let complaints =
                findings.iter().map(|finding| Complaint::of(finding, &press.sources)).collect();
            // Of what is not shown nothing is remembered.
            let mut told = self.fresh.clone();
            let fresh = match awaited {
                0 => told.told(&press.sources, &findings),
                _ => String::new(),
            };
            let site = Arc::new(finished(site, &press));
            let touched = self.last.as_ref().map_or_else(Vec::new, |last| touched(last, &site));
            let is_shown = publish(Made {
                site: Ok(Arc::clone(&site) as Arc<dyn Shown>),
                root: Some(BaseUrl::new(&press.config.site.base_url).root().to_owned()),
                complaints,
                fresh,
                awaited,
                touched,
                editor: Some(press.config.serve.editor.clone()),
                took: self.world.elapsed().saturating_sub(start),
            });
            if is_shown {
                (self.last, self.fresh) = (Some(site), told);
            }
            if awaited > 0 && is_shown {
                assessment = press.check(|_| true, |_| {}, &|| {});
            }
            if awaited == 0 || cancel.is_cancelled() {
                // Nothing but time is lost where it cannot be kept.
                let _ = press.save();
                return Ok(());
            }
        }
    }

    /// Reads the site. What is wrong with its configuration keeps it from being made.
    fn load<'w>(&self, world: &'w W, cancel: &Cancel) -> Result<Press<'w>, Trouble> {
        let mut sources = Sources::default();
        let failed = |why: Error| Trouble {
            why: why.to_string(),
            complaints: Vec::new(),
            frames: String::new(),
        };
        let (mut config, mut findings) =
            press::read_config(world, &self.config, &mut sources).map_err(failed)?;
        let (lock, of_lock) = press::read_lock(world, &mut sources).map_err(failed)?;
        findings.extend(of_lock);
        self.refuse(&sources, &findings)?;
        config.build.drafts |= self.given.drafts;
        if let Some(url) = &self.given.base_url {
            config.site.base_url.clone_from(url);
        }
        let mut settings = self.settings.clone();
        settings.provenance.lock = lock;
        settings.cancel = Some(cancel.clone());
        let press = Press::load(world, config, sources, findings, &settings).map_err(failed)?;
        self.refuse(&press.sources, &press.findings)?;
        Ok(press)
    }

    /// Mistakes of configuration and lock: a site by other settings than those meant is another.
    /// A plugin that does not work is none of them.
    fn refuse(&self, sources: &Sources, findings: &[Finding]) -> Result<(), Trouble> {
        let files = [sources.find(&self.config), sources.find(LOCK_FILE)];
        let errors = findings.iter().filter(|finding| {
            finding.severity == Severity::Error
                && files.contains(&Some(finding.location.source))
                && (!finding.rule.starts_with("plugin/") || finding.rule == "plugin/capability")
        });
        let errors = Report::sorted(sources, errors.collect());
        let Some(first) = errors.first() else { return Ok(()) };
        let file = &sources.get(first.location.source).path;
        Err(Trouble::of(sources, &errors, format!("`{file}` has to be mended first")))
    }
}

/// The site with these verdicts, and what is wrong with it as a whole.
fn finish(
    press: &mut Press<'_>,
    assessment: &Assessment,
    world: &dyn World,
) -> Result<(Site, Vec<Finding>), Trouble> {
    let assembled = press.assemble(assessment, Extent::Unsearched);
    let assembled = assembled.map_err(|why| of_theme(&why, &press.config, world))?;
    let links = press.links(&assembled.site);
    let links = links.map_err(|why| of_theme(&why, &press.config, world))?;
    let mut findings = assembled.findings;
    findings.extend(links.findings);
    Ok((assembled.site, findings))
}

/// A theme that cannot be used, with the place in it where that is known.
fn of_theme(error: &Error, config: &Config, world: &dyn World) -> Trouble {
    let theme = match error {
        Error::Theme(theme) | Error::Site(SiteError::Theme(theme)) => Some(theme),
        _ => None,
    };
    let complaints = theme.and_then(|theme| in_template(theme, config, world));
    Trouble {
        why: error.to_string(),
        complaints: complaints.into_iter().collect(),
        frames: String::new(),
    }
}

fn in_template(theme: &ThemeError, config: &Config, world: &dyn World) -> Option<Complaint> {
    let folder = &config.build.theme;
    let name = theme.template();
    let paths = [format!("{folder}/templates/{name}"), format!("{folder}/{name}")];
    let path = paths.into_iter().find(|path| world.read(path).is_ok())?;
    let line = theme.line().unwrap_or(1);
    Some(Complaint {
        path,
        line,
        column: 1,
        end_line: line,
        end_column: 1,
        rule: String::new(),
        severity: Severity::Error,
        message: theme.to_string(),
        example: None,
        help: None,
    })
}

/// The site as it is asked for.
fn finished(site: Site, press: &Press<'_>) -> Finished {
    let facts = press.tree.pages.iter().map(|page| {
        let own = press.sources.get(page.source).path.clone();
        let mut files = vec![own];
        for source in page.document.body.sources() {
            let path = &press.sources.get(source).path;
            if !files.contains(path) {
                files.push(path.clone());
            }
        }
        (page.output_path(), PageFacts { files, draft: page.front.draft })
    });
    let pages = facts.collect();
    let order = press.tree.pages.iter().map(content::Page::output_path).collect();
    let files = site.files.into_iter().map(|(path, bytes)| (path, bytes.into())).collect();
    let language = press.config.site.language.clone();
    Finished { files, pages, order, language, index: OnceLock::new() }
}

/// Files other than pages that are not as they were. The search index is asked for when somebody
/// searches.
fn touched(last: &Finished, now: &Finished) -> Vec<String> {
    let others = |path: &&String| !path.ends_with(".html") && !path.starts_with(INDEX);
    let gone = last.files.keys().filter(|path| !now.files.contains_key(*path));
    let changed = now.files.iter().filter(|(path, bytes)| last.files.get(*path) != Some(bytes));
    gone.chain(changed.map(|(path, _)| path)).filter(others).cloned().collect()
}
