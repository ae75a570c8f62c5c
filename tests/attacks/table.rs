//! The list of attacks in the manual against the tests there are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How many attacks the list must have.
const ATTACKS: u32 = 58;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The names of all tests of this package.
fn tests() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for folder in ["src", "tests"] {
        for entry in walkdir::WalkDir::new(root().join(folder)) {
            let path: PathBuf = entry.unwrap().into_path();
            if path.extension().is_some_and(|kind| kind == "rs") {
                let text = std::fs::read_to_string(path).unwrap();
                for after in text.split("#[test]").skip(1) {
                    let name = after.split_once("fn ").and_then(|(_, rest)| rest.split_once('('));
                    found.extend(name.map(|(name, _)| name.to_owned()));
                }
            }
        }
    }
    found
}

/// The rows of the table: the attack's number, and the names in its last column.
fn rows() -> BTreeMap<u32, Vec<String>> {
    let text = std::fs::read_to_string(root().join("content/manual/security.md")).unwrap();
    let mut rows = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [number, _, _, tests] = cells.as_slice() else { continue };
        let Ok(number) = number.parse() else { continue };
        let names = tests.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        assert!(rows.insert(number, names).is_none(), "{number} is there twice");
    }
    rows
}

#[test]
fn every_attack_of_the_manual_has_its_tests() {
    let (rows, tests) = (rows(), tests());
    assert_eq!(rows.keys().copied().collect::<Vec<_>>(), (1..=ATTACKS).collect::<Vec<_>>());
    for (number, names) in rows {
        assert!(!names.is_empty(), "attack {number} names no test");
        for name in names {
            assert!(tests.contains(&name), "attack {number}: there is no test `{name}`");
        }
    }
}
