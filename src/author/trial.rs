//! Tries a component: what its rule pages and its author's cases say must hold, and it must give
//! the same answer to the same example, whatever happens around it.
//!
//! Four things are asked of every example, each in a fresh instance: the same answer a second
//! time, the same answer with a tenth of the fuel, the same answer where every import traps, and,
//! of documents nobody would write, any answer at all. This module knows plugins through
//! [`Prover`], so that what it finds can itself be tested.

mod odd;
mod pages;
mod rule_page;
mod sample;

use std::path::Path;
use std::sync::Arc;

use crate::capability::{self, Problem};
use crate::check::{Prover, Registered, Registry};
use crate::config::Config;
use crate::diagnostic::Finding;
use crate::error::Error;
use crate::plugin::{Catalogue, Digest, Limits, SiteFiles};
use crate::press;
use crate::source::Sources;
use crate::world::{Disk, Memory, World as _};

use pages::Reader;
pub(super) use sample::fuel;
pub use sample::percent;
pub use sample::{Difference, Sample};

/// The folder of an author's own pages.
pub const CASES: &str = "tests/cases";
/// The configuration they are checked with, as a site's.
pub const CONFIG: &str = "tests/proofpress.toml";
/// The folder that is the site's to a plugin which reads files of it.
pub const FILES: &str = "tests/files";

/// What is tried.
#[derive(Clone)]
pub struct Subject {
    /// What it says it is.
    pub catalogue: Catalogue,
    /// The hash of its component.
    pub digest: Digest,
    /// The plugin as a site has it.
    pub prover: Arc<dyn Prover>,
    /// The same where every import but the log traps.
    pub alone: Arc<dyn Prover>,
    /// What decides beside a job's own inputs: [`Host::engine_id`](crate::plugin::Host::engine_id).
    pub engine: String,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The files findings point into.
    pub sources: Sources,
    /// What does not hold on the pages.
    pub findings: Vec<Finding>,
    /// What a rule page lacks, and the like.
    pub problems: Vec<String>,
    /// Answers that should have been the same, and answers that should have come.
    pub differences: Vec<Difference>,
    /// How much was tried.
    pub counts: Counts,
    /// The example that took the largest part of its fuel.
    pub hungriest: Option<Hungry>,
}

/// How much was tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rule pages.
    pub rule_pages: usize,
    /// Pages of the author's.
    pub cases: usize,
    /// Examples on all of them that the plugin was asked about.
    pub examples: usize,
    /// Odd documents.
    pub odd: usize,
}

/// An example and the fuel it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hungry {
    /// The example.
    pub sample: String,
    /// What it took.
    pub fuel: u64,
    /// What it may take.
    pub limit: u64,
}

impl Outcome {
    /// Whether nothing was wrong.
    pub fn is_fine(&self) -> bool {
        self.findings.is_empty() && self.problems.is_empty() && self.differences.is_empty()
    }
}

/// The pages of a plugin, checked.
pub struct Pages {
    /// What does not hold on them.
    pub outcome: Outcome,
    /// Every example the plugin was asked about.
    pub samples: Vec<Sample>,
    /// The plugin, as configured for them.
    registered: Registered,
    config: Config,
}

/// Checks the rule pages of a plugin, and the cases of its project, as a site would.
///
/// # Errors
///
/// Where the cases cannot be read.
pub fn pages(
    subject: &Subject,
    cases: Option<&Disk>,
    progress: &dyn Fn(&str),
) -> Result<Pages, Error> {
    let mut outcome = Outcome::default();
    let config = match cases {
        Some(world) => {
            let (config, found) = press::read_config(world, CONFIG, &mut outcome.sources)?;
            outcome.findings.extend(found);
            config
        }
        None => Config::default(),
    };
    let registered = subject.registered(&config);
    outcome.problems.extend(not_granted(&registered));
    let registry = Registry::new(vec![registered.clone()]);
    let reader = Reader { registry: &registry, config: &config, engine: &subject.engine };
    progress("rule pages");
    let rules = reader.check(&rule_pages(&subject.catalogue), "pages", false, &mut outcome)?;
    let lacking = rule_page::problems(&subject.catalogue, &rules.tree, &outcome.sources);
    outcome.problems.extend(lacking);
    outcome.counts.rule_pages = rules.pages;
    let mut samples = rules.samples;
    if let Some(world) = cases {
        progress("cases");
        let cases = reader.check(world, CASES, true, &mut outcome)?;
        outcome.counts.cases = cases.pages;
        samples.extend(cases.samples);
    }
    outcome.counts.examples = samples.len();
    Ok(Pages { outcome, samples, registered, config })
}

/// Tries a plugin: its pages, the same again in other circumstances, and odd documents.
///
/// # Errors
///
/// Where the cases cannot be read.
pub fn trial(
    subject: &Subject,
    cases: Option<&Disk>,
    progress: &dyn Fn(&str),
) -> Result<Outcome, Error> {
    let Pages { mut outcome, samples, registered, config } = pages(subject, cases, progress)?;
    progress("the same again");
    let (differences, hungriest) = sample::same(&samples, subject);
    outcome.differences = differences;
    outcome.hungriest = hungriest;
    progress("odd documents");
    let mut odd = odd::samples(&registered, &config, &samples);
    let registry = Registry::new(vec![registered]);
    let reader = Reader { registry: &registry, config: &config, engine: &subject.engine };
    // What is wrong on them is not of interest, but that something is said.
    let pages = reader.check(&odd::pages(), "odd", true, &mut Outcome::default())?.samples;
    odd.extend(pages.into_iter().filter(|page| page.task.is_of_pages()));
    outcome.counts.odd = odd.len();
    outcome.differences.extend(sample::answered(&odd, subject));
    Ok(outcome)
}

/// Checks a folder of pages by the plugin alone: the site in `folder` where there is a
/// `proofpress.toml`, or else whatever Markdown is below it.
///
/// # Errors
///
/// Where there is no such folder, or it cannot be read.
pub fn site(subject: &Subject, folder: &Path, outcome: &mut Outcome) -> Result<(), Error> {
    let unreadable = |why| Error::Read { path: folder.display().to_string(), why };
    let site = Disk::new(folder).map_err(unreadable)?;
    let (world, config) = match site.read(press::CONFIG_FILE) {
        Ok(_) => {
            let (config, found) =
                press::read_config(&site, press::CONFIG_FILE, &mut outcome.sources)?;
            outcome.findings.extend(found);
            (site, config)
        }
        Err(_) => {
            let parent = site.root().parent().unwrap_or(site.root()).to_owned();
            let name = site.root().file_name().unwrap_or_default().to_string_lossy().into_owned();
            let mut config = Config::default();
            config.build.content = name;
            (Disk::new(&parent).map_err(unreadable)?, config)
        }
    };
    let registry = Registry::new(vec![subject.registered(&config)]);
    let reader = Reader { registry: &registry, config: &config, engine: &subject.engine };
    let content = config.build.content.clone();
    let read = reader.check(&world, &content, true, outcome)?;
    outcome.counts.cases += read.pages;
    outcome.counts.examples += read.samples.len();
    Ok(())
}

/// The files of `folder` that a plugin may read by a configuration, which is a file of `of`.
///
/// # Errors
///
/// Where they, or the configuration, cannot be read.
pub fn readable(
    catalogue: &Catalogue,
    (of, config): (&Disk, &str),
    folder: &Path,
) -> Result<SiteFiles, Error> {
    let (config, _) = press::read_config(of, config, &mut Sources::default())?;
    let plugin = config.plugins.get(&catalogue.id).cloned().unwrap_or_default();
    let mut findings = Vec::new();
    let files = match Disk::new(folder) {
        Ok(world) => press::readable(&world, &config, catalogue, &plugin, &mut findings),
        Err(_) => press::readable(&Memory::default(), &config, catalogue, &plugin, &mut findings),
    };
    match findings.into_iter().next() {
        None => Ok(files),
        Some(finding) => Err(Error::Read {
            path: folder.display().to_string(),
            why: std::io::Error::other(finding.message),
        }),
    }
}

/// What the plugin asks for and the configuration of the cases does not grant.
fn not_granted(plugin: &Registered) -> Vec<String> {
    let problems = capability::problems(&plugin.catalogue.capabilities, &plugin.config.allow);
    let asked = problems.into_iter().filter_map(|problem| match problem {
        Problem::NotGranted(asked) => Some(asked),
        Problem::Unknown(_) | Problem::NotAsked(_) => None,
    });
    let told = asked.map(|asked| {
        format!(
            "it asks for `{}`, which the cases do not grant: write `[plugins.{}.allow]` with `read_files = {:?}` \
             into `{CONFIG}`, and put files into `{FILES}`",
            asked.name,
            press::table_key(&plugin.catalogue.id),
            asked.scope
        )
    });
    told.collect()
}

impl Subject {
    /// The plugin as the only one of a site.
    fn registered(&self, config: &Config) -> Registered {
        Registered {
            config: config.plugins.get(&self.catalogue.id).cloned().unwrap_or_default(),
            catalogue: self.catalogue.clone(),
            digest: self.digest,
            vendor: None,
            files: None,
            prover: Arc::clone(&self.prover),
        }
    }
}

/// The rule pages as files.
fn rule_pages(catalogue: &Catalogue) -> Memory {
    catalogue.rules.iter().fold(Memory::default(), |world, rule| {
        world.with(&format!("pages/{}.md", rule.name), rule.docs.as_bytes())
    })
}

/// What a job of a site may use at most in a trial, and be sure that a longer example still fits.
fn tenth(limits: Limits) -> Limits {
    Limits { fuel: limits.fuel / 10, ..limits }
}
