//! The cancel button.

use std::time::{Duration, Instant};

use proofpress::plugin::{Cancel, Failure, Limits};

use crate::support::{attack, component, example, host, limits, session};

/// More than any test waits for.
const ENDLESS: Limits = Limits { fuel: u64::MAX / 2, memory: 16 << 20 };

#[test]
fn a_running_job_stops_when_it_is_cancelled() {
    let probe = host().plugin(component("probe"));
    probe.catalogue().unwrap();
    let cancel = Cancel::default();
    let held = probe.cancelled_by(&cancel);
    let input = example("probe", "text", &[("attack", "loop")]);
    std::thread::scope(|scope| {
        let job = scope.spawn(|| held.check(&session(&["said"]), &ENDLESS, &input));
        std::thread::sleep(Duration::from_millis(300));
        assert!(!job.is_finished());
        cancel.cancel();
        let pressed = Instant::now();
        assert_eq!(job.join().unwrap(), Err(Failure::Timeout));
        // It takes a millisecond on a machine with nothing else to do; see `benches/host.rs`.
        assert!(pressed.elapsed() < Duration::from_secs(10));
    });
    assert!(!Failure::Timeout.is_deterministic(), "it must not be stored");
    assert_eq!(held.check(&session(&["said"]), &ENDLESS, &input), Err(Failure::Timeout));
    assert_eq!(attack(&probe, "unsorted").unwrap().findings.len(), 3);
}

#[test]
fn only_what_was_cancelled_stops() {
    let host = host();
    let (one, other) = (host.plugin(component("probe")), host.plugin(component("probe-wasip2")));
    one.catalogue().unwrap();
    other.catalogue().unwrap();
    let (stopped, kept) = (Cancel::default(), Cancel::default());
    let (one, other) = (one.cancelled_by(&stopped), other.cancelled_by(&kept));
    let input = example("probe", "text", &[("attack", "loop")]);
    let session = session(&["said"]);
    std::thread::scope(|scope| {
        let first = scope.spawn(|| one.check(&session, &ENDLESS, &input));
        let second = scope.spawn(|| other.check(&session, &ENDLESS, &input));
        std::thread::sleep(Duration::from_millis(200));
        stopped.cancel();
        assert_eq!(first.join().unwrap(), Err(Failure::Timeout));
        std::thread::sleep(Duration::from_millis(200));
        assert!(!second.is_finished(), "the other one was stopped too");
        kept.cancel();
        assert_eq!(second.join().unwrap(), Err(Failure::Timeout));
    });
}

#[test]
fn verdicts_and_fuel_are_the_same_with_the_button() {
    let (host, cancel) = (host(), Cancel::default());
    for name in ["probe", "probe-wasip2"] {
        let without = host.plugin(component(name));
        let with = without.cancelled_by(&cancel);
        assert!(attack(&with, "unsorted").unwrap().fuel > 0);
        for what in ["unsorted", "recurse", "panic", "exit", "allocate-and-loop"] {
            assert_eq!(attack(&with, what), attack(&without, what), "{name}: {what}");
        }
        assert_eq!(attack(&with, "loop"), Err(Failure::Budget { fuel: limits().fuel }), "{name}");
    }
}
