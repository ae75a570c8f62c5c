//! Scripts whose output was recorded from SQLite's own shell, and held against it again where it is
//! installed.
//!
//! A case is a block of lines in `tests/real/*.txt`, parted by empty lines: the script, and below
//! what the shell writes, `>` before each line of it; `2>` before the lines of standard error, `?`
//! before a status that is not 0. A block that begins with `! REASON` is one for which this plugin
//! writes something else, and it must. `BLESS=1` records anew from the `sqlite3` on the path.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests read the crate's own cases, run sqlite3 and fail by panicking"
)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use proofpress_plugin::testing;
use proofpress_sql::Sql;

/// The version that the outputs were recorded from.
const VERSION: &str = "3.40.1";

/// The arguments of every run.
const ARGUMENTS: [&str; 1] = ["-list"];

struct Case {
    reason: Option<String>,
    script: String,
    told: String,
}

fn cases(text: &str) -> Vec<Case> {
    let blocks = text.split("\n\n").map(str::trim_end).filter(|block| !block.is_empty());
    let case = |block: &str| {
        let mut lines = block.lines().filter(|line| !line.starts_with("# ")).peekable();
        let reason = lines.next_if(|line| line.starts_with("! ")).map(|line| line[2..].to_owned());
        let is_told = |line: &str| [">", "2>", "? "].iter().any(|mark| line.starts_with(mark));
        let (told, script): (Vec<&str>, Vec<&str>) = lines.partition(|line| is_told(line));
        let joined = |lines: Vec<&str>| lines.iter().map(|line| format!("{line}\n")).collect();
        Case { reason, script: joined(script), told: joined(told) }
    };
    blocks.map(case).filter(|case| !case.script.is_empty()).collect()
}

/// Output and status in the form they are recorded in.
fn told(stdout: &str, stderr: &str, status: i32) -> String {
    let mut told = String::new();
    for (mark, text) in [(">", stdout), ("2>", stderr)] {
        for line in text.lines() {
            let _ = writeln!(told, "{}", format!("{mark} {line}").trim_end());
        }
    }
    if status != 0 {
        let _ = writeln!(told, "? {status}");
    }
    told
}

fn real(script: &str) -> String {
    let mut sqlite = Command::new("sqlite3")
        .args(ARGUMENTS)
        .env_clear()
        .env("PATH", env::var("PATH").unwrap_or_default())
        .env("HOME", "/nonexistent")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = sqlite.stdin.take().unwrap().write_all(script.as_bytes());
    let output = sqlite.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    told(&text(&output.stdout), &text(&output.stderr), output.status.code().unwrap_or(-1))
}

fn ours(script: &str) -> String {
    let mut request = testing::request("sqlite", script);
    request.args = ARGUMENTS.map(str::to_owned).into();
    let result = testing::run::<Sql>(&request).unwrap();
    let (stdout, stderr) = testing::streams(&result);
    told(&stdout, &stderr, result.steps[0].status)
}

fn installed() -> bool {
    let version = Command::new("sqlite3").arg("--version").output();
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
    let old = fs::read_to_string(path).unwrap();
    let mut text: String = old
        .lines()
        .take_while(|line| line.starts_with("# "))
        .map(|line| format!("{line}\n"))
        .collect();
    if !text.is_empty() {
        text.push('\n');
    }
    for case in cases(&old) {
        if let Some(reason) = &case.reason {
            let _ = writeln!(text, "! {reason}");
        }
        let _ = writeln!(text, "{}{}", case.script, real(&case.script));
    }
    fs::write(path, text).unwrap();
}

#[test]
fn as_sqlite_does() {
    let is_installed = installed();
    if !is_installed {
        println!("not held against SQLite's shell itself: `sqlite3` {VERSION} is not installed");
    }
    let (mut count, mut listed, mut wrong) = (0, 0, String::new());
    for path in files() {
        if env::var("BLESS").is_ok() && is_installed {
            record(&path);
        }
        for case in cases(&fs::read_to_string(&path).unwrap()) {
            count += 1;
            listed += usize::from(case.reason.is_some());
            let ours = ours(&case.script);
            if (ours == case.told) == case.reason.is_some() {
                let _ = writeln!(wrong, "{}recorded:\n{}here:\n{ours}", case.script, case.told);
            }
            if is_installed && real(&case.script) != case.told {
                let _ = writeln!(wrong, "{}is not what sqlite3 writes", case.script);
            }
        }
    }
    println!("sqlite: {count} cases, {listed} listed differences");
    assert!(count >= 100, "only {count} cases");
    assert!(wrong.is_empty(), "\n{wrong}");
}
