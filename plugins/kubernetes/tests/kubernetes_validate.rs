//! `schema` and `removed-api` say about a manifest what the API server says, and where that is
//! expected also what `kubernetes-validate --strict` says. `tests/manifests/README.md` explains
//! the folders.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test: it reads its own folders and runs the real tool"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use proofpress_kubernetes::Kubernetes;
use proofpress_plugin::testing;

/// A folder, whether the server takes its manifests, and whether the tool does.
const FOLDERS: &[(&str, bool, bool)] = &[
    ("accepted", true, true),
    ("refused", false, false),
    ("refused-by-server-only", false, true),
    ("accepted-by-server-only", true, false),
];

fn manifests(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/manifests").join(folder);
    let mut paths: Vec<_> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "no manifests in `{folder}`");
    paths
}

/// Whether the rules have nothing against a manifest; what they have otherwise.
fn judge(path: &Path) -> (bool, String) {
    let source = fs::read_to_string(path).unwrap();
    let found = testing::check::<Kubernetes>("yaml", &source).unwrap();
    let found: Vec<_> = found
        .into_iter()
        .filter(|finding| matches!(finding.rule.as_str(), "schema" | "removed-api"))
        .collect();
    (found.is_empty(), testing::render(&source, &found))
}

#[test]
fn the_rules_agree_with_the_server() {
    let mut wrong = String::new();
    for (folder, by_server, _) in FOLDERS {
        for path in manifests(folder) {
            let (accepted, why) = judge(&path);
            if accepted != *by_server {
                wrong.push_str(&format!("{}: accepted is {accepted}\n{why}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_tool_agrees_where_it_should() {
    let tool = env::var("KUBERNETES_VALIDATE").unwrap_or_else(|_| "kubernetes-validate".to_owned());
    let mut wrong = Vec::new();
    for (folder, _, by_tool) in FOLDERS {
        let paths = manifests(folder);
        let Ok(output) = Command::new(&tool).args(["--strict", "--quiet"]).args(&paths).output()
        else {
            println!("skipped: there is no `{tool}`; set KUBERNETES_VALIDATE to its path");
            return;
        };
        let output = String::from_utf8_lossy(&output.stdout).into_owned();
        let refused: BTreeSet<&str> = output
            .lines()
            .filter_map(|line| line.strip_prefix("ERROR "))
            .filter_map(|line| line.split(' ').next())
            .collect();
        for path in &paths {
            if refused.contains(path.to_str().unwrap()) == *by_tool {
                wrong.push(path.display().to_string());
            }
        }
    }
    assert!(wrong.is_empty(), "the tool says otherwise:\n{}", wrong.join("\n"));
}
