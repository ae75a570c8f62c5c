//! Which Python an example was held against is told in its proof.

use proofpress_plugin::testing::{attribute, check_with, example};
use proofpress_plugin::{Checker, Fact, NoConfig};
use proofpress_python::Python;

#[test]
fn the_version_is_a_fact() {
    for (target, version) in [(None, "3.14"), (Some("3.9"), "3.9"), (Some("3.11.7"), "3.11")] {
        let mut example = example("python", "x = 1\n");
        example.attrs = target.map(|target| attribute("target", target)).into_iter().collect();
        let module = Python::parse(&example, &NoConfig {}).unwrap();
        assert_eq!(Python::facts(&module), [Fact::new("python", version)]);
    }
}

#[test]
fn each_target_is_judged_by_itself() {
    let mut example = example("python", "match x:\n    case 1: pass\n");
    for (target, errors) in [("3.9", 1), ("3.10", 0)] {
        example.attrs = vec![attribute("target", target)];
        let found = check_with::<Python>(&example, "{}", &[]).unwrap();
        assert_eq!(found.len(), errors, "{target}");
    }
}
