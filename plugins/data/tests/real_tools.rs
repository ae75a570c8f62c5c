//! The same texts given to Python's `json` and `tomllib` and to PyYAML: what they take, the
//! plugin takes, and what they refuse, it refuses. Where they rightly differ the case is listed in
//! `tests/conformance/python.txt` with the reason. Skipped where there is no Python.
#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests read the crate's own cases, run Python and fail by panicking"
)]

#[path = "conformance/exceptions.rs"]
mod exceptions;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use exceptions::Exceptions;
use proofpress_data::Data;
use proofpress_plugin::testing;
use serde_json::{Value, json};

/// Reads `[[lang, text], …]`, prints a list of true (taken), false (refused), null (no reader).
const READERS: &str = r#"
import json, sys
try: import tomllib
except ImportError: tomllib = None
try: import yaml
except ImportError: yaml = None

def strict(text):
    def refuse(name): raise ValueError(name)
    json.loads(text, parse_constant=refuse)

def lines(text):
    for line in text.split("\n"):
        if line.strip(): strict(line)

def documents(text):
    for _ in yaml.parse(text, Loader=yaml.SafeLoader): pass
    list(yaml.compose_all(text, Loader=yaml.SafeLoader))

readers = {"json": strict, "jsonl": lines, "ndjson": lines,
           "toml": tomllib and tomllib.loads, "yaml": yaml and documents}
taken = []
for lang, text in json.load(sys.stdin):
    reader = readers.get(lang)
    if not reader:
        taken.append(None)
        continue
    try:
        reader(text)
        taken.append(True)
    except (ValueError, RecursionError, yaml.YAMLError if yaml else ValueError):
        taken.append(False)
print(json.dumps(taken))
"#;

fn ask_python(cases: &[(String, String, String)]) -> Option<Vec<Value>> {
    let mut python = Command::new("python3")
        .args(["-c", READERS])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let texts: Vec<Value> = cases.iter().map(|(_, lang, text)| json!([lang, text])).collect();
    let input = serde_json::to_vec(&texts).unwrap();
    python.stdin.take().unwrap().write_all(&input).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success(), "the readers crashed");
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// Every case of the crate: its name, language and text.
fn cases() -> Vec<(String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in fs::read_dir(&root).unwrap().flatten() {
        paths.extend(fs::read_dir(folder.path()).unwrap().flatten().map(|case| case.path()));
    }
    paths.sort();
    let case = |path: PathBuf| {
        let name = path.strip_prefix(&root).unwrap().display().to_string();
        let lang = path.extension().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        (lang != "expected").then_some((name, lang, text))
    };
    paths.into_iter().filter_map(case).collect()
}

#[test]
fn python_agrees() {
    let cases = cases();
    assert!(cases.len() >= 120, "only {} cases", cases.len());
    let Some(taken) = ask_python(&cases) else {
        println!("skipped: no `python3`");
        return;
    };
    let mut exceptions = Exceptions::read("python");
    let mut asked = 0;
    for ((name, lang, text), taken) in cases.iter().zip(taken) {
        let Some(taken) = taken.as_bool() else {
            exceptions.skip(name);
            continue;
        };
        // A declined text is nobody's mistake: the real reader is not asked for its opinion.
        let Ok(found) = testing::check::<Data>(lang, text) else { continue };
        let accepted =
            found.iter().all(|finding| !format!("{:?}", finding.severity).ends_with("Error"));
        exceptions.judge(name, accepted == taken);
        asked += 1;
    }
    exceptions.finish(asked);
}
