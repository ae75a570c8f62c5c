//! Endless, deep and huge: each ends, and says how.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use proofpress_jq::Jq;
use proofpress_plugin::testing;

fn run(filter: &str, args: &[&str]) -> proofpress_plugin::RunResult {
    let mut request = testing::request("jq", filter);
    request.args = args.iter().map(|arg| (*arg).to_owned()).collect();
    testing::run::<Jq>(&request).unwrap()
}

#[test]
fn endless_output() {
    assert_eq!(run("repeat(1)", &["-n"]).raised.unwrap().kind, "output-limit");
}

#[test]
fn nesting_is_refused() {
    let filter = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    let result = run(&filter, &["-n"]);
    assert_eq!(result.steps[0].status, 3);
    let found = testing::check::<Jq>("jq", &filter).unwrap();
    assert_eq!(found[0].message, "brackets nest more than 200 deep");
}

#[test]
fn files_and_modules() {
    let mut request = testing::request("jq", "import \"names\" as n; .[] | n::full");
    request.args = vec!["-r".into(), "people.json".into()];
    let file = |path: &str, contents: &str| proofpress_plugin::File {
        path: path.into(),
        contents: contents.into(),
    };
    request.files = vec![
        file("names.jq", "def full: \"\\(.first) \\(.last)\";"),
        file("people.json", "[{\"first\": \"Ada\", \"last\": \"L\"}]"),
    ];
    let result = testing::run::<Jq>(&request).unwrap();
    assert_eq!(testing::streams(&result).0, "Ada L\n");
}
