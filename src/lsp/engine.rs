//! One run over a site as it is in the editor, told in stages: what is wrong with pages and
//! configuration first, then what became of the examples of open pages, then links. The only file
//! here that knows how a site is read and checked.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use super::found::{Found, Place, Taking};
use super::index::{self, Index, Outcome};
use super::overlay::{Buffers, Overlay};
use super::roots::Root;
use crate::bless;
use crate::check::{Assessment, ExampleReport, State};
use crate::content::{Page, include};
use crate::diagnostic::Finding;
use crate::error::Error;
use crate::plugin::Cancel;
use crate::press::{self, Press, Settings, TemplateFault};
use crate::site::Extent;
use crate::source::{Location, Sources};
use crate::world::{Disk, World};

/// What a session needs to know of the machine: where things are kept for the site in a folder.
pub type SettingsOf = Arc<dyn Fn(&Disk) -> Settings + Send + Sync>;

/// A site, to be run over again and again.
pub struct Engine {
    /// Its folder.
    root: PathBuf,
    /// The name of its configuration file.
    config: String,
    /// Where things are kept.
    settings: SettingsOf,
    /// Whether the examples of all pages are checked, or those of open ones.
    whole: bool,
    /// How long links took the last time, in milliseconds.
    links_took: AtomicU64,
    /// Whether it ran before.
    has_run: AtomicBool,
}

/// What there is to tell, in this order, as far as a run gets.
#[derive(Debug)]
pub enum Stage {
    /// The site was read.
    Read {
        /// What the features have to know of it.
        index: Arc<Index>,
        /// What is wrong with configuration and pages.
        found: Found,
    },
    /// Examples were checked.
    Checked {
        /// What is wrong with them.
        found: Found,
        /// What became of each.
        outcomes: Vec<Outcome>,
    },
    /// Links were followed.
    Linked {
        /// What is wrong with them, and with the site as a whole.
        found: Found,
    },
}

impl Engine {
    /// An engine for the site of a root. `whole` says whether the examples of all pages are
    /// checked; of those that are not, what is known is told all the same.
    pub fn new(root: &Root, settings: SettingsOf, whole: bool) -> Self {
        Self {
            root: root.folder.clone(),
            config: root.config.clone(),
            settings,
            whole,
            links_took: AtomicU64::new(0),
            has_run: AtomicBool::new(false),
        }
    }

    /// Runs over the site, with open files in the place of those on the disk. Ends early where
    /// `cancel` is pressed; `tell` hears of each stage.
    ///
    /// # Errors
    ///
    /// Where the site cannot be read or put together at all.
    pub fn run(
        &self,
        open: &Arc<Buffers>,
        cancel: &Cancel,
        tell: &mut dyn FnMut(Stage),
    ) -> Result<(), Error> {
        let root = self.root.display().to_string();
        let disk = Disk::new(&self.root).map_err(|why| Error::Read { path: root, why })?;
        let mut settings = (self.settings)(&disk);
        let world = Overlay::new(disk, Arc::clone(open));
        let mut sources = Sources::default();
        let (mut config, mut findings) = press::read_config(&world, &self.config, &mut sources)?;
        let (lock, of_lock) = press::read_lock(&world, &mut sources)?;
        findings.extend(of_lock);
        settings.provenance.lock = lock;
        settings.cancel = Some(cancel.clone());
        // A draft that is being written is what checks are wanted for.
        config.build.drafts = true;
        let mut press = Press::load(&world, config, sources, findings, &settings)?;
        let run = Run { engine: self, world: &world, open, cancel };
        let mut index =
            index::read(&world, &press.config, &press.tree, &press.sources, &press.registry);
        index.parts.wanting =
            press.findings.iter().any(|finding| finding.rule == include::MISSING_FILE);
        tell(Stage::Read {
            index: Arc::new(index),
            found: run.found(&press, press.findings.iter(), None),
        });
        let refused = press::refused(&press.sources, &self.config, &press.findings);
        if cancel.is_cancelled() || !refused.is_empty() {
            return Ok(());
        }
        let Some(assessment) = run.examples(&mut press, tell) else { return Ok(()) };
        // Nothing but time is lost where they cannot be kept.
        let _ = press.save();
        if run.is_overtaken() {
            return Ok(());
        }
        let began = world.elapsed();
        run.links(&mut press, &assessment, tell)?;
        let took = world.elapsed().saturating_sub(began).as_millis();
        self.links_took.store(u64::try_from(took).unwrap_or(u64::MAX), Ordering::Relaxed);
        Ok(())
    }
}

/// The longest pause before links are followed, in milliseconds.
const LONGEST_PAUSE: u64 = 400;

struct Run<'a> {
    engine: &'a Engine,
    world: &'a Overlay,
    open: &'a Buffers,
    cancel: &'a Cancel,
}

impl Run<'_> {
    /// Checks examples and tells of them; none where nobody wants that any more.
    fn examples(&self, press: &mut Press<'_>, tell: &mut dyn FnMut(Stage)) -> Option<Assessment> {
        let mut tell = |press: &Press<'_>, all: &Assessment| {
            let found = self.found(press, all.findings(), Some(all));
            tell(Stage::Checked { found, outcomes: self.outcomes(press, all) });
        };
        if !self.engine.has_run.swap(true, Ordering::Relaxed) {
            // The first checks may take long, and most of it is known from another day.
            let known = press.known(|_| true);
            tell(press, &known);
        }
        let content = press.config.build.content.clone();
        let whole = self.engine.whole;
        let is_wanted =
            |page: &Page| whole || self.open.contains_key(&format!("{content}/{}", page.path));
        let checked = press.check(is_wanted, |_| {}, &|| {});
        if self.cancel.is_cancelled() {
            return None;
        }
        let all = with(press.known(|_| true), checked);
        tell(press, &all);
        Some(all)
    }

    /// Whether a newer state came, or comes within a pause that is as long as links took the last
    /// time: while somebody types, what takes long is left for later.
    fn is_overtaken(&self) -> bool {
        let mut left = self.engine.links_took.load(Ordering::Relaxed).min(LONGEST_PAUSE);
        while left > 0 && !self.cancel.is_cancelled() {
            let step = left.min(10);
            std::thread::sleep(Duration::from_millis(step));
            left -= step;
        }
        self.cancel.is_cancelled()
    }

    /// Follows links and tells of them.
    fn links(
        &self,
        press: &mut Press<'_>,
        assessment: &Assessment,
        tell: &mut dyn FnMut(Stage),
    ) -> Result<(), Error> {
        let assembled = match press.assemble(assessment, Extent::Outline) {
            Ok(assembled) => assembled,
            Err(_) if self.cancel.is_cancelled() => return Ok(()),
            Err(why) => {
                let fault = TemplateFault::of(&why, &press.config, self.world).ok_or(why)?;
                // The place is told by the place.
                let reason = fault.reason().to_owned();
                let found = Found::failure(&fault.path, &fault.text, fault.line, reason);
                tell(Stage::Linked { found });
                return Ok(());
            }
        };
        let links = match press.links(&assembled) {
            Err(_) if self.cancel.is_cancelled() => return Ok(()),
            links => links?,
        };
        let of_site = assembled.findings.iter().chain(&links.findings);
        tell(Stage::Linked { found: self.found(press, of_site, None) });
        Ok(())
    }
}

/// What is known of all examples, and over it what was found out about some.
fn with(mut known: Assessment, checked: Assessment) -> Assessment {
    known.examples.extend(checked.examples);
    for finding in checked.pages {
        if !known.pages.contains(&finding) {
            known.pages.push(finding);
        }
    }
    known
}

/// Opening fence and blessings of examples, by id.
type Examples = BTreeMap<String, (Location, Vec<(Location, String)>)>;

impl Run<'_> {
    fn found<'f>(
        &self,
        press: &Press<'_>,
        findings: impl Iterator<Item = &'f Finding>,
        assessment: Option<&Assessment>,
    ) -> Found {
        let is_file = |path: &str| self.world.read(path).is_ok();
        let mut taking = Taking::new(&press.sources, &is_file, &self.engine.config);
        let examples = assessment.map(|all| examples(press, all)).unwrap_or_default();
        for finding in findings {
            let example = finding.example.as_ref().and_then(|id| examples.get(id));
            let fence = example.map(|(opening, _)| *opening);
            let mut fixes = Vec::new();
            if let Some((_, edits)) = example.filter(|(_, edits)| !edits.is_empty())
                && finding.rule == "expect/output"
            {
                fixes.push(("accept what it printed".to_owned(), edits.clone()));
            }
            taking.take(finding, fence, fixes);
        }
        taking.finish()
    }

    fn outcomes(&self, press: &Press<'_>, assessment: &Assessment) -> Vec<Outcome> {
        let reports = assessment.examples.values();
        let outcome = |report: &Arc<ExampleReport>| {
            let file = press.sources.get(report.opening.source);
            let place = Place { path: file.path.as_str().into(), span: report.opening.span };
            Some(Outcome { fence: place, said: said(report)? })
        };
        reports.filter_map(outcome).collect()
    }
}

/// Every example with where it opens, and the edits that write into its page what it printed.
fn examples(press: &Press<'_>, assessment: &Assessment) -> Examples {
    let mut examples = Examples::new();
    for page in &press.tree.pages {
        for example in &page.document.examples {
            let id = page.example_id(example.index);
            let Some(report) = assessment.examples.get(&id) else { continue };
            let blessed = report.blessed.iter().filter_map(|(index, text)| {
                let block = page.document.examples.get(*index)?;
                let source = block.opening.source;
                let (span, new) = bless::edit(press.sources.get(source), source, block, text)?;
                Some((Location { source, span }, new))
            });
            examples.insert(id, (example.opening, blessed.collect()));
        }
    }
    examples
}

/// What became of an example, in Markdown; none where there is nothing to tell.
fn said(report: &ExampleReport) -> Option<String> {
    let state = match &report.state {
        State::Passed => "Proven",
        State::FailsAsExpected => "Reported as its page says",
        State::Failed => "Has findings",
        State::Ignored(why) => return Some(format!("Not checked: {why}.")),
        State::Unproven(why) => return Some(format!("Not proven: {why}.")),
        State::Awaited => return None,
        State::Skipped => return Some("Nothing to check.".to_owned()),
        State::Expectation => {
            return Some("What the example before it has to print.".to_owned());
        }
    };
    let by = report.proof.iter().map(|line| {
        let facts: Vec<String> =
            line.facts.iter().map(|(tool, version)| format!("{tool} {version}")).collect();
        let facts =
            if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
        format!("`{}` {}{facts}", line.plugin, line.version)
    });
    let mut by: Vec<String> = by.collect();
    by.dedup();
    Some(match by.is_empty() {
        true => format!("{state}."),
        false => format!("{state}, by {}.", by.join(", ")),
    })
}
