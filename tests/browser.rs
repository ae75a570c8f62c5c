//! The built site in a real browser, and in the validator of HTML: `tests/browser/*.test.mjs`.
//!
//! What they need comes by `npm ci` from `tests/browser/package-lock.json` into the target folder.
//! Without Node.js, npm or Chromium (`CHROMIUM` names one elsewhere) the tests say so and pass; the
//! validator wants Java besides.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests read and write their own files, start tools, say what they leave out, and fail by panicking"
)]

#[path = "support/program.rs"]
#[expect(dead_code, reason = "other tests use more of it")]
mod program;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::{env, fs};

/// A file of these tests.
fn own(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser").join(path)
}

/// Where what was built and fetched is kept.
fn kept(path: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser").join(path)
}

/// Whether a program can be started.
fn is_there(program: &str, version: &str) -> bool {
    let mut call = Command::new(program);
    call.arg(version).stdout(Stdio::null()).stderr(Stdio::null());
    call.status().is_ok_and(|status| status.success())
}

/// The folder whose `node_modules` hold the browser's driver and the rest, fetched once for a lock.
fn tools() -> Option<&'static Path> {
    static TOOLS: OnceLock<Option<PathBuf>> = OnceLock::new();
    let fetch = || {
        if !is_there("node", "--version") || !is_there("npm", "--version") {
            eprintln!("left out: there is no Node.js with npm");
            return None;
        }
        let folder = kept("tools");
        let lock = fs::read(own("package-lock.json")).unwrap();
        if fs::read(folder.join("fetched")).ok().as_ref() != Some(&lock) {
            fs::create_dir_all(&folder).unwrap();
            for file in ["package.json", "package-lock.json"] {
                fs::copy(own(file), folder.join(file)).unwrap();
            }
            let npm = Command::new("npm")
                .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
                .current_dir(&folder)
                .output()
                .unwrap();
            if !npm.status.success() {
                eprintln!("left out: `npm ci`: {}", String::from_utf8_lossy(&npm.stderr));
                return None;
            }
            fs::write(folder.join("fetched"), lock).unwrap();
        }
        Some(folder)
    };
    TOOLS.get_or_init(fetch).as_deref()
}

/// The browser.
fn chromium() -> Option<PathBuf> {
    let named = env::var_os("CHROMIUM").map(PathBuf::from);
    let usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    let found = named.into_iter().chain(usual.map(PathBuf::from)).find(|path| path.is_file());
    if found.is_none() {
        eprintln!("left out: there is no Chromium");
    }
    found
}

/// Every site, built once for a run of the tests: those of `tests/browser/sites`, and `ours`, this
/// repository's own without its proofs.
fn sites() -> &'static [PathBuf] {
    static SITES: OnceLock<Vec<PathBuf>> = OnceLock::new();
    SITES.get_or_init(|| ["docs", "signs", "hebrew", "hostile", "ours"].map(site).to_vec())
}

fn site(name: &str) -> PathBuf {
    let folder = kept("sources").join(name);
    let built = kept("sites").join(name);
    let _ = fs::remove_dir_all(&folder);
    let _ = fs::remove_dir_all(&built);
    let ours = Path::new(env!("CARGO_MANIFEST_DIR"));
    if name == "ours" {
        program::copy(&ours.join("content"), &folder.join("content")).unwrap();
        fs::copy(ours.join("proofpress.toml"), folder.join("proofpress.toml")).unwrap();
    } else {
        program::copy(&own("sites").join(name), &folder).unwrap();
    }
    let output = built.to_string_lossy().into_owned();
    let mut arguments = vec!["build", "--quiet", "--output", &output, "--base-url"];
    arguments.push(if name == "docs" { "https://docs.example.com/docs/" } else { "/" });
    if name == "ours" {
        arguments.push("--no-check");
    }
    let call = program::call(&folder, &arguments);
    // Findings are no failure: some of these pages have them so that they are shown.
    assert!(call.status < 2, "{}\n{}", call.stdout, call.stderr);
    built
}

/// Runs every file of tests, or those whose names hold `CASE`, one browser at a time.
#[test]
fn pages_work_in_a_browser() {
    let (Some(tools), Some(chromium)) = (tools(), chromium()) else { return };
    sites();
    let only = env::var("CASE").unwrap_or_default();
    let mut files: Vec<PathBuf> =
        fs::read_dir(own("")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| {
        let name = path.to_string_lossy();
        name.ends_with(".test.mjs") && name.contains(&only)
    });
    files.sort();
    let node = Command::new("node")
        .args(["--test", "--test-reporter=spec", "--test-concurrency=2"])
        .args(files)
        .env("BROWSER_TOOLS", tools)
        .env("BROWSER_SITES", kept("sites"))
        .env("PROOFPRESS", env!("CARGO_BIN_EXE_proofpress"))
        .env("PROOFPRESS_HOME", Path::new(env!("CARGO_TARGET_TMPDIR")).join("suite"))
        .env("CHROMIUM", chromium)
        .output()
        .expect("node runs");
    let said = String::from_utf8_lossy(&node.stdout);
    assert!(node.status.success(), "{said}{}", String::from_utf8_lossy(&node.stderr));
}

/// Every page of every site in the words of the validator that W3C runs. What is written into the
/// hostile one as HTML is no HTML, and stays so.
#[test]
fn pages_are_valid_html() {
    let Some(tools) = tools() else { return };
    if !is_there("java", "-version") {
        eprintln!("left out: there is no Java");
        return;
    }
    let jar = tools.join("node_modules/vnu-jar/build/dist/vnu.jar");
    let java = Command::new("java")
        .args(["-Xmx1g", "-jar"])
        .arg(jar)
        .args(["--errors-only", "--skip-non-html", "--stdout"])
        .args(sites().iter().filter(|site| !site.ends_with("hostile")))
        .output()
        .expect("java runs");
    let said = String::from_utf8_lossy(&java.stdout);
    let said: Vec<&str> = said.lines().take(40).collect();
    assert!(
        java.status.success(),
        "{}\n{}",
        said.join("\n"),
        String::from_utf8_lossy(&java.stderr)
    );
}
