//! Every program under `cases/` writes and ends as recorded beside it. What is recorded is what
//! Node.js 20 does, and is held against it where it is installed. `BLESS=1` records, and only
//! Node.js may say what.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests read their cases and run node; they fail by panicking"
)]

#[path = "support/case.rs"]
mod case;

use case::Case;

fn is_node_20() -> bool {
    let version = case::version();
    let is_there = version.as_deref().is_some_and(|version| version.starts_with("v20."));
    if !is_there {
        println!("not held against Node.js itself: version 20 is not installed ({version:?})");
    }
    is_there
}

#[test]
fn cases() {
    let all = Case::all("cases");
    assert!(all.len() >= 150, "only {} cases were found", all.len());
    if std::env::var_os("BLESS").is_some() && is_node_20() {
        for case in &all {
            case.bless(&case.real());
        }
    }
    let mut wrong = Vec::new();
    for case in &all {
        let (ours, expected) = (case.ours(), case.expected());
        if ours != expected {
            wrong.push(format!("{}\n--- expected\n{expected}\n--- got\n{ours}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), all.len(), wrong.join("\n"));
}

#[test]
fn node_agrees() {
    if !is_node_20() {
        return;
    }
    let all = Case::all("cases");
    // Its timers are real: on a busy machine two that are due close together may change places.
    let differs = all.iter().filter(|case| (0..3).all(|_| case.real() != case.expected()));
    let wrong: Vec<&str> = differs.map(|case| case.name.as_str()).collect();
    assert!(wrong.is_empty(), "Node.js does otherwise: {wrong:?}");
}
