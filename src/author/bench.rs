//! What an example costs a plugin: fuel, which is the same everywhere, and time on this machine.

use std::time::Duration;

use super::trial::{Sample, Subject, fuel, percent};
use crate::check::{Task, Verdict};
use crate::plugin::{CheckInput, DrawInput, Limits, RunInput, RunPart, Session};
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

/// A call with nothing to do: an empty example, no rule on. What it takes is the host's share.
pub fn empty(subject: &Subject) -> Sample {
    let catalogue = &subject.catalogue;
    let lang = catalogue.languages.first().cloned().unwrap_or_default();
    let example = CheckInput {
        lang: lang.clone(),
        attrs: Vec::new(),
        source: String::new(),
        path: "empty.md".into(),
        headings: Vec::new(),
    };
    let interfaces = &catalogue.interfaces;
    let task = if interfaces.example_checker {
        Task::Check(example)
    } else if interfaces.renderer {
        Task::Draw(DrawInput { example, theme: Vec::new() })
    } else {
        let main = RunPart { name: None, steps: vec![String::new()], interactive: false };
        Task::Run(RunInput { lang, main, ..RunInput::default() })
    };
    let limits = match task {
        Task::Check(_) => Limits::CHECK,
        Task::Run(_) => Limits::RUN,
        _ => Limits::WHOLE,
    };
    let session = Session { config: "{}".into(), rules: Vec::new(), now: 0, seed: 0 };
    Sample { name: "an empty example".into(), session, limits, task }
}

fn size(task: &Task) -> usize {
    match task {
        Task::Check(input) => input.source.len(),
        Task::Run(input) => input.main.steps.iter().map(String::len).sum(),
        Task::Draw(input) => input.example.source.len(),
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
