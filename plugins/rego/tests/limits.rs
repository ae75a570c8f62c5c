//! Endless, deep and huge: each ends, and says how.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use proofpress_plugin::testing;
use proofpress_rego::Rego;

/// How a policy ends: the kind of what it raised, and its message.
fn ends(policy: &str) -> (String, String) {
    let result = testing::run::<Rego>(&testing::request("rego", policy)).unwrap();
    let raised = result.raised.unwrap();
    (raised.kind, raised.message)
}

#[test]
fn too_much_output() {
    let policy = "package a\n\nx := [concat(\"\", [y | some y in z]) | some i in numbers.range(1, 2000)]\n\nz := [sprintf(\"%d\", [i]) | some i in numbers.range(1, 2000)]\n";
    assert_eq!(ends(policy).0, "output-limit");
}

#[test]
fn too_long_a_range() {
    let (kind, message) = ends("package a\n\nx := count(numbers.range(1, 1e12))\n");
    assert_eq!(kind, "eval_error");
    assert!(message.starts_with("numbers.range: "), "{message}");
}

#[test]
fn recursion_is_refused() {
    assert_eq!(ends("package a\n\np if q\n\nq if p\n").0, "rego_recursion_error");
    assert_eq!(ends("package a\n\nf(x) := f(x + 1)\n\ny := f(1)\n").0, "rego_recursion_error");
}

#[test]
fn nesting_is_refused() {
    let policy = format!("package a\n\nx := {}{}\n", "[".repeat(500), "]".repeat(500));
    let why = testing::run::<Rego>(&testing::request("rego", &policy)).unwrap_err();
    assert_eq!(why.0, "example.rego nests brackets more than 16 deep");
    let why = testing::check::<Rego>("rego", &policy).unwrap_err();
    assert_eq!(why.0, "the policy nests brackets more than 16 deep");
}

#[test]
fn the_same_bytes_each_time() {
    let policy = "package a\n\nx := {i: rand.intn(sprintf(\"%d\", [i]), 1000) | some i in numbers.range(1, 50)}\n";
    let once =
        || testing::streams(&testing::run::<Rego>(&testing::request("rego", policy)).unwrap());
    assert_eq!(once(), once());
}
