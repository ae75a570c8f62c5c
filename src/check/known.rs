//! What is known of a plan without asking any plugin: for a page that is shown before it is checked.

use std::time::Duration;

use super::disable::Failures;
use super::{Plan, Proven, ProvenJob, Registry, Verdict, VerdictCache};

/// The verdicts of the cache; [`Verdict::Awaited`] for every job it does not have.
pub fn known(plan: &Plan, registry: &Registry, cache: &VerdictCache, most: usize) -> Proven {
    let failures = Failures::new(most, registry);
    let verdicts = plan.jobs.iter().map(|job| {
        let (verdict, cached) = match cache.get(&job.key) {
            Some(verdict) => (verdict.clone(), true),
            None => (Verdict::Awaited, false),
        };
        ProvenJob { verdict, cached, duration: Duration::ZERO }
    });
    let mut verdicts: Vec<ProvenJob> = verdicts.collect();
    let disabled = failures.settle(plan, registry, &mut verdicts);
    Proven { verdicts, disabled }
}
