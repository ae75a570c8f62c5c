//! Which jobs a site needs. Pure: pages, catalogues and configuration in, jobs out.

use std::sync::Arc;

use super::workspace::{self, Blocked};
use super::{JobKey, Registered, Registry, expectation};
use crate::config::Config;
use crate::content::{Page, PageId, Tree};
use crate::markdown::Example;
use crate::plugin::{
    CheckInput, DrawInput, EnabledRule, Limits, PageInput, RunInput, Session, SiteInput,
};

/// Labels of blocks in which there is nothing to check.
const PLAIN: [&str; 7] = ["", "text", "txt", "plain", "plaintext", "output", "ansi"];

/// Attributes that say how a block is shown, proven or run; a plugin is not told them, so that a
/// new title never makes a verdict stale.
const NOT_FOR_PLUGINS: [&str; 28] = [
    "args",
    "as",
    "budget",
    "collapse",
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
    "lang",
    "linenos",
    "mark-text",
    "name",
    "raises",
    "run",
    "session",
    "show-output",
    "show-source",
    "stdin",
    "target",
    "timeout",
    "title",
    "wrap",
];

/// What a drawing may use of a theme: what it is for, and how to write it. The default theme says
/// what these are in light and in dark; `currentColor` is the text's colour. Constant, so that a
/// drawing depends on its example alone.
const THEME: [(&str, &str); 11] = [
    ("accent", "var(--blue)"),
    ("bad", "var(--red)"),
    ("caution", "var(--amber)"),
    ("font", "var(--sans)"),
    ("font-mono", "var(--mono)"),
    ("good", "var(--green)"),
    ("line", "var(--line-strong)"),
    ("paper", "var(--paper)"),
    ("surface", "var(--press)"),
    ("text", "var(--ink)"),
    ("text-muted", "var(--ink-2)"),
];

/// What a plugin is to do.
#[derive(Clone, Debug)]
pub enum Task {
    /// Check an example.
    Check(CheckInput),
    /// Run an example.
    Run(RunInput),
    /// Draw an example.
    Draw(DrawInput),
    /// Check a page as a whole.
    CheckPage(Arc<PageInput>),
    /// Say what of a page matters for the site.
    Collect(Arc<PageInput>),
    /// Check the site by what was said of its pages.
    CheckSite(Arc<SiteInput>),
}

impl Task {
    /// Whether it is about pages as a whole.
    pub fn is_of_pages(&self) -> bool {
        matches!(self, Self::CheckPage(_) | Self::Collect(_) | Self::CheckSite(_))
    }
}

/// One task for one plugin.
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
        /// The checks, then the drawing, and last the run, if there are any.
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
    /// What is done with pages as a whole, with the positions of the jobs.
    pub pages: Vec<(PageId, usize)>,
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
    let planner = Planner { page, example, registry, jobs: JobMaker { config, engine } };
    let first = jobs.len();
    for position in registry.claiming(lang) {
        jobs.extend(targets(example).into_iter().map(|target| planner.check(position, target)));
    }
    jobs.extend(registry.renderer(lang).map(|position| planner.draw(position)));
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
    jobs: JobMaker<'a>,
}

/// What is the same for all jobs of a site.
#[derive(Clone, Copy)]
pub(super) struct JobMaker<'a> {
    pub(super) config: &'a Config,
    pub(super) engine: &'a str,
}

impl JobMaker<'_> {
    /// A job of the plugin at `position`.
    pub(super) fn job(
        self,
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
        let hashes = (plugin.digest, plugin.files);
        let key = JobKey::of(self.engine, hashes, &session, &limits, &task);
        Job { plugin: position, session, limits, task, key }
    }
}

/// An example as a plugin is told of it, for the version of its tool that `target` names.
pub(super) fn told(page: &Page, example: &Example, target: Option<&str>) -> CheckInput {
    let mut attrs = attributes(example);
    attrs.extend(target.map(|target| ("target".to_owned(), target.to_owned())));
    CheckInput {
        lang: example.fence.check_as().to_owned(),
        attrs,
        source: example.text.as_str().to_owned(),
        path: page.path.clone(),
        headings: example.headings.clone(),
    }
}

/// The attributes a plugin is told.
fn attributes(example: &Example) -> Vec<(String, String)> {
    let told = |key: &str| !NOT_FOR_PLUGINS.contains(&key) && !key.starts_with("env.");
    let attributes = example.fence.attributes.iter();
    attributes
        .filter(|attribute| told(&attribute.key))
        .map(|attribute| (attribute.key.clone(), attribute.value.clone().unwrap_or_default()))
        .collect()
}

impl Planner<'_> {
    fn check(&self, position: usize, target: Option<&str>) -> Job {
        let plugin = self.registry.get(position);
        let input = told(self.page, self.example, target);
        let limits = plugin.config.limits(Limits::CHECK);
        self.jobs.job(position, plugin, self.rules(plugin), limits, Task::Check(input))
    }

    fn draw(&self, position: usize) -> Job {
        let plugin = self.registry.get(position);
        let theme = THEME.iter().map(|&(name, value)| (name.to_owned(), value.to_owned()));
        let example =
            told(self.page, self.example, self.example.fence.list("target").first().copied());
        let input = DrawInput { example, theme: theme.collect() };
        let limits = plugin.config.limits(Limits::WHOLE);
        self.jobs.job(position, plugin, self.rules(plugin), limits, Task::Draw(input))
    }

    fn rules(&self, plugin: &Registered) -> Vec<EnabledRule> {
        let expected = self.example.fence.list("fails");
        plugin.enabled_rules(self.jobs.config, &self.page.path, &expected)
    }

    fn run(&self) -> Result<Job, Blocked> {
        let lang = self.example.fence.check_as();
        let Some(position) = self.registry.runner(lang) else {
            return Err(self.no_runner(lang));
        };
        let plugin = self.registry.get(position);
        let mut input =
            workspace::input(self.page, self.example, self.registry, attributes(self.example))?;
        input.vendor = plugin.vendor;
        let mut limits = plugin.config.limits(Limits::RUN);
        if let Some(budget) = self.example.fence.get("budget").and_then(|fuel| fuel.parse().ok()) {
            limits.fuel = limits.fuel.min(budget);
        }
        Ok(self.jobs.job(position, plugin, Vec::new(), limits, Task::Run(input)))
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
}
