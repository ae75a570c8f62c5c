//! Policies that nobody here wrote and that OPA takes: none of them is an error.
//!
//! `REGO_POLICIES` names a folder of `.rego` files for OPA before 1.0; without it the test says so
//! and passes. Exceptions stand in `tests/policies/exceptions.txt` with the reason.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests read the policies and fail by panicking"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use proofpress_plugin::testing;
use proofpress_rego::Rego;

fn policies(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            policies(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rego") {
            into.push(path);
        }
    }
}

#[test]
fn real_policies_are_taken() {
    let Ok(folder) = env::var("REGO_POLICIES") else {
        println!("skipped: `REGO_POLICIES` names no folder");
        return;
    };
    let mut paths = Vec::new();
    policies(Path::new(&folder), &mut paths);
    paths.sort();
    assert!(paths.len() >= 50, "only {} policies in {folder}", paths.len());
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policies/exceptions.txt");
    let exceptions = fs::read_to_string(own).unwrap();
    let (mut wrong, mut listed) = (String::new(), 0);
    for path in &paths {
        let text = fs::read_to_string(path).unwrap();
        let mut example = testing::example("rego", &text);
        // A package may lie in several files.
        example.attrs =
            vec![testing::attribute("rego.v0", ""), testing::attribute("file", "policy.rego")];
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        let found = match testing::check_with::<Rego>(&example, "{}", &[]) {
            Ok(found) => testing::render(&text, &found),
            Err(why) => format!("declined: {}", why.0),
        };
        let errors = found.lines().filter(|line| line.contains(" error ")).count();
        if exceptions.lines().any(|line| line.starts_with(&name)) {
            listed += 1;
        } else if errors > 0 {
            let _ = writeln!(wrong, "{name}\n{found}");
        }
    }
    println!("{} policies, {listed} listed exceptions", paths.len());
    assert!(wrong.is_empty(), "\n{wrong}");
}
