//! What an example costs a plugin: fuel, which is the same everywhere, and time on this machine.

use std::sync::Arc;
use std::time::Duration;

use super::trial::{Sample, Subject, fuel, percent};
use crate::check::{Task, Verdict};
use crate::plugin::{
    CheckInput, DrawInput, EnabledRule, Limits, PageInput, RunInput, RunPart, Session,
};
use crate::world::World;

/// An example is asked for at least so often.
const LEAST: usize = 11;
/// And then again for so long.
const ENOUGH: Duration = Duration::from_millis(100);
/// But no more often than this.
const MOST: usize = 2001;

/// What one example costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// The example.
    pub name: String,
    /// Its size in bytes.
    pub size: usize,
    /// Units of fuel; what the plugin failed with where it did.
    pub fuel: Result<u64, String>,
    /// The part of its fuel that is, as text: `3.2 %`.
    pub part: String,
    /// The median time of a call with a fresh instance.
    pub time: Duration,
}

/// Asks for each example many times, one after the other.
pub fn bench(
    subject: &Subject,
    samples: &[Sample],
    world: &dyn World,
    progress: &dyn Fn(&str),
) -> Vec<Cost> {
    let cost = |sample: &Sample| {
        progress(&sample.name);
        let fuel = match sample.ask(&*subject.prover, sample.limits) {
            Verdict::Failed(failure) => Err(failure.to_string()),
            verdict => Ok(fuel(&verdict).unwrap_or(0)),
        };
        Cost {
            name: sample.name.clone(),
            size: size(&sample.task),
            part: fuel
                .as_ref()
                .map_or_else(|_| String::new(), |&fuel| percent(fuel, sample.limits.fuel)),
            fuel,
            time: median(subject, sample, world),
        }
    };
    samples.iter().map(cost).collect()
}

/// A call with nothing to do: an empty text, no rule on. What it takes is the host's share.
pub fn empty(subject: &Subject) -> Sample {
    let lang = subject.catalogue.languages.first().map_or("", String::as_str);
    Sample { name: "an empty example".into(), ..given(subject, lang, String::new(), Vec::new()) }
}

/// A text that stands on no page, for what the plugin does first: to check examples, or else to
/// draw them, to run them, or to check pages.
pub fn given(subject: &Subject, lang: &str, source: String, rules: Vec<EnabledRule>) -> Sample {
    let does = subject.catalogue.interfaces;
    let path = "given.md".to_owned();
    let example = |source: String| CheckInput {
        lang: lang.to_owned(),
        attrs: Vec::new(),
        source,
        path: path.clone(),
        headings: Vec::new(),
    };
    let (task, limits) = if does.example_checker {
        (Task::Check(example(source)), Limits::CHECK)
    } else if does.renderer {
        let drawing = DrawInput { example: example(source), theme: Vec::new() };
        (Task::Draw(drawing), Limits::WHOLE)
    } else if does.runner {
        let main = RunPart { name: None, steps: vec![source], interactive: false };
        let input = RunInput { lang: lang.to_owned(), main, ..RunInput::default() };
        (Task::Run(input), Limits::RUN)
    } else {
        let page = PageInput {
            path,
            source,
            front_matter: "{}".into(),
            headings: Vec::new(),
            links: Vec::new(),
            examples: Vec::new(),
        };
        let page = Arc::new(page);
        let task = if does.document_checker { Task::CheckPage(page) } else { Task::Collect(page) };
        (task, Limits::WHOLE)
    };
    let session = Session { config: "{}".into(), rules, now: 0, seed: 0 };
    Sample { name: lang.to_owned(), session, limits, task }
}

fn size(task: &Task) -> usize {
    match task {
        Task::Check(input) => input.source.len(),
        Task::Run(input) => input.main.steps.iter().map(String::len).sum(),
        Task::Draw(drawing) => drawing.example.source.len(),
        Task::CheckPage(page) | Task::Collect(page) => page.source.len(),
        Task::CheckSite(site) => site.pages.iter().map(|(_, facts)| facts.len()).sum(),
    }
}

fn median(subject: &Subject, sample: &Sample, world: &dyn World) -> Duration {
    let begin = world.elapsed();
    let mut times = Vec::new();
    while times.len() < LEAST || (times.len() < MOST && world.elapsed() - begin < ENOUGH) {
        let start = world.elapsed();
        std::hint::black_box(sample.ask(&*subject.prover, sample.limits));
        times.push(world.elapsed() - start);
    }
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
