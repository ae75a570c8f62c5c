//! Runs one case: a folder with `site/`, `cmd` and `expected/`.
//!
//! A line `$ proofpress …` of `cmd` is a call, and `? N` after it the status it must end with
//! (0 without). Words in double quotes are one. A file `needs` names a variable of the environment
//! without which there is nothing to compare with.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::mask::mask;
use crate::program;

/// Runs it; what is not as expected is the error.
#[expect(clippy::print_stderr, reason = "a case that is left out is told of")]
pub(crate) fn run(case: &Path) -> Result<(), String> {
    if let Ok(needed) = fs::read_to_string(case.join("needs"))
        && std::env::var_os(needed.trim()).is_none()
    {
        eprintln!("skipped {}: `{}` is not set", case.display(), needed.trim());
        return Ok(());
    }
    let site = program::copy_of(&case.join("site"));
    let cmd = fs::read_to_string(case.join("cmd")).map_err(|why| format!("cmd: {why}"))?;
    let mut console = String::new();
    for (line, status) in calls(&cmd)? {
        let call = program::call(site.path(), &words(line));
        // A panic is a bug whatever the case is about, also when expectations are rewritten.
        if call.stderr.contains("panicked at") || call.status != status {
            return Err(format!(
                "`{line}` ended with {}, not {status}\n{}{}",
                call.status, call.stdout, call.stderr
            ));
        }
        let _ = writeln!(console, "$ proofpress {line}");
        console.push_str(&mask(&call.stdout, site.path()));
        for line in mask(&call.stderr, site.path()).lines() {
            let _ = writeln!(console, "! {line}");
        }
        let _ = writeln!(console, "? {status}");
    }
    compare(&case.join("expected/console"), console.as_bytes())?;
    for (path, _) in program::files(&case.join("expected")) {
        if let Ok(below) = path.strip_prefix("files") {
            let bytes = fs::read(site.path().join(below))
                .map_err(|why| format!("`{}` after the run: {why}", below.display()))?;
            let text = String::from_utf8_lossy(&bytes);
            let bytes = match below.extension().and_then(|kind| kind.to_str()) {
                Some("json") => mask(&text, site.path()).into_bytes(),
                Some("html") => pictures(&text).into_bytes(),
                _ => bytes,
            };
            compare(&case.join("expected").join(&path), &bytes)?;
        }
    }
    Ok(())
}

/// HTML without the hashes in the names of pictures that were made: what a PNG comes to depends on
/// the library that compresses it.
fn pictures(html: &str) -> String {
    let mut parts = html.split("/pictures/");
    let mut masked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        masked.push_str("/pictures/");
        match part.split_once('.').and_then(|(name, rest)| Some((name.rsplit_once('-')?, rest))) {
            Some(((name, hash), rest)) if hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                masked.push_str(&format!("{name}-[hash].{rest}"));
            }
            _ => masked.push_str(part),
        }
    }
    masked
}

/// The calls of a `cmd` file, with the status each must end with.
fn calls(cmd: &str) -> Result<Vec<(&str, i32)>, String> {
    let mut calls = Vec::new();
    for line in cmd.lines().filter(|line| !line.is_empty()) {
        if let Some(call) = line.strip_prefix("$ proofpress ") {
            calls.push((call, 0));
        } else if let Some(status) = line.strip_prefix("? ")
            && let (Some(call), Ok(status)) = (calls.last_mut(), status.parse())
        {
            call.1 = status;
        } else {
            return Err(format!("cmd: neither `$ proofpress …` nor `? STATUS`: {line}"));
        }
    }
    if calls.is_empty() { Err("cmd: no call".into()) } else { Ok(calls) }
}

fn words(line: &str) -> Vec<String> {
    let (mut words, mut quoted) = (vec![String::new()], false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Compares with the file, or rewrites it.
fn compare(path: &Path, actual: &[u8]) -> Result<(), String> {
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        return fs::write(path, actual).map_err(|why| why.to_string());
    }
    let expected = fs::read(path).map_err(|why| format!("{}: {why}", path.display()))?;
    if expected == actual {
        return Ok(());
    }
    let (expected, actual) = (String::from_utf8_lossy(&expected), String::from_utf8_lossy(actual));
    let diff = similar::TextDiff::from_lines(&*expected, &*actual);
    Err(format!("{}\n{}", path.display(), diff.unified_diff().context_radius(2)))
}
