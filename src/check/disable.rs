//! A plugin that fails again and again is not asked any more.
//!
//! Which jobs are left out depends on the plan alone: those after the failing job that was one too
//! many. Jobs run on many threads, so some of those may have been done by then; what came of them
//! is not used.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use super::prove::ProvenJob;
use super::{Plan, Registered, Registry, Task, Verdict};
use crate::diagnostic::Finding;
use crate::plugin::Failure;
use crate::source::Location;

/// A plugin that was not asked any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disabled {
    /// Its position in the registry.
    pub plugin: usize,
    /// The failing job that was one too many, as a position in the plan.
    pub last: usize,
    /// How often it failed until then, that job included.
    pub failures: usize,
    /// How many jobs were left out.
    pub skipped: usize,
}

impl Disabled {
    /// The one finding there is about it, at the job it failed at last.
    pub(super) fn finding(&self, plugin: &Registered, at: Location) -> Finding {
        let catalogue = &plugin.catalogue;
        let left_out = match self.skipped {
            1 => "1 later job is left out".to_owned(),
            many => format!("{many} later jobs are left out"),
        };
        let message = format!(
            "plugin `{}` {} failed {} times and is disabled: {left_out}",
            catalogue.id, catalogue.version, self.failures
        );
        Finding::error("plugin/disabled", at, message)
            .help("mend or replace the plugin, or take it out: `enabled = false`")
    }
}

/// Where plugins have failed so far, as it becomes known.
pub(super) struct Failures {
    most: usize,
    /// By plugin, positions in the plan.
    known: Vec<Mutex<BTreeSet<usize>>>,
}

impl Failures {
    /// No failures yet; `most` of one plugin disable it.
    pub(super) fn new(most: usize, registry: &Registry) -> Self {
        let known = registry.plugins().iter().map(|_| Mutex::default()).collect();
        Self { most, known }
    }

    /// Takes note of what came of a job.
    pub(super) fn note(&self, plan: &Plan, at: usize, verdict: &Verdict) {
        let job = &plan.jobs[at];
        if counts(&job.task, verdict)
            && let Some(known) = self.known.get(job.plugin)
        {
            known.lock().unwrap_or_else(PoisonError::into_inner).insert(at);
        }
    }

    /// Whether a job will be left out, whatever is still to come: its plugin has failed often
    /// enough before it.
    pub(super) fn rule_out(&self, plan: &Plan, at: usize) -> bool {
        self.known.get(plan.jobs[at].plugin).is_some_and(|known| {
            let known = known.lock().unwrap_or_else(PoisonError::into_inner);
            known.range(..at).count() >= self.most
        })
    }

    /// Puts [`Verdict::Disabled`] in the place of every verdict that comes after a failure too
    /// many of its plugin.
    pub(super) fn settle(
        &self,
        plan: &Plan,
        registry: &Registry,
        verdicts: &mut [ProvenJob],
    ) -> Vec<Disabled> {
        let mut failed = vec![0; self.known.len()];
        let mut disabled: Vec<Disabled> = Vec::new();
        for (at, (job, proven)) in plan.jobs.iter().zip(verdicts).enumerate() {
            if let Some(disabled) = disabled.iter_mut().find(|one| one.plugin == job.plugin) {
                disabled.skipped += 1;
                proven.verdict = Verdict::Disabled;
                proven.cached = false;
                continue;
            }
            let native = registry.get(job.plugin).prover.is_native();
            let Some(failures) = failed.get_mut(job.plugin) else { continue };
            if counts(&job.task, &proven.verdict) && !native {
                *failures += 1;
                if *failures >= self.most {
                    let (plugin, failures) = (job.plugin, *failures);
                    disabled.push(Disabled { plugin, last: at, failures, skipped: 0 });
                }
            }
        }
        disabled.retain(|one| one.skipped > 0);
        disabled
    }
}

/// Whether a verdict is a fault of the plugin. What ends a run may be the example's own doing, and
/// a plugin that declines, or says that it is configured wrongly, works.
fn counts(task: &Task, verdict: &Verdict) -> bool {
    let Verdict::Failed(failure) = verdict else { return false };
    match failure {
        Failure::Declined(_) | Failure::Config(_) | Failure::Timeout => false,
        Failure::Budget { .. } | Failure::Memory { .. } | Failure::Recursion => {
            !matches!(task, Task::Run(_))
        }
        _ => true,
    }
}
