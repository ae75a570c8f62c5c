//! The trials, with stand-ins for plugins.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{Sample, answered, percent, same};
use crate::author::trial::Subject;
use crate::check::{Prover, Task, Verdict};
use crate::plugin::{
    Artifact, Catalogue, CheckInput, Checked, Digest, DrawInput, Drawn, Failure, Interfaces,
    Limits, Session,
};

/// Answers as it is told to, and counts.
#[derive(Default)]
struct Told {
    fuel: u64,
    forgets_to_be_pure: bool,
    fails: Option<Failure>,
    asked: AtomicU64,
}

impl Prover for Told {
    fn prove(&self, task: &Task, _: &Session, limits: &Limits) -> Result<Verdict, Failure> {
        let asked = self.asked.fetch_add(1, Ordering::Relaxed);
        if let Some(failure) = &self.fails {
            return Err(failure.clone());
        }
        if self.fuel > limits.fuel {
            return Err(Failure::Budget { fuel: limits.fuel });
        }
        let said = if self.forgets_to_be_pure { asked } else { 0 }.to_string();
        match task {
            Task::Check(_) => Ok(Verdict::Checked(Checked {
                findings: Vec::new(),
                facts: vec![("asked".into(), said)],
                fuel: self.fuel,
            })),
            Task::Draw(_) => Ok(Verdict::Drawn(Drawn {
                body: Artifact {
                    media_type: "image/svg+xml".into(),
                    name: "a.svg".into(),
                    contents: said.into_bytes(),
                },
                assets: Vec::new(),
                alt: "a picture".into(),
                findings: Vec::new(),
                facts: Vec::new(),
                fuel: self.fuel,
            })),
            other => Err(Failure::Load(format!("nobody asks it that: {other:?}"))),
        }
    }
}

fn subject(prover: Told, alone: Told) -> Subject {
    Subject {
        catalogue: Catalogue {
            id: "acme:told".into(),
            version: "1".into(),
            license: "MIT".into(),
            homepage: None,
            languages: vec!["told".into()],
            facts: Vec::new(),
            capabilities: Vec::new(),
            rules: Vec::new(),
            config_schema: "{}".into(),
            interfaces: Interfaces { example_checker: true, ..Interfaces::default() },
        },
        digest: Digest([0; 32]),
        prover: Arc::new(prover),
        alone: Arc::new(alone),
        engine: String::new(),
    }
}

fn sample() -> Sample {
    Sample {
        name: "a.md:3".into(),
        session: Session { config: "{}".into(), rules: Vec::new(), now: 0, seed: 0 },
        limits: Limits { fuel: 1000, memory: 1 << 20 },
        task: Task::Check(CheckInput {
            lang: "told".into(),
            attrs: Vec::new(),
            source: "text\n".into(),
            path: "a.md".into(),
            headings: Vec::new(),
        }),
    }
}

fn when(subject: &Subject) -> Vec<&'static str> {
    same(&[sample()], subject).0.into_iter().map(|difference| difference.when).collect()
}

#[test]
fn a_pure_and_frugal_plugin_is_fine() {
    let frugal = || Told { fuel: 100, ..Told::default() };
    let subject = subject(frugal(), frugal());
    let (differences, hungriest) = same(&[sample()], &subject);
    assert_eq!(differences, []);
    let hungriest = hungriest.unwrap();
    assert_eq!((hungriest.fuel, hungriest.limit, hungriest.sample.as_str()), (100, 1000, "a.md:3"));
}

#[test]
fn an_answer_that_changes_is_told_with_both() {
    let subject = subject(Told { forgets_to_be_pure: true, ..Told::default() }, Told::default());
    let (differences, _) = same(&[sample()], &subject);
    assert_eq!(differences[0].when, "in a second fresh instance");
    assert!(differences[0].first.contains("\"0\""), "{}", differences[0].first);
    assert!(differences[0].second.contains("\"1\""), "{}", differences[0].second);
    assert_eq!(answered(&[sample()], &subject).len(), 1);
}

/// Attack 58 of the list on the manual's page about security.
#[test]
fn a_drawing_that_differs_the_second_time_is_told() {
    let mut drawing = sample();
    let Task::Check(example) = drawing.task else { panic!("a check") };
    drawing.task = Task::Draw(DrawInput { example, theme: Vec::new() });
    let pure = subject(Told::default(), Told::default());
    assert_eq!(same(&[drawing.clone()], &pure).0, []);
    let fickle = Told { forgets_to_be_pure: true, ..Told::default() };
    let (differences, _) = same(&[drawing], &subject(fickle, Told::default()));
    assert_eq!(differences[0].when, "in a second fresh instance");
}

#[test]
fn more_than_a_tenth_of_the_fuel_is_too_much() {
    let hungry = || Told { fuel: 101, ..Told::default() };
    let subject = subject(hungry(), hungry());
    assert_eq!(when(&subject), ["with a tenth of the fuel"]);
    let help = same(&[sample()], &subject).0[0].help.clone().unwrap();
    assert!(help.starts_with("it takes 101 units of fuel, 10.1 % of the 1000 it may"), "{help}");
}

#[test]
fn an_import_that_matters_is_found() {
    let trap = Failure::Trap("unknown import".into());
    let subject = subject(Told::default(), Told { fails: Some(trap), ..Told::default() });
    assert_eq!(when(&subject), ["with every import denied"]);
}

#[test]
fn an_odd_document_may_be_declined_and_not_crashed_on() {
    let declines = Told { fails: Some(Failure::Declined("no".into())), ..Told::default() };
    assert_eq!(answered(&[sample()], &subject(declines, Told::default())), []);
    let panics = Told { fails: Some(Failure::Panic("oh".into())), ..Told::default() };
    let differences = answered(&[sample()], &subject(panics, Told::default()));
    assert_eq!(differences[0].second, "the plugin panicked: oh\n");
}

#[test]
fn parts_are_told_to_a_tenth() {
    assert_eq!(percent(0, 10), "under 0.1 %");
    assert_eq!(percent(1, 8), "12.5 %");
}
