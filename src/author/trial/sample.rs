//! One example put to a plugin several times over, and how its answers differ.

use rayon::prelude::*;

use super::{Hungry, Subject, tenth};
use crate::check::{Prover, Task, Verdict};
use crate::plugin::{Failure, Limits, Session};

/// Something to ask a plugin.
#[derive(Clone, Debug)]
pub struct Sample {
    /// What it is called: `pages/duplicate-name.md:13`.
    pub name: String,
    /// What holds for the job.
    pub session: Session,
    /// What it may use.
    pub limits: Limits,
    /// What is asked.
    pub task: Task,
}

/// An answer that is not what it has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What was asked.
    pub sample: String,
    /// Under which circumstances: `in a second fresh instance`.
    pub when: &'static str,
    /// The answer as it was first, or what should have come.
    pub first: String,
    /// The answer then.
    pub second: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Sample {
    /// The answer of a plugin under these limits.
    pub fn ask(&self, prover: &dyn Prover, limits: Limits) -> Verdict {
        self.task.ask(prover, &self.session, &limits)
    }

    fn difference(&self, when: &'static str, first: &Verdict, second: &Verdict) -> Difference {
        Difference {
            sample: self.name.clone(),
            when,
            first: shown(first),
            second: shown(second),
            help: None,
        }
    }

    /// Whether the same is answered in a second instance, with a tenth of the fuel, and without
    /// imports. Also what it took.
    fn again(&self, subject: &Subject) -> (Vec<Difference>, u64) {
        let first = self.ask(&*subject.prover, self.limits);
        let fuel = fuel(&first).unwrap_or(0);
        let mut differences = Vec::new();
        let second = self.ask(&*subject.prover, self.limits);
        if second != first {
            let mut difference = self.difference("in a second fresh instance", &first, &second);
            difference.help = Some(
                "a plugin is a pure function: its answer must come from the example, the \
                 configuration and the session alone"
                    .into(),
            );
            differences.push(difference);
        }
        // A failure is told where the page is checked; there is nothing it could be compared with.
        if matches!(first, Verdict::Failed(_)) {
            return (differences, fuel);
        }
        let frugal = self.ask(&*subject.prover, tenth(self.limits));
        if frugal != first {
            let mut difference = self.difference("with a tenth of the fuel", &first, &frugal);
            difference.help = Some(format!(
                "it takes {fuel} units of fuel, {} of the {} it may: an example ten times as long \
                 would not be checked",
                percent(fuel, self.limits.fuel),
                self.limits.fuel
            ));
            differences.push(difference);
        }
        let alone = self.ask(&*subject.alone, self.limits);
        if alone != first {
            let mut difference = self.difference("with every import denied", &first, &alone);
            difference.help =
                Some("build it so that it imports nothing: `plugin inspect` shows what".into());
            differences.push(difference);
        }
        (differences, fuel)
    }

    /// What is wrong where a document should have been answered, whatever the answer.
    fn odd(&self, subject: &Subject) -> Option<Difference> {
        let first = self.ask(&*subject.prover, self.limits);
        if let Verdict::Failed(failure) = &first
            && !matches!(failure, Failure::Declined(_))
        {
            return Some(Difference {
                sample: self.name.clone(),
                when: "on an odd document",
                first: "an answer, whatever it is\n".into(),
                second: shown(&first),
                help: None,
            });
        }
        let second = self.ask(&*subject.prover, self.limits);
        (second != first).then(|| self.difference("in a second fresh instance", &first, &second))
    }
}

/// How the answers to these examples differ, and which of them took most of its fuel.
pub(super) fn same(samples: &[Sample], subject: &Subject) -> (Vec<Difference>, Option<Hungry>) {
    let tried: Vec<(Vec<Difference>, u64)> =
        samples.par_iter().map(|sample| sample.again(subject)).collect();
    let part =
        |hungry: &Hungry| u128::from(hungry.fuel) * 1_000_000 / u128::from(hungry.limit.max(1));
    let used = samples.iter().zip(&tried).map(|(sample, (_, fuel))| Hungry {
        sample: sample.name.clone(),
        fuel: *fuel,
        limit: sample.limits.fuel,
    });
    let hungriest = used.max_by_key(part);
    (tried.into_iter().flat_map(|(differences, _)| differences).collect(), hungriest)
}

/// Which of these documents were not answered, or not twice in the same way.
pub(super) fn answered(samples: &[Sample], subject: &Subject) -> Vec<Difference> {
    samples.par_iter().filter_map(|sample| sample.odd(subject)).collect()
}

/// The fuel an answer took.
pub(in crate::author) fn fuel(verdict: &Verdict) -> Option<u64> {
    match verdict {
        Verdict::Checked(checked) => Some(checked.fuel),
        Verdict::Ran(ran) | Verdict::RanNatively(ran) => Some(ran.fuel),
        Verdict::Drawn(drawn) => Some(drawn.fuel),
        Verdict::Collected(_) | Verdict::Failed(_) | Verdict::Disabled | Verdict::Awaited => None,
    }
}

/// `3.2 %`, or `under 0.1 %`.
pub fn percent(part: u64, whole: u64) -> String {
    let tenths = u128::from(part) * 1000 / u128::from(whole.max(1));
    if tenths == 0 { "under 0.1 %".into() } else { format!("{}.{} %", tenths / 10, tenths % 10) }
}

/// An answer as text, all of it, a value to a line.
fn shown(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Failed(failure) => format!("the plugin {failure}\n"),
        other => serde_json::to_string_pretty(other).unwrap_or_default() + "\n",
    }
}

#[cfg(test)]
mod tests;
