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

#[test]
fn long_chains() {
    let pipe = |stages: usize| vec!["."; stages].join("|");
    assert_eq!(testing::streams(&run(&pipe(500), &["-n"])).0, "null\n");
    assert_eq!(run(&pipe(10_000), &["-n"]).steps[0].status, 3);
    for filter in [pipe(10_000), vec!["1"; 10_000].join("+"), "try ".repeat(10_000) + "1"] {
        let found = testing::check::<Jq>("jq", &filter).unwrap();
        assert_eq!(found[0].message, "more than 500 operators stand in one chain");
    }
    // What stands in strings and comments is no operator, and each definition is a chain of its own.
    let text = format!("\"{}\" # {}", "-|".repeat(2000), "|".repeat(2000));
    assert!(testing::check::<Jq>("jq", &text).unwrap().is_empty());
    let defs: String = (0..200).map(|n| format!("def f{n}: . | . | .; ")).collect();
    assert!(testing::check::<Jq>("jq", &(defs + "f1")).unwrap().is_empty());
}

#[test]
fn definitions_that_are_called_through_others() {
    for (filter, expected) in [
        ("[1,[2]] | flatten | @csv", "\"1,2\"\n"),
        ("{a:1} | with_entries(.value += 1) | tojson", "\"{\\\"a\\\":2}\"\n"),
        ("\"a1b22\" | [match(\"[0-9]+\"; \"g\").string] | join(\"-\")", "\"1-22\"\n"),
        (
            "[3,1,2] | . as [$a] | {($a|tostring): (sort|map(.*2))} | .[\"3\"] |= first",
            "{\"3\":2}\n",
        ),
        ("def f: todate; 0 | try error(f) catch .", "\"1970-01-01T00:00:00Z\"\n"),
        ("[limit(3; repeat(1))] | \"\\(add) \\(any)\"", "\"3 true\"\n"),
    ] {
        let result = run(filter, &["-nc"]);
        assert_eq!(testing::streams(&result), (expected.to_owned(), String::new()), "{filter}");
    }
}
