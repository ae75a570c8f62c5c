//! Deep and huge: each ends, and says how.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use proofpress_cel::Cel;
use proofpress_plugin::testing;

#[test]
fn nesting() {
    let text = format!("{}1{}", "(".repeat(5000), ")".repeat(5000));
    let why = testing::run::<Cel>(&testing::request("cel", &text)).unwrap_err();
    assert!(why.0.contains("too deep"), "{}", why.0);
}

#[test]
fn many_operators() {
    let sum = |count: usize| format!("1{}", " + 1".repeat(count));
    let result = testing::run::<Cel>(&testing::request("cel", &sum(600))).unwrap();
    assert_eq!(testing::streams(&result).0, "601\n");
    let why = testing::run::<Cel>(&testing::request("cel", &sum(601))).unwrap_err();
    assert!(why.0.contains("too many operators"), "{}", why.0);
}

#[test]
fn too_much_output() {
    let list = format!("[{}]", vec!["'some text'"; 300].join(","));
    let text = format!("{list}.map(x, {list}.map(y, x + y))");
    let result = testing::run::<Cel>(&testing::request("cel", &text)).unwrap();
    assert_eq!(result.raised.unwrap().kind, "output-limit");
}
