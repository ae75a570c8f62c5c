//! Verdicts for a plan: from the cache where it has them, from the plugins for the rest.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::time::Duration;

use rayon::prelude::*;

use super::disable::{Disabled, Failures};
use super::{Job, JobKey, Plan, Prover, Registry, Task, Verdict, VerdictCache};
use crate::plugin::{Limits, Session};
use crate::world::World;

/// The verdict of every job, in the order of [`Plan::jobs`].
#[derive(Debug, Default)]
pub struct Proven {
    /// The verdicts.
    pub verdicts: Vec<ProvenJob>,
    /// The plugins that failed too often, and whose later jobs were left out.
    pub disabled: Vec<Disabled>,
}

/// One job's verdict and what it cost.
#[derive(Clone, Debug)]
pub struct ProvenJob {
    /// The verdict.
    pub verdict: Verdict,
    /// Whether it came from the cache.
    pub cached: bool,
    /// What it took.
    pub duration: Duration,
}

impl Task {
    /// Has a plugin do it.
    pub fn ask(&self, prover: &dyn Prover, session: &Session, limits: &Limits) -> Verdict {
        prover.prove(self, session, limits).unwrap_or_else(Verdict::Failed)
    }
}

/// Proves every job. Equal jobs are done once. A plugin that failed `most` times is not asked any
/// more. `progress` hears of each job that is done, from any thread.
pub fn prove(
    plan: &Plan,
    registry: &Registry,
    cache: &mut VerdictCache,
    world: &dyn World,
    most: usize,
    progress: &(dyn Fn() + Sync),
) -> Proven {
    let failures = Failures::new(most, registry);
    let mut first_of: HashMap<JobKey, usize> = HashMap::new();
    let mut todo = Vec::new();
    for (at, job) in plan.jobs.iter().enumerate() {
        if let Some(verdict) = cache.get(&job.key) {
            failures.note(plan, at, verdict);
        } else if let Entry::Vacant(first) = first_of.entry(job.key) {
            first.insert(at);
            todo.push(at);
        }
    }
    let work = |&at: &usize| {
        let job = &plan.jobs[at];
        let done = (!failures.rule_out(plan, at)).then(|| {
            let start = world.elapsed();
            let prover = &registry.get(job.plugin).prover;
            let verdict = job.task.ask(&**prover, &job.session, &job.limits);
            failures.note(plan, at, &verdict);
            let duration = world.elapsed().saturating_sub(start);
            (job.key, ProvenJob { verdict, cached: false, duration })
        });
        progress();
        done
    };
    let done: HashMap<JobKey, ProvenJob> = todo.par_iter().filter_map(work).collect();
    let of_job = |job: &Job| match (done.get(&job.key), cache.get(&job.key)) {
        (Some(done), _) => done.clone(),
        (None, Some(verdict)) => {
            ProvenJob { verdict: verdict.clone(), cached: true, duration: Duration::ZERO }
        }
        // It was ruled out.
        (None, None) => {
            ProvenJob { verdict: Verdict::Disabled, cached: false, duration: Duration::ZERO }
        }
    };
    let mut verdicts: Vec<ProvenJob> = plan.jobs.iter().map(of_job).collect();
    let disabled = failures.settle(plan, registry, &mut verdicts);
    let used = plan.jobs.iter().map(|job| job.key).filter(|key| !done.contains_key(key));
    let used: Vec<JobKey> = used.collect();
    // What was done although it comes after a failure too many is not kept either: whether it was
    // done is chance.
    let stays = |at: &usize| {
        let native = registry.get(plan.jobs[*at].plugin).prover.is_native();
        !native && verdicts[*at].verdict.is_storable()
    };
    let new = todo.into_iter().filter(stays).map(|at| (plan.jobs[at].key, &verdicts[at].verdict));
    let new = new.map(|(key, verdict)| (key, verdict.clone())).collect();
    cache.keep(new, used.into_iter());
    Proven { verdicts, disabled }
}
