//! Filters whose output was recorded from jq, and held against it again where it is installed.
//!
//! A case is a block of lines in `tests/real/*.txt`: `% ARGUMENTS` where there are some, the
//! filter, the input, and below what jq writes, `>` before each line of it; `2>` before the lines
//! of standard error, `?` before a status that is not 0. A block that begins with `! REASON` is one
//! for which this plugin rightly or wrongly writes something else, and it must.
//! `BLESS=1` records anew from the jq on the path.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests read the crate's own cases, run jq and fail by panicking"
)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use proofpress_jq::Jq;
use proofpress_plugin::testing;

/// The jq that the outputs were recorded from.
const VERSION: &str = "jq-1.6";

#[derive(Debug)]
struct Case {
    reason: Option<String>,
    arguments: Vec<String>,
    filter: String,
    input: String,
    told: String,
}

fn cases(text: &str) -> Vec<Case> {
    let blocks = text.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
    let case = |block: &str| {
        let mut lines = block.lines().filter(|line| !line.starts_with("# ")).peekable();
        let reason = lines.next_if(|line| line.starts_with("! ")).map(|line| line[2..].to_owned());
        let arguments = lines.next_if(|line| line.starts_with("% ")).unwrap_or("% ");
        let arguments = arguments[2..].split(' ').filter(|word| !word.is_empty());
        Case {
            reason,
            arguments: arguments.map(str::to_owned).collect(),
            filter: lines.next().unwrap().to_owned(),
            input: format!("{}\n", lines.next().unwrap_or_default()),
            told: lines.map(|line| format!("{line}\n")).collect(),
        }
    };
    blocks.map(case).collect()
}

/// Output and status in the form they are recorded in.
fn told(stdout: &str, stderr: &str, status: i32) -> String {
    let mut told = String::new();
    for line in stdout.lines() {
        let _ = writeln!(told, "> {line}");
    }
    for line in stderr.lines() {
        let _ = writeln!(told, "2> {line}");
    }
    if status != 0 {
        let _ = writeln!(told, "? {status}");
    }
    told
}

fn real(case: &Case) -> Option<String> {
    let mut jq = Command::new("jq")
        .args(&case.arguments)
        .arg(&case.filter)
        .env_clear()
        .env("PATH", env::var("PATH").unwrap_or_default())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    let _ = jq.stdin.take().unwrap().write_all(case.input.as_bytes());
    let output = jq.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Some(told(&text(&output.stdout), &text(&output.stderr), output.status.code().unwrap_or(-1)))
}

fn ours(case: &Case) -> String {
    let mut request = testing::request("jq", &case.filter);
    request.args = case.arguments.clone();
    request.stdin = case.input.clone().into_bytes();
    match testing::run::<Jq>(&request) {
        Ok(result) => {
            let (stdout, stderr) = testing::streams(&result);
            told(&stdout, &stderr, result.steps[0].status)
        }
        Err(why) => format!("declined: {}\n", why.0),
    }
}

fn installed() -> bool {
    let version = Command::new("jq").arg("--version").output();
    version.is_ok_and(|output| output.stdout.starts_with(VERSION.as_bytes()))
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
}

fn record(path: &Path) {
    let mut text = String::new();
    for case in cases(&fs::read_to_string(path).unwrap()) {
        if let Some(reason) = &case.reason {
            let _ = writeln!(text, "! {reason}");
        }
        if !case.arguments.is_empty() {
            let _ = writeln!(text, "% {}", case.arguments.join(" "));
        }
        let _ = writeln!(text, "{}\n{}{}", case.filter, case.input, real(&case).unwrap());
    }
    fs::write(path, text).unwrap();
}

#[test]
fn as_jq_does() {
    let is_installed = installed();
    if !is_installed {
        println!("not held against jq itself: `{VERSION}` is not installed");
    }
    let (mut count, mut listed, mut wrong) = (0, 0, String::new());
    for path in files() {
        if env::var("BLESS").is_ok() && is_installed {
            record(&path);
        }
        for case in cases(&fs::read_to_string(&path).unwrap()) {
            count += 1;
            listed += usize::from(case.reason.is_some());
            let ours = ours(&case);
            let line = format!("{} {}\n{}", case.arguments.join(" "), case.filter, case.input);
            if (ours == case.told) == case.reason.is_some() {
                let _ = writeln!(wrong, "{line}recorded:\n{}here:\n{ours}", case.told);
            }
            if is_installed && real(&case).as_ref() != Some(&case.told) {
                let _ = writeln!(wrong, "{line}is not what jq writes:\n{}", case.told);
            }
        }
    }
    println!("jq: {count} cases, {listed} listed differences");
    assert!(count >= 100, "only {count} cases");
    assert!(wrong.is_empty(), "\n{wrong}");
}
