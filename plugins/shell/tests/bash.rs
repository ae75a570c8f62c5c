//! `syntax-error` agrees with `bash -n`: on snippets of our own under `syntax/`, and on the
//! scripts that are on this machine.
#![allow(
    clippy::disallowed_methods,
    reason = "the test reads scripts of this machine and asks the real shell"
)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use proofpress_plugin::Severity;
use proofpress_plugin::testing::check;
use proofpress_shell::Shell;

/// Whether bash takes the text; nothing where there is no bash.
fn bash_takes(text: &str) -> Option<bool> {
    let mut bash = Command::new("bash")
        .args(["--norc", "-n"])
        // What `shopt` turns on at run time must be on from the start when nothing runs.
        .args(if text.contains("shopt -s extglob") { &["-O", "extglob"][..] } else { &[] })
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    // Bash stops reading at an error, which breaks the pipe.
    let _ = bash.stdin.take()?.write_all(text.as_bytes());
    let output = bash.wait_with_output().ok()?;
    // A complaint about `[[ … ]]` leaves the exit status at 0; a warning is no complaint.
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let complains = said.lines().any(|line| !line.contains("warning:"));
    Some(output.status.success() && !complains)
}

/// Whether the plugin takes the text; a reason where it declines.
fn we_take(text: &str) -> Result<bool, String> {
    let found = check::<Shell>("bash", text).map_err(|declined| declined.0)?;
    Ok(!found
        .iter()
        .any(|finding| finding.rule == "syntax-error" && finding.severity == Severity::Error))
}

fn differences(paths: &[PathBuf]) -> (usize, Vec<String>) {
    let mut compared = 0;
    let mut wrong = Vec::new();
    for path in paths {
        let Ok(text) = fs::read_to_string(path) else { continue };
        // In a `.txt`, every line is a script.
        let lines = path.extension().is_some_and(|extension| extension == "txt");
        let scripts = if lines { text.lines().collect() } else { vec![text.as_str()] };
        for (nth, script) in scripts.into_iter().enumerate() {
            let Some(expected) = bash_takes(script) else { continue };
            let place = format!("{}:{}", path.display(), nth + 1);
            match we_take(script) {
                Ok(got) if got == expected => {}
                Ok(got) => wrong.push(format!("{place}: bash takes it: {expected}, we: {got}")),
                Err(why) => wrong.push(format!("{place}: declined: {why}")),
            }
            compared += 1;
        }
    }
    (compared, wrong)
}

#[test]
fn snippets() {
    let Some(true) = bash_takes("true\n") else {
        println!("skipped: no bash here");
        return;
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/syntax");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let (compared, wrong) = differences(&paths);
    assert!(compared >= 60, "only {compared} snippets");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn scripts_of_this_machine() {
    let Some(true) = bash_takes("true\n") else {
        println!("skipped: no bash here");
        return;
    };
    let mut paths = Vec::new();
    for folder in
        ["/usr/bin", "/usr/sbin", "/etc/init.d", "/usr/share", "/usr/lib", "/var/lib/dpkg/info"]
    {
        scripts(Path::new(folder), 6, &mut paths);
    }
    let (compared, wrong) = differences(&paths);
    println!("{compared} scripts compared");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The shell scripts below a folder, by their first line.
fn scripts(folder: &Path, depth: usize, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        let Ok(about) = fs::symlink_metadata(&path) else { continue };
        if about.is_dir() && depth > 0 {
            scripts(&path, depth - 1, into);
        } else if about.is_file() && about.len() < 1 << 20 && is_script(&path) {
            into.push(path);
        }
    }
}

fn is_script(path: &Path) -> bool {
    use std::io::Read;
    let mut start = [0; 64];
    let Ok(length) = fs::File::open(path).and_then(|mut file| file.read(&mut start)) else {
        return false;
    };
    let line = start[..length].split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    line.strip_prefix("#!").is_some_and(|rest| {
        let name = rest
            .split_whitespace()
            .map(|word| word.rsplit('/').next().unwrap_or(word))
            .find(|word| *word != "env");
        matches!(name, Some("sh" | "bash" | "dash"))
    })
}
