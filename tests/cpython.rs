//! The Python runner through its component: every folder of `tests/runners/cpython` is a case.
//!
//! A case is `main.py` or, typed at a prompt, `main.pycon`; beside it may stand `stdin`, `args`
//! and `env` (one a line), `timeout` (virtual seconds), `before/` (earlier examples of its
//! session), and files of its workspace; a folder `NAME.whl` stands for the wheel made of it.
//! `expected.txt` is what a terminal shows, then how it ended. `BLESS=1` rewrites it.

#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test reads its files itself, and stops where something is missing"
)]

#[path = "host/support.rs"]
mod support;
#[path = "support/wheel.rs"]
mod wheel;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proofpress::plugin::{Failure, Limits, Plugin, Ran, RunFile, RunInput, RunPart, Session};

/// Files that say how a case is run; the others are its workspace.
const OF_THE_CASE: [&str; 7] =
    ["main.py", "main.pycon", "expected.txt", "stdin", "args", "env", "timeout"];
/// Output longer than this is told by its beginning and its length.
const LONG: usize = 4000;
const SECOND: u64 = 1_000_000_000;

/// The plugin, compiled once for all tests. Every run gets a fresh instance.
static PYTHON: LazyLock<Plugin> =
    LazyLock::new(|| support::host().plugin(support::component("cpython")));

#[test]
fn cases() {
    let mut wrong = Vec::new();
    let folders = folders();
    assert!(folders.len() >= 60, "only {} cases", folders.len());
    for folder in folders {
        let got = run(&input(&folder));
        let path = folder.join("expected.txt");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, &got).unwrap();
        } else if fs::read_to_string(&path).unwrap_or_default() != got {
            wrong.push(format!("{}:\n{got}", folder.display()));
        }
    }
    assert!(wrong.is_empty(), "{} cases differ\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_run_is_the_same_every_time() {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/runners/cpython/randomness-is-seeded");
    let once = || PYTHON.run(&session(), &Limits::RUN, &input(&folder)).unwrap();
    assert_eq!(once(), once(), "fuel included");
    let other = Session { seed: 43, ..session() };
    let different = PYTHON.run(&other, &Limits::RUN, &input(&folder)).unwrap();
    assert_ne!(once().steps, different.steps, "the seed decides");
}

#[test]
fn it_says_who_it_is() {
    let catalogue = PYTHON.catalogue().unwrap();
    assert_eq!(catalogue.id, "cpython");
    assert!(catalogue.interfaces.runner && !catalogue.interfaces.example_checker);
    assert!(catalogue.rules.is_empty());
}

/// The folders of the cases, sorted.
fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/runners/cpython");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn session() -> Session {
    // The first moment of 2026.
    Session { now: 1_767_225_600, seed: 7, ..support::session(&[]) }
}

/// What a case gives the runner.
fn input(folder: &Path) -> RunInput {
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
    let lines = |name: &str| text(name).lines().map(str::to_owned).collect::<Vec<_>>();
    let main = match fs::read_to_string(folder.join("main.pycon")) {
        Ok(typed) => RunPart { name: None, steps: steps(&typed), interactive: true },
        Err(_) => {
            let name = Some("main.py".into());
            RunPart { name, steps: vec![text("main.py")], interactive: false }
        }
    };
    let mut files = Vec::new();
    workspace(folder, folder, &mut files);
    RunInput {
        lang: "python".into(),
        prelude: earlier(&folder.join("before")),
        main,
        stdin: text("stdin").into_bytes(),
        args: lines("args"),
        env: lines("env")
            .iter()
            .filter_map(|line| line.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        files,
        timeout: text("timeout").trim().parse::<u64>().ok().map(|seconds| seconds * SECOND),
        ..RunInput::default()
    }
}

/// The steps of a transcript, without their prompts; what it prints is in `expected.txt`.
fn steps(typed: &str) -> Vec<String> {
    let mut steps: Vec<String> = Vec::new();
    for line in typed.lines() {
        if let Some(first) = line.strip_prefix(">>> ") {
            steps.push(format!("{first}\n"));
        } else if let (Some(more), Some(step)) = (line.strip_prefix("..."), steps.last_mut()) {
            step.push_str(more.strip_prefix(' ').unwrap_or(more));
            step.push('\n');
        }
    }
    steps
}

fn earlier(folder: &Path) -> Vec<RunPart> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let part = |path: &PathBuf| {
        let steps = vec![fs::read_to_string(path).unwrap()];
        RunPart { name: None, steps, interactive: false }
    };
    paths.iter().map(part).collect()
}

fn workspace(root: &Path, folder: &Path, files: &mut Vec<RunFile>) {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        if name == "before" || OF_THE_CASE.contains(&name.as_str()) {
            continue;
        }
        if name.ends_with(".whl") {
            files.push(RunFile { path: name, contents: wheel::of(&path) });
        } else if path.is_dir() {
            workspace(root, &path, files);
        } else {
            files.push(RunFile { path: name, contents: fs::read(&path).unwrap() });
        }
    }
}

/// Runs a case and tells what came of it.
fn run(input: &RunInput) -> String {
    match PYTHON.run(&session(), &Limits::RUN, input) {
        Ok(ran) => told(&ran),
        Err(Failure::Budget { .. }) => "--- budget\n".into(),
        Err(Failure::Memory { .. }) => "--- memory\n".into(),
        Err(other) => format!("--- {other:?}\n"),
    }
}

fn told(ran: &Ran) -> String {
    let mut text = String::new();
    for step in &ran.steps {
        let output = step.terminal();
        if output.len() > LONG {
            let start: String = output.chars().take(100).collect();
            let _ = write!(text, "{start}\n--- {} bytes in all", output.len());
        } else {
            text.push_str(&output);
        }
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        let _ = writeln!(text, "--- status {}", step.status);
    }
    if let Some(raised) = &ran.raised {
        let _ = writeln!(text, "--- raised {}: {}", raised.kind, raised.message);
        for place in &raised.places {
            let line = format!(
                "---   part {} step {} line {} {}",
                place.part, place.step, place.line, place.function
            );
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }
    for file in &ran.files {
        let _ = writeln!(text, "--- file {}", file.path);
        text.push_str(&String::from_utf8_lossy(&file.contents));
        if !text.ends_with('\n') {
            text.push('\n');
        }
    }
    text
}
