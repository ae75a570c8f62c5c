//! Which jobs a site needs. Pure: pages, catalogues and configuration in, jobs out.

use super::workspace::{self, Blocked};
use super::{JobKey, Registered, Registry, expectation};
use crate::config::Config;
use crate::content::{Page, PageId, Tree};
use crate::markdown::Example;
use crate::plugin::{CheckInput, EnabledRule, Limits, RunInput, Session};

/// Labels of blocks in which there is nothing to check.
const PLAIN: [&str; 7] = ["", "text", "txt", "plain", "plaintext", "output", "ansi"];

/// Attributes that say how a block is shown, proven or run; a plugin is not told them, so that a
/// new title never makes a verdict stale.
const NOT_FOR_PLUGINS: [&str; 24] = [
    "args",
    "as",
    "budget",
    "del",
    "exit",
    "fails",
    "file",
    "focus",
    "group",
    "hide_lines",
    "highlight",
    "ignore",
    "ins",
    "linenos",
    "name",
    "raises",
    "run",
    "session",
    "show-output",
    "stdin",
    "target",
    "timeout",
    "title",
    "wrap",
];

/// What a plugin is to do with an example.
#[derive(Clone, Debug)]
pub enum Task {
    /// Check it.
    Check(CheckInput),
    /// Run it.
    Run(RunInput),
}

/// One example for one plugin.
#[derive(Clone, Debug)]
pub struct Job {
    /// Position of the plugin in the registry.
    pub plugin: usize,
    /// What holds for the job.
    pub session: Session,
    /// What it may use.
    pub limits: Limits,
    /// What is to be done.
    pub task: Task,
    /// The hash of all of it.
    pub key: JobKey,
}

/// What is to be done about one example.
#[derive(Clone, Debug)]
pub enum Planned {
    /// Plain text or no label.
    Skipped,
    /// The output another example is held against.
    Expectation,
    /// `ignore`, with the reason; empty where none was given.
    Ignored(String),
    /// No plugin handles the language.
    NoPlugin,
    /// These jobs, as positions in [`Plan::jobs`].
    Jobs {
        /// The checks, and last the run, if there is one.
        jobs: std::ops::Range<usize>,
        /// Why there is no run though the page asks for one.
        blocked: Option<Blocked>,
    },
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
    if expectation::is_expectation(&page.document, example) {
        return Planned::Expectation;
    }
    let lang = example.fence.check_as();
    let is_run = expectation::is_run(example);
    if PLAIN.contains(&lang) && !is_run {
        return Planned::Skipped;
    }
    let planner = Planner { page, example, registry, config, engine };
    let first = jobs.len();
    for position in registry.claiming(lang) {
        jobs.extend(targets(example).into_iter().map(|target| planner.check(position, target)));
    }
    let run = is_run.then(|| planner.run());
    if jobs.len() == first && run.is_none() {
        return Planned::NoPlugin;
    }
    let blocked = match run {
        Some(Ok(job)) => {
            jobs.push(job);
            None
        }
        Some(Err(blocked)) => Some(blocked),
        None => None,
    };
    Planned::Jobs { jobs: first..jobs.len(), blocked }
}

/// The values of `target=`: each is a job of its own. Without one there is one job.
fn targets(example: &Example) -> Vec<Option<&str>> {
    let targets = example.fence.list("target");
    if targets.is_empty() { vec![None] } else { targets.into_iter().map(Some).collect() }
}

/// Makes the jobs of one example.
struct Planner<'a> {
    page: &'a Page,
    example: &'a Example,
    registry: &'a Registry,
    config: &'a Config,
    engine: &'a str,
}

impl Planner<'_> {
    fn check(&self, position: usize, target: Option<&str>) -> Job {
        let plugin = self.registry.get(position);
        let expected = self.example.fence.list("fails");
        let mut attrs = self.attributes();
        attrs.extend(target.map(|target| ("target".to_owned(), target.to_owned())));
        let input = CheckInput {
            lang: self.example.fence.check_as().to_owned(),
            attrs,
            source: self.example.text.as_str().to_owned(),
            path: self.page.path.clone(),
            headings: self.example.headings.clone(),
        };
        let rules = plugin.enabled_rules(self.config, &self.page.path, &expected);
        let limits = plugin.config.limits(Limits::CHECK);
        self.job(position, plugin, rules, limits, Task::Check(input))
    }

    fn run(&self) -> Result<Job, Blocked> {
        let lang = self.example.fence.check_as();
        let Some(position) = self.registry.runner(lang) else {
            return Err(self.no_runner(lang));
        };
        let plugin = self.registry.get(position);
        let mut input =
            workspace::input(self.page, self.example, self.registry, self.attributes())?;
        input.vendor = plugin.vendor;
        let mut limits = plugin.config.limits(Limits::RUN);
        if let Some(budget) = self.example.fence.get("budget").and_then(|fuel| fuel.parse().ok()) {
            limits.fuel = limits.fuel.min(budget);
        }
        Ok(self.job(position, plugin, Vec::new(), limits, Task::Run(input)))
    }

    fn no_runner(&self, lang: &str) -> Blocked {
        let known: Vec<&str> = self.registry.run_languages().collect();
        Blocked {
            rule: "expect/not-run",
            attribute: "run",
            message: if lang.is_empty() {
                "this block has no language to run it as".into()
            } else {
                format!("no plugin runs `{lang}`")
            },
            help: match known.as_slice() {
                [] => "take `run` away, or name a plugin that runs it".into(),
                known => format!("what can be run: {}", known.join(", ")),
            },
        }
    }

    fn job(
        &self,
        position: usize,
        plugin: &Registered,
        rules: Vec<EnabledRule>,
        limits: Limits,
        task: Task,
    ) -> Job {
        let session = Session {
            config: plugin.config.config.to_string(),
            rules,
            now: self.config.site.now,
            seed: self.config.site.seed,
        };
        let key = JobKey::of(self.engine, plugin.digest, &session, &limits, &task);
        Job { plugin: position, session, limits, task, key }
    }

    /// The attributes a plugin is told.
    fn attributes(&self) -> Vec<(String, String)> {
        let told = |key: &str| !NOT_FOR_PLUGINS.contains(&key) && !key.starts_with("env.");
        let attributes = self.example.fence.attributes.iter();
        attributes
            .filter(|attribute| told(&attribute.key))
            .map(|attribute| (attribute.key.clone(), attribute.value.clone().unwrap_or_default()))
            .collect()
    }
}
