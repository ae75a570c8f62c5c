//! Makes the site for the preview: of what changed, and of the rest when somebody asks for it.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::engine::{Made, Maker};
use super::fresh::Fresh;
use super::generation::Complaint;
use super::looking::Looking;
use super::read::Read;
use super::snapshot;
use super::trouble::Trouble;
use crate::content::Page;
use crate::diagnostic::Finding;
use crate::error::Error;
use crate::lock::LOCK_FILE;
use crate::plugin::Cancel;
use crate::press::{self, Parts, Press, Settings};
use crate::report::Report;
use crate::site::BaseUrl;
use crate::source::Sources;
use crate::world::World;

/// How long nothing may change before the site is looked at as a whole, and how often that is
/// asked.
const QUIET: (Duration, Duration) = (Duration::from_millis(300), Duration::from_millis(10));

/// So many pages are checked together, before somebody is told of them.
const TOGETHER: usize = 256;

/// How often verdicts are told of while more are awaited.
const NEWS: Duration = Duration::from_secs(1);

/// What the command line says of the site, over what its configuration does.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Where the site is served.
    pub base_url: Option<String>,
}

/// Makes the site of a world, which is there for as long as the program runs.
pub struct Live<W: 'static> {
    world: &'static W,
    /// Where it lies.
    folder: PathBuf,
    /// The name of its configuration.
    config: String,
    settings: Settings,
    given: Given,
    fresh: Fresh,
    site: Option<Read>,
    last: Option<Arc<Parts>>,
    looking: Looking,
}

/// What a change asks for.
enum Change {
    /// Everything is read anew.
    All,
    /// These files are read anew, and with them theme and static files or not.
    Files { pages: BTreeSet<String>, parts: bool },
}

impl<W: World + Send> Maker for Live<W> {
    fn make(
        &mut self,
        changed: Option<&BTreeSet<PathBuf>>,
        cancel: &Cancel,
        publish: &mut dyn FnMut(Made) -> bool,
    ) {
        let start = self.world.elapsed();
        if let Err(trouble) = self.attempt(changed, start, cancel, publish) {
            // What is half read is of no use.
            self.site = None;
            publish(Made {
                complaints: trouble.complaints,
                fresh: trouble.frames,
                took: self.world.elapsed().saturating_sub(start),
                ..Made::trouble(trouble.why)
            });
        }
    }
}

impl<W: World + Send> Live<W> {
    /// A maker for the site in `folder`, which `world` is.
    pub fn new(
        world: &'static W,
        folder: PathBuf,
        config: String,
        settings: Settings,
        given: Given,
    ) -> Self {
        let (fresh, looking) = (Fresh::default(), Looking::default());
        Self { world, folder, config, settings, given, fresh, site: None, last: None, looking }
    }

    fn attempt(
        &mut self,
        changed: Option<&BTreeSet<PathBuf>>,
        start: Duration,
        cancel: &Cancel,
        publish: &mut dyn FnMut(Made) -> bool,
    ) -> Result<(), Trouble> {
        let change = match (&self.site, changed) {
            (Some(site), Some(changed)) => self.change(site, changed),
            _ => Change::All,
        };
        let mut site = match (self.site.take(), change) {
            (Some(mut site), Change::Files { pages, parts }) => {
                site.again(&pages, parts, self.world)?;
                site
            }
            _ => self.read(cancel)?,
        };
        let unknown = site.unknown.take();
        let wanted = |page: &Page| unknown.as_ref().is_none_or(|pages| pages.contains(&page.path));
        let part = site.press.known(wanted);
        let jobs = part.awaited;
        site.take(unknown.as_ref(), part);
        self.show(&site, start, publish);
        if site.press.looks_at_pages() {
            // What is said of one page may follow from another.
            if jobs > 0 && !cancel.is_cancelled() {
                let part = site.press.check(|_| true, |_| {}, &|| {});
                site.take(None, part);
                self.show(&site, start, publish);
                // Nothing but time is lost where it cannot be kept.
                let _ = site.press.save();
            }
            site.unknown = site.unknown.filter(|_| !cancel.is_cancelled());
        } else {
            self.check(&mut site, &unknown.unwrap_or_default(), start, cancel, publish);
        }
        if self.is_quiet(cancel) {
            let templates = site.press.read_templates();
            templates.map_err(|why| Trouble::of_theme(&why, &site.press.config, self.world))?;
            let (parts, assessment) = (Arc::clone(&site.parts), Arc::clone(&site.assessment));
            match self.looking.look(site.press.still(), parts, assessment, cancel) {
                Some(Ok(findings)) => site.of_site = findings,
                Some(Err(why)) => {
                    return Err(Trouble::of_theme(&why, &site.press.config, self.world));
                }
                // Something newer is waiting, which asks again.
                None => {
                    self.site = Some(site);
                    return Ok(());
                }
            }
            let mut told = self.fresh.clone();
            let made = self.made(&site, start, Some(&mut told));
            if publish(made) {
                self.fresh = told;
            }
        }
        self.site = Some(site);
        Ok(())
    }

    /// Checks the examples that wait for it, those of `first` before all others, some pages at a
    /// time: what was checked before something newer came is not checked again.
    fn check(
        &mut self,
        site: &mut Read,
        first: &BTreeSet<String>,
        start: Duration,
        cancel: &Cancel,
        publish: &mut dyn FnMut(Made) -> bool,
    ) {
        let mut first = &site.waiting & first;
        let (mut shown, mut saves) = (self.world.elapsed(), false);
        while !site.waiting.is_empty() && !cancel.is_cancelled() {
            let pages = match first.is_empty() {
                true => site.waiting.iter().take(TOGETHER).cloned().collect(),
                false => std::mem::take(&mut first),
            };
            let part = site.press.check(|page| pages.contains(&page.path), |_| {}, &|| {});
            if cancel.is_cancelled() {
                return;
            }
            site.take(Some(&pages), part);
            // What still waits is not waited for.
            site.waiting = &site.waiting - &pages;
            saves = true;
            let now = self.world.elapsed();
            if site.waiting.is_empty() || pages.len() < TOGETHER || now - shown > NEWS {
                self.show(site, start, publish);
                shown = now;
            }
        }
        if saves {
            // Nothing but time is lost where it cannot be kept.
            let _ = site.press.save();
        }
    }

    /// What is to be read anew where these files changed.
    fn change(&self, site: &Read, changed: &BTreeSet<PathBuf>) -> Change {
        let build = &site.press.config.build;
        let below = |path: &str, folder: &str| {
            path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        };
        let mut files = BTreeSet::new();
        let mut parts = false;
        for path in changed {
            let Ok(path) = path.strip_prefix(&self.folder) else { return Change::All };
            let path = path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
            let known = site.press.sources.find(&path).is_some();
            if path == self.config || path == LOCK_FILE || site.press.is_for_plugins(&path) {
                return Change::All;
            } else if below(&path, &build.theme) || below(&path, &build.assets) {
                parts = true;
                files.extend(known.then_some(path));
            } else if known || (below(&path, &build.content) && path.ends_with(".md")) {
                files.insert(path);
            } else {
                // A folder, or something that is read nobody knows how.
                return Change::All;
            }
        }
        Change::Files { pages: files, parts }
    }

    /// Reads the whole site.
    fn read(&self, cancel: &Cancel) -> Result<Read, Trouble> {
        let press = self.load(self.world, cancel)?;
        let parts = press.parts();
        let parts = parts.map_err(|why| Trouble::of_theme(&why, &press.config, self.world))?;
        let site = Read::new(press, parts);
        site.probe(self.world)?;
        Ok(site)
    }

    /// Shows the site as it is now, of which more will be known.
    fn show(&mut self, site: &Read, start: Duration, publish: &mut dyn FnMut(Made) -> bool) {
        if publish(self.made(site, start, None)) {
            // Of what is not shown nothing is remembered.
            self.last = Some(Arc::clone(&site.parts));
        }
    }

    /// The site as it is now. With what was told of it so far, it is the last of its change.
    fn made(&self, site: &Read, start: Duration, told: Option<&mut Fresh>) -> Made {
        let is_last = told.is_some();
        let press = &site.press;
        let findings = press.findings.iter().chain(&site.of_site);
        let findings = findings.chain(site.assessment.findings()).collect();
        let findings = Report::sorted(&press.sources, findings);
        let complaints =
            findings.iter().map(|finding| Complaint::of(finding, &press.sources)).collect();
        let fresh = told.map(|told| told.told(&press.sources, &findings)).unwrap_or_default();
        let last = self.last.as_ref().filter(|last| !Arc::ptr_eq(last, &site.parts));
        Made {
            site: Ok(site.snapshot()),
            root: Some(BaseUrl::new(&press.config.site.base_url).root().to_owned()),
            complaints,
            fresh,
            awaited: site.assessment.examples.counts().awaited,
            is_last,
            touched: last.map(|last| snapshot::touched(last, &site.parts)).unwrap_or_default(),
            editor: Some(press.config.serve.editor.clone()),
            took: self.world.elapsed().saturating_sub(start),
        }
    }

    /// Waits a moment, and says whether nothing changed in it.
    fn is_quiet(&self, cancel: &Cancel) -> bool {
        let until = self.world.elapsed() + QUIET.0;
        while !cancel.is_cancelled() && self.world.elapsed() < until {
            std::thread::sleep(QUIET.1);
        }
        !cancel.is_cancelled()
    }

    /// Reads the site. What is wrong with its configuration keeps it from being made.
    fn load(&self, world: &'static W, cancel: &Cancel) -> Result<Press<'static>, Trouble> {
        let mut sources = Sources::default();
        let failed = |why: Error| Trouble::plain(&why);
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

    /// A site whose configuration has to be mended first is not made.
    fn refuse(&self, sources: &Sources, findings: &[Finding]) -> Result<(), Trouble> {
        let errors = Report::sorted(sources, press::refused(sources, &self.config, findings));
        let Some(first) = errors.first() else { return Ok(()) };
        let file = &sources.get(first.location.source).path;
        Err(Trouble::of(sources, &errors, format!("`{file}` has to be mended first")))
    }
}
