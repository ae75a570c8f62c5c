//! One run over a site as it is in the editor, told in stages: what is wrong with pages and
//! configuration first, then what became of the examples of open pages, then links. The only file
//! here that knows how a site is read and checked.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::found::{Found, Place, Taking};
use super::index::{self, Index, Outcome};
use super::overlay::{Buffers, Overlay};
use crate::bless;
use crate::check::{Assessment, ExampleReport, State};
use crate::content::{Page, include};
use crate::diagnostic::{Finding, Severity};
use crate::error::Error;
use crate::lock::LOCK_FILE;
use crate::plugin::Cancel;
use crate::press::{self, Press, Settings};
use crate::site::{Extent, SiteError};
use crate::source::{Location, Sources};
use crate::world::{Disk, World};

/// What a session needs to know of the machine: where things are kept for the site in a folder.
pub type SettingsOf = Arc<dyn Fn(&Disk) -> Settings + Send + Sync>;

/// A site, to be run over again and again.
pub struct Engine {
    /// Its folder.
    pub root: PathBuf,
    /// The name of its configuration file.
    pub config: String,
    /// Where things are kept.
    pub settings: SettingsOf,
    /// Whether the examples of all pages are checked, or those of open ones.
    pub whole: bool,
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
        let run = Run { engine: self, world: &world };
        let mut index =
            index::read(&world, &press.config, &press.tree, &press.sources, &press.registry);
        index.parts.wanting =
            press.findings.iter().any(|finding| finding.rule == include::MISSING_FILE);
        tell(Stage::Read {
            index: Arc::new(index),
            found: run.found(&press, press.findings.iter(), None),
        });
        // A check by other settings than those meant would prove nothing.
        if cancel.is_cancelled() || run.is_refused(&press) {
            return Ok(());
        }
        let content = press.config.build.content.clone();
        let is_open =
            |page: &Page| open.contains_key(&format!("{content}/{}", page.path)) || self.whole;
        let assessment = press.check(is_open, |_| {}, &|| {});
        if cancel.is_cancelled() {
            return Ok(());
        }
        tell(Stage::Checked {
            found: run.found(&press, assessment.findings(), Some(&assessment)),
            outcomes: run.outcomes(&press, &assessment),
        });
        // Nothing but time is lost where they cannot be kept.
        let _ = press.save();
        if cancel.is_cancelled() {
            return Ok(());
        }
        let assembled = match press.assemble(&assessment, Extent::Outline) {
            Ok(assembled) => assembled,
            Err(why) => {
                let found = run.of_template(&press, &why).ok_or(why)?;
                tell(Stage::Linked { found });
                return Ok(());
            }
        };
        if cancel.is_cancelled() {
            return Ok(());
        }
        let links = press.links(&assembled.site)?;
        let of_site = assembled.findings.iter().chain(&links.findings);
        tell(Stage::Linked { found: run.found(&press, of_site, None) });
        Ok(())
    }
}

struct Run<'a> {
    engine: &'a Engine,
    world: &'a Overlay,
}

/// Opening fence and blessings of examples, by id.
type Examples = BTreeMap<String, (Location, Vec<(Location, String)>)>;

impl Run<'_> {
    /// Whether the configuration has errors that any command would refuse to work with.
    fn is_refused(&self, press: &Press<'_>) -> bool {
        let files = [press.sources.find(&self.engine.config), press.sources.find(LOCK_FILE)];
        press.findings.iter().any(|finding| {
            finding.severity == Severity::Error
                && files.contains(&Some(finding.location.source))
                && (!finding.rule.starts_with("plugin/") || finding.rule == "plugin/capability")
        })
    }

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

    /// What is wrong with a template of the site, if that is why it could not be put together.
    fn of_template(&self, press: &Press<'_>, why: &Error) -> Option<Found> {
        let (Error::Theme(why) | Error::Site(SiteError::Theme(why))) = why else { return None };
        let theme = &press.config.build.theme;
        let names = [
            format!("{theme}/templates/{}", why.template()),
            format!("{theme}/{}", why.template()),
        ];
        let path = names.into_iter().find(|path| self.world.read(path).is_ok())?;
        let text = String::from_utf8_lossy(&self.world.read(&path).ok()?).into_owned();
        Some(Found::failure(&path, &text, why.line().unwrap_or(1), why.to_string()))
    }

    fn outcomes(&self, press: &Press<'_>, assessment: &Assessment) -> Vec<Outcome> {
        let reports = assessment.examples.values();
        let outcome = |report: &ExampleReport| {
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
