//! Which jobs a site needs. Pure: pages, catalogues and configuration in, jobs out.

use super::{JobKey, Registered, Registry};
use crate::config::Config;
use crate::content::{Page, PageId, Tree};
use crate::markdown::Example;
use crate::plugin::{CheckInput, Limits, Session};

/// Labels of blocks in which there is nothing to check.
const PLAIN: [&str; 7] = ["", "text", "txt", "plain", "plaintext", "output", "ansi"];

/// Attributes that say how a block is shown or proven; a plugin is not told them, so that a new
/// title never makes a verdict stale.
const NOT_FOR_PLUGINS: [&str; 17] = [
    "title",
    "name",
    "linenos",
    "hide_lines",
    "ins",
    "del",
    "focus",
    "wrap",
    "fails",
    "ignore",
    "as",
    "run",
    "exit",
    "show-output",
    "session",
    "group",
    "file",
];

/// One example for one plugin.
#[derive(Clone, Debug)]
pub struct Job {
    /// Position of the plugin in the registry.
    pub plugin: usize,
    /// What holds for the job.
    pub session: Session,
    /// What it may use.
    pub limits: Limits,
    /// The example.
    pub input: CheckInput,
    /// The hash of all of it.
    pub key: JobKey,
}

/// What is to be done about one example.
#[derive(Clone, Debug)]
pub enum Planned {
    /// Plain text or no label.
    Skipped,
    /// `ignore`, with the reason; empty where none was given.
    Ignored(String),
    /// No plugin handles the language.
    NoPlugin,
    /// These jobs, as positions in [`Plan::jobs`].
    Jobs(std::ops::Range<usize>),
}

/// Everything that is to be done.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Every example, in the order of pages and then of the page.
    pub examples: Vec<(PageId, usize, Planned)>,
    /// The jobs.
    pub jobs: Vec<Job>,
}

/// Plans the jobs of every example on the pages that `wanted` keeps.
pub fn plan(
    tree: &Tree,
    registry: &Registry,
    config: &Config,
    engine: &str,
    wanted: impl Fn(&Page) -> bool,
) -> Plan {
    let mut plan = Plan::default();
    for (at, page) in tree.pages.iter().enumerate() {
        if !wanted(page) {
            continue;
        }
        for example in &page.document.examples {
            let planned = plan_example(page, example, registry, config, engine, &mut plan.jobs);
            plan.examples.push((PageId(at), example.index, planned));
        }
    }
    plan
}

fn plan_example(
    page: &Page,
    example: &Example,
    registry: &Registry,
    config: &Config,
    engine: &str,
    jobs: &mut Vec<Job>,
) -> Planned {
    if let Some(reason) = example.fence.get("ignore") {
        return Planned::Ignored(reason.to_owned());
    }
    let lang = example.fence.check_as();
    if PLAIN.contains(&lang) {
        return Planned::Skipped;
    }
    let claiming = registry.claiming(lang);
    if claiming.is_empty() {
        return Planned::NoPlugin;
    }
    let first = jobs.len();
    for position in claiming {
        let plugin = registry.get(position);
        for target in targets(example) {
            jobs.push(job(page, example, position, plugin, config, engine, target));
        }
    }
    Planned::Jobs(first..jobs.len())
}

/// The values of `target=`: each is a job of its own. Without one there is one job.
fn targets(example: &Example) -> Vec<Option<&str>> {
    let targets = example.fence.list("target");
    if targets.is_empty() { vec![None] } else { targets.into_iter().map(Some).collect() }
}

fn job(
    page: &Page,
    example: &Example,
    position: usize,
    plugin: &Registered,
    config: &Config,
    engine: &str,
    target: Option<&str>,
) -> Job {
    let expected = example.fence.list("fails");
    let session = Session {
        config: plugin.config.config.to_string(),
        rules: plugin.enabled_rules(config, &page.path, &expected),
        now: config.site.now,
        seed: config.site.seed,
    };
    let own = example.fence.attributes.iter().filter(|attribute| {
        attribute.key != "target" && !NOT_FOR_PLUGINS.contains(&attribute.key.as_str())
    });
    let attrs =
        own.map(|attribute| (attribute.key.clone(), attribute.value.clone().unwrap_or_default()));
    let input = CheckInput {
        lang: example.fence.check_as().to_owned(),
        attrs: attrs.chain(target.map(|target| ("target".to_owned(), target.to_owned()))).collect(),
        source: example.text.as_str().to_owned(),
        path: page.path.clone(),
        headings: example.headings.clone(),
    };
    let limits = plugin.config.limits;
    let key = JobKey::of(engine, plugin.digest, &session, &limits, &input);
    Job { plugin: position, session, limits, input, key }
}
