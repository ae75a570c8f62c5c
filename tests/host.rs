//! The host with plugins that behave, with bytes that are no plugin, and with its code cache.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test stops where something is missing")]

#[path = "host/support.rs"]
mod support;

use proofpress::plugin::{Failure, Limits};
use sha2::{Digest as _, Sha256};
use support::{attack, component, example, host, limits, session};

#[test]
fn a_plugin_checks() {
    let host = host();
    let python = host.plugin(component("python"));
    assert_eq!(host.compilations(), 0, "nothing is compiled before it is used");
    let catalogue = python.catalogue().unwrap();
    assert_eq!(catalogue.id, "python");
    assert!(catalogue.interfaces.example_checker && !catalogue.interfaces.runner);
    let rules: Vec<_> = catalogue.rules.iter().map(|rule| rule.name.as_str()).collect();
    let input = example("python", "try:\n    pass\nexcept:\n    pass\n", &[]);
    let checked = python.check(&session(&rules), &Limits::default(), &input).unwrap();
    assert!(checked.findings.iter().any(|finding| finding.rule == "bare-except"));
    assert!(checked.fuel > 0);
    assert_eq!(host.compilations(), 1);
}

#[test]
fn a_plugin_is_known_by_its_bytes() {
    let bytes = component("probe");
    let digest = host().plugin(bytes.clone()).digest();
    assert_eq!(digest.to_string(), format!("{:x}", Sha256::digest(&bytes)));
    let told = host().plugin_with_digest(bytes, digest);
    assert_eq!(told.digest(), digest);
    assert_eq!(told.catalogue().unwrap().id, "probe");
}

#[test]
fn fuel_is_the_same_every_time() {
    for name in ["probe", "probe-wasip2"] {
        let bytes = component(name);
        let fuel = || attack(&host().plugin(bytes.clone()), "unsorted").unwrap().fuel;
        let first = fuel();
        assert!(first > 0);
        assert_eq!(fuel(), first, "{name}");
    }
}

#[test]
fn just_enough_fuel_is_enough_and_less_is_not() {
    let probe = host().plugin(component("probe"));
    let input = example("probe", "text", &[("attack", "state")]);
    let with = |fuel| probe.check(&session(&["said"]), &Limits { fuel, ..limits() }, &input);
    let needed = with(limits().fuel).unwrap().fuel;
    assert_eq!(with(needed).unwrap().fuel, needed);
    assert_eq!(with(needed / 2), Err(Failure::Budget { fuel: needed / 2 }));
    assert_eq!(with(0), Err(Failure::Budget { fuel: 0 }));
}

#[test]
fn configuration_is_validated() {
    let probe = host().plugin(component("probe"));
    assert_eq!(probe.validate_config("{}"), Ok(Vec::new()));
    let problems = probe.validate_config("{\"a\":1}").unwrap();
    assert_eq!(problems, [("/key".to_owned(), "there is no `key`".to_owned())]);
}

#[test]
fn many_threads_share_one_compilation() {
    let host = host();
    let probe = host.plugin(component("probe"));
    let checks = || attack(&probe, "unsorted").map(|checked| checked.findings.len());
    let found: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..16).map(|_| scope.spawn(checks)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(found, vec![Ok(3); 16]);
    assert_eq!(host.compilations(), 1);
}

#[test]
fn rayon_workers_can_all_wait_for_the_same_plugin() {
    use rayon::prelude::*;

    let host = host();
    let probes = [host.plugin(component("probe")), host.plugin(component("probe-wasip2"))];
    let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap();
    let failed = pool.install(|| {
        let jobs = (0..200_usize).into_par_iter();
        jobs.filter(|job| attack(&probes[job % 2], "unsorted").is_err()).count()
    });
    assert_eq!(failed, 0);
    assert_eq!(host.compilations(), 2);
}

mod what_is_no_plugin {
    use super::{Failure, attack, component, host};

    fn refused(bytes: impl Into<Vec<u8>>) -> String {
        match host().plugin(bytes.into()).catalogue() {
            Err(Failure::Load(why)) => why,
            other => panic!("{other:?}"),
        }
    }

    fn wat(text: &str) -> Vec<u8> {
        wat::parse_str(text).unwrap()
    }

    #[test]
    fn garbage() {
        for bytes in ["", "(component)", "PK\u{3}\u{4}"] {
            assert!(refused(bytes).starts_with("this is not WebAssembly"), "{bytes}");
        }
    }

    #[test]
    fn truncated() {
        let mut bytes = component("probe");
        bytes.truncate(bytes.len() / 2);
        assert!(refused(bytes).starts_with("the file is damaged"));
    }

    #[test]
    fn core_module() {
        let why = refused(wat("(module)"));
        assert!(why.starts_with("this is a core module") && why.contains("wasm32-wasip2"));
    }

    #[test]
    fn empty_component() {
        let why = refused(wat("(component)"));
        assert!(why.starts_with("this is a component, but no plugin"), "{why}");
    }

    fn exporting(names: &[&str]) -> Vec<u8> {
        let exports: String =
            names.iter().map(|name| format!("(export \"{name}\" (instance $i))")).collect();
        wat(&format!("(component (instance $i) {exports})"))
    }

    #[test]
    fn too_old_and_too_new() {
        let old = refused(exporting(&["proofpress:plugin/meta@0.9.0"]));
        assert!(old.contains("version 0.9.0") && old.contains("too old"), "{old}");
        assert!(old.contains("current SDK"), "{old}");
        let new = refused(exporting(&["proofpress:plugin/meta@2.0.0"]));
        assert!(new.contains("version 2.0.0") && new.contains("too new"), "{new}");
        assert!(new.contains("upgrade proofpress"), "{new}");
    }

    /// The probe as if built against something else; `from` and `to` are equally long.
    fn rebuilt(from: &str, to: &str) -> Vec<u8> {
        assert_eq!(from.len(), to.len());
        let mut bytes = component("probe");
        let mut at = 0;
        while let Some(found) = bytes[at..].windows(from.len()).position(|w| w == from.as_bytes()) {
            at += found;
            bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
        }
        bytes
    }

    #[test]
    fn but_a_plugin_for_a_later_minor_version_is_one() {
        let later =
            host().plugin(rebuilt("proofpress:plugin/meta@1.0.0", "proofpress:plugin/meta@1.7.0"));
        assert_eq!(attack(&later, "unsorted").map(|checked| checked.findings.len()), Ok(3));
    }

    #[test]
    fn other_types() {
        let why = refused(rebuilt("applicability", "amiability-no"));
        assert!(why.contains("build it again with a current SDK"), "{why}");
    }

    #[test]
    fn without_lifecycle() {
        let why = refused(exporting(&["proofpress:plugin/meta@1.0.0"]));
        let expected = "it does not export `proofpress:plugin/lifecycle@1.0.0`";
        assert!(why.starts_with(expected), "{why}");
    }

    #[test]
    fn with_empty_interfaces() {
        let names = ["proofpress:plugin/meta@1.0.0", "proofpress:plugin/lifecycle@1.0.0"];
        assert!(refused(exporting(&names)).contains("describe"));
    }

    fn importing(name: &str) -> String {
        refused(wat(&format!("(component (import \"{name}\" (instance)))")))
    }

    #[test]
    fn evil_import() {
        let why = importing("evil:host/shell");
        assert!(why.starts_with("it imports `evil:host/shell`, which no plugin may have"), "{why}");
    }

    #[test]
    fn newer_import() {
        let why = importing("proofpress:plugin/telepathy@1.4.0");
        assert!(why.contains("telepathy@1.4.0") && why.contains("upgrade proofpress"), "{why}");
    }

    #[test]
    fn other_wasi() {
        let why = importing("wasi:clocks/system-clock@0.3.0");
        assert!(why.contains("only WASI 0.2"), "{why}");
    }
}
