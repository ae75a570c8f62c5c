//! `syntax-error` and `await-outside-async` together agree with the `python3` on this machine:
//! on its own standard library, on the broken files in its test suite, and on `tests/invalid`.
//! Without a `python3` the comparison is left out, and says so.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "test code: it runs `python3`, reads folders and tells what it skips"
)]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, thread};

use proofpress_plugin::testing::{attribute, check_with, example};
use proofpress_python::Python;

/// Prints the version, then a line for each path on standard input: what `compile` says of it.
const JUDGE: &str = r#"
import sys, warnings
warnings.simplefilter("ignore")
print("%d.%d" % sys.version_info[:2])
for path in sys.stdin.read().splitlines():
    try:
        with open(path, encoding="utf-8") as file:
            compile(file.read(), path, "exec", dont_inherit=True)
        print("accepted")
    except (SyntaxError, ValueError) as why:
        print("rejected " + str(why).replace("\n", " "))
"#;

/// Prints the paths of the standard library's sources, those of its tests among them.
const LIBRARY: &str = r#"
import os, sysconfig
for folder, _, names in os.walk(sysconfig.get_path("stdlib")):
    if "site-packages" not in folder:
        for name in names:
            if name.endswith(".py"):
                print(os.path.join(folder, name))
"#;

/// The versions whose verdicts are followed to the letter.
const KNOWN: &[&str] = &["3.10", "3.11", "3.12", "3.13", "3.14"];

fn python3(script: &str, input: &str) -> Option<Vec<String>> {
    let mut command = Command::new("python3");
    command.args(["-c", script]).env("PYTHONUTF8", "1");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success(), "python3 failed");
    Some(String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect())
}

/// What is reported about `text` by the two rules, the first line of it.
fn complaint(text: &str, target: &str) -> Option<String> {
    let mut example = example("python", text);
    example.attrs = vec![attribute("target", target)];
    let found = check_with::<Python>(&example, "{}", &[]).unwrap();
    let judged = ["syntax-error", "await-outside-async"];
    found
        .into_iter()
        .find(|finding| judged.contains(&finding.rule.as_str()))
        .map(|finding| finding.message)
}

/// Compares the two on `paths`; gives how many they agree to reject, and each disagreement.
fn compare(paths: &[PathBuf]) -> Option<(usize, Vec<String>)> {
    let list: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    let mut lines = python3(JUDGE, &list.join("\n"))?.into_iter();
    let target = lines.next().unwrap();
    if !KNOWN.contains(&target.as_str()) {
        println!("python3 is {target}, which is not compared");
        return None;
    }
    let (mut rejected, mut differ) = (0, Vec::new());
    for (path, verdict) in paths.iter().zip(lines) {
        let text = fs::read_to_string(path).unwrap().replace("\r\n", "\n").replace('\r', "\n");
        match (complaint(&text, &target), verdict.starts_with("rejected")) {
            (Some(_), true) => rejected += 1,
            (None, false) => {}
            (ours, _) => {
                differ.push(format!("{}: python3: {verdict}; here: {ours:?}", path.display()));
            }
        }
    }
    Some((rejected, differ))
}

/// Files whose text both can read: UTF-8, without a byte order mark.
fn readable(path: &Path) -> bool {
    fs::read_to_string(path).is_ok_and(|text| !text.starts_with('\u{feff}'))
}

#[test]
fn invalid_snippets_are_rejected_by_both() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invalid");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 60, "{} snippets", paths.len());
    for path in &paths {
        let text = fs::read_to_string(path).unwrap();
        assert!(complaint(&text, "3.14").is_some(), "{} is accepted", path.display());
    }
    let Some((rejected, differ)) = compare(&paths) else {
        println!("skipped: no python3 to compare with");
        return;
    };
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    assert_eq!(rejected, paths.len());
}

#[test]
fn the_standard_library_is_judged_alike() {
    let Some(found) = python3(LIBRARY, "") else {
        println!("skipped: no python3 to compare with");
        return;
    };
    let mut paths: Vec<PathBuf> = found.into_iter().map(PathBuf::from).collect();
    paths.sort();
    // What is broken on purpose, whole; of the rest every third file, unless all are asked for.
    let step = if env::var("PROOFPRESS_ALL").is_ok() { 1 } else { 3 };
    let broken = |path: &Path| path.to_string_lossy().contains("/bad");
    let mut index = 0;
    paths.retain(|path| {
        index += 1;
        (broken(path) || index % step == 0) && readable(path)
    });
    let Some((rejected, differ)) = compare(&paths) else {
        println!("skipped: no python3 to compare with");
        return;
    };
    println!("{} files, {rejected} rejected by both", paths.len());
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}
