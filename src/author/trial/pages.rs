//! Pages checked as a site's, by one plugin alone.

use super::{Outcome, Sample};
use crate::check::{self, Job, Plan, Planned, Registry, VerdictCache};
use crate::config::Config;
use crate::content::{self, Page, Tree};
use crate::error::Error;
use crate::source::Sources;
use crate::world::World;

/// What it takes to check pages.
pub(super) struct Reader<'a> {
    /// The plugin.
    pub(super) registry: &'a Registry,
    /// The configuration of the site they make.
    pub(super) config: &'a Config,
    /// What decides beside the pages.
    pub(super) engine: &'a str,
}

/// Pages that were checked.
pub(super) struct Read {
    /// The pages.
    pub(super) tree: Tree,
    /// How many of them are files.
    pub(super) pages: usize,
    /// What the plugin was asked.
    pub(super) samples: Vec<Sample>,
}

impl Reader<'_> {
    /// Checks the pages of a folder, and where they are `written` for a site, the pages as a whole
    /// and the site they make. What does not hold goes to the findings.
    pub(super) fn check(
        &self,
        world: &dyn World,
        folder: &str,
        written: bool,
        outcome: &mut Outcome,
    ) -> Result<Read, Error> {
        let mut config = self.config.clone();
        folder.clone_into(&mut config.build.content);
        config.build.drafts = true;
        let sources = &mut outcome.sources;
        let loaded = content::load(world, &config, sources, &[], &mut content::Shelf::default())
            .map_err(|why| Error::Read { path: folder.to_owned(), why })?;
        outcome.findings.extend(loaded.findings);
        let tree = loaded.tree;
        let (registry, engine) = (self.registry, self.engine);
        let (all, written) = (|_: &Page| true, |_: &Page| written);
        let mut plan = check::plan(&tree, registry, &config, engine, all);
        let pages = check::Pages { written: &written, wanted: &all };
        check::plan_pages(&mut plan, &tree, registry, &config, engine, &pages);
        let mut none = VerdictCache::none();
        // Its author wants to see every failure.
        let most = usize::MAX;
        let proven = check::prove(&plan, registry, &mut none, world, most, &|| {});
        let site = check::plan_site(&plan, &proven, &tree, registry, &config, engine);
        let of_site = check::prove(&site, registry, &mut none, world, most, &|| {});
        let mut assessment = check::assess(&tree, &plan, &proven, registry, &config);
        let (first, second) = ((&plan, &proven), (&site, &of_site));
        assessment.pages = check::assess_pages(&tree, first, second, registry, &config, &all);
        outcome.findings.extend(assessment.findings().cloned());
        let pages = tree.pages.iter().filter(|page| !page.is_made_up(sources)).count();
        let mut samples = samples(&tree, plan, sources);
        samples.extend(site.jobs.into_iter().map(|job| sample("the site".into(), job)));
        Ok(Read { tree, pages, samples })
    }
}

/// The jobs, each by the place of its example: `pages/duplicate-name.md:13`.
fn samples(tree: &Tree, plan: Plan, sources: &Sources) -> Vec<Sample> {
    let mut names = vec![String::new(); plan.jobs.len()];
    for (page, index, planned) in &plan.examples {
        let Planned::Jobs { jobs, .. } = planned else { continue };
        let opening = tree.page(*page).document.examples[*index].opening;
        let file = sources.get(opening.source);
        let line = file.position(opening.span.start).line;
        for at in jobs.clone() {
            names[at] = format!("{}:{line}", file.path);
        }
    }
    for (page, at) in &plan.pages {
        names[*at].clone_from(&sources.get(tree.page(*page).source).path);
    }
    let named = names.into_iter().zip(plan.jobs);
    named.map(|(name, job)| sample(name, job)).collect()
}

fn sample(name: String, job: Job) -> Sample {
    Sample { name, session: job.session, limits: job.limits, task: job.task }
}
