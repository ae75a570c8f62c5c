//! Verdicts for a plan: from the cache where it has them, from the plugins for the rest.

use std::collections::HashMap;
use std::time::Duration;

use rayon::prelude::*;

use super::{JobKey, Plan, Prover, Registry, Task, Verdict, VerdictCache};
use crate::plugin::{Limits, Session};
use crate::world::World;

/// The verdict of every job, in the order of [`Plan::jobs`].
#[derive(Debug, Default)]
pub struct Proven {
    /// The verdicts.
    pub verdicts: Vec<ProvenJob>,
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
        let answer = match self {
            Self::Check(input) => prover.check(session, limits, input).map(Verdict::Checked),
            Self::Run(input) => {
                let verdict = if prover.is_native() { Verdict::RanNatively } else { Verdict::Ran };
                prover.run(session, limits, input).map(verdict)
            }
            Self::Draw(input) => prover.draw(session, limits, input).map(Verdict::Drawn),
            Self::CheckPage(page) => prover.check_page(session, limits, page).map(Verdict::Checked),
            Self::Collect(page) => prover.collect(session, limits, page).map(Verdict::Collected),
            Self::CheckSite(site) => prover.check_site(session, limits, site).map(Verdict::Checked),
        };
        answer.unwrap_or_else(Verdict::Failed)
    }
}

/// Proves every job. Equal jobs are done once. `progress` hears of each job that is done, from
/// any thread.
pub fn prove(
    plan: &Plan,
    registry: &Registry,
    cache: &mut VerdictCache,
    world: &dyn World,
    progress: &(dyn Fn() + Sync),
) -> Proven {
    let mut first_of: HashMap<JobKey, usize> = HashMap::new();
    let mut todo = Vec::new();
    for (at, job) in plan.jobs.iter().enumerate() {
        if cache.get(&job.key).is_none() && !first_of.contains_key(&job.key) {
            first_of.insert(job.key, at);
            todo.push(at);
        }
    }
    let done: HashMap<JobKey, ProvenJob> = todo
        .par_iter()
        .map(|&at| {
            let job = &plan.jobs[at];
            let start = world.elapsed();
            let prover = &registry.get(job.plugin).prover;
            let verdict = job.task.ask(&**prover, &job.session, &job.limits);
            progress();
            let duration = world.elapsed().saturating_sub(start);
            (job.key, ProvenJob { verdict, cached: false, duration })
        })
        .collect();
    let verdicts = plan
        .jobs
        .iter()
        .map(|job| match (done.get(&job.key), cache.get(&job.key)) {
            (Some(done), _) => done.clone(),
            (None, Some(verdict)) => {
                ProvenJob { verdict: verdict.clone(), cached: true, duration: Duration::ZERO }
            }
            // A job is done above exactly when the cache has no verdict for it.
            (None, None) => unreachable!("a job was neither done nor cached"),
        })
        .collect();
    let used = plan.jobs.iter().map(|job| job.key).filter(|key| !done.contains_key(key));
    let used: Vec<JobKey> = used.collect();
    let of_plugins = |at: &usize| !registry.get(plan.jobs[*at].plugin).prover.is_native();
    let new = todo.into_iter().filter(of_plugins).map(|at| plan.jobs[at].key);
    let new = new.filter_map(|key| done.get(&key).map(|done| (key, done.verdict.clone())));
    cache.keep(new.filter(|(_, verdict)| verdict.is_storable()).collect(), used.into_iter());
    Proven { verdicts }
}
