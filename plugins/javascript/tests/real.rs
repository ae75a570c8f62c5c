//! Programs nobody here wrote, held against what is known of them and against Node.js.
//!
//! `TEST262=folder` is a copy of test262: a sample of its files is compiled and run.
//! `JAVASCRIPT_CORPUS=folder` is any JavaScript: a sample is checked, and Node.js asked. Without
//! them the tests say so and pass.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests read files and run node; they fail by panicking"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use proofpress_javascript::JavaScript;
use proofpress_plugin::testing;

/// How many files of a folder are taken, evenly spread.
const SAMPLE: usize = 400;

/// The share of test262 that has to hold, in percent. What is missing is of the engine: legacy
/// syntax, proposals, and corners of early errors.
const TEST262: f64 = 95.0;

/// The share of real files on which this plugin and Node.js have to agree, in percent.
const CORPUS: f64 = 99.0;

fn sample(folder: &str) -> Vec<PathBuf> {
    let mut all = Vec::new();
    collect(Path::new(folder), &mut all);
    all.sort();
    let step = (all.len() / SAMPLE).max(1);
    all.into_iter().step_by(step).collect()
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|end| end == "js" || end == "mjs" || end == "cjs")
            && !path.to_string_lossy().contains("_FIXTURE")
        {
            into.push(path);
        }
    }
}

fn lang(path: &Path) -> &'static str {
    match path.extension().and_then(|end| end.to_str()) {
        Some("mjs") => "mjs",
        Some("cjs") => "cjs",
        _ => "js",
    }
}

/// Whether Node.js compiles a file.
fn node_compiles(path: &Path) -> bool {
    let node = Command::new("node").arg("--check").arg(path).stderr(Stdio::null()).status();
    node.unwrap().success()
}

#[test]
fn files_that_node_compiles() {
    let Ok(folder) = env::var("JAVASCRIPT_CORPUS") else {
        println!("not held against real files: JAVASCRIPT_CORPUS is not set");
        return;
    };
    let (mut total, mut wrong) = (0.0, Vec::new());
    for path in sample(&folder) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        total += 1.0;
        let found = testing::check::<JavaScript>(lang(&path), &text).unwrap();
        if found.is_empty() != node_compiles(&path) {
            let message = found.first().map(|found| found.message.clone());
            wrong.push(format!("{}: {message:?}", path.display()));
        }
    }
    let percent = 100.0 - 100.0 * f64::from(u32::try_from(wrong.len()).unwrap()) / total;
    println!("{total} files, {percent:.2} % as Node.js:\n{}", wrong.join("\n"));
    assert!(percent >= CORPUS, "{percent:.2} %");
}

/// What the comment at the head of a file of test262 says of it.
struct Meta {
    includes: Vec<String>,
    flags: String,
    features: String,
    negative: Option<String>,
}

fn meta(text: &str) -> Meta {
    let head = text.split_once("/*---").map_or("", |(_, rest)| rest);
    let head = head.split_once("---*/").map_or("", |(head, _)| head);
    let list = |key: &str| {
        let line = head.lines().find_map(|line| line.trim().strip_prefix(key));
        line.unwrap_or_default().trim().trim_matches(['[', ']']).to_owned()
    };
    let listed = |key: &str| {
        let (_, rest) = head.split_once(key).unwrap_or_default();
        let lines = rest.lines().skip(1).map_while(|line| line.trim().strip_prefix("- "));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let mut includes: Vec<String> =
        list("includes:").split(',').map(|name| name.trim().to_owned()).collect();
    includes.extend(listed("includes:"));
    includes.retain(|name| !name.is_empty());
    let phase = head.split_once("negative:").map(|(_, rest)| rest.to_owned());
    Meta { includes, flags: list("flags:"), features: list("features:"), negative: phase }
}

/// Whether a file of test262 does as it says.
fn holds(root: &Path, text: &str, meta: &Meta) -> bool {
    let is_module = meta.flags.contains("module");
    let mut whole = String::new();
    if meta.flags.contains("onlyStrict") {
        whole.push_str("\"use strict\";\n");
    }
    if !meta.flags.contains("raw") {
        let mut includes = vec!["assert.js".to_owned(), "sta.js".to_owned()];
        if meta.flags.contains("async") {
            whole.push_str("var print = console.log;\n");
            includes.push("doneprintHandle.js".into());
        }
        includes.extend(meta.includes.clone());
        for name in includes {
            whole.push_str(&fs::read_to_string(root.join("harness").join(name)).unwrap());
            whole.push('\n');
        }
    }
    whole.push_str(text);
    let mut request = testing::request(if is_module { "mjs" } else { "js" }, &whole);
    // A session is a script in the global scope, which is what test262 means by one.
    if !is_module {
        request.attrs = vec![testing::attribute("session", "test262")];
    }
    request.timeout = Some(60_000_000_000);
    let result = testing::run::<JavaScript>(&request).unwrap();
    let (stdout, _) = testing::streams(&result);
    let kind = result.raised.map(|raised| raised.kind);
    match &meta.negative {
        Some(negative) => kind.is_some_and(|kind| negative.contains(&kind)),
        None if meta.flags.contains("async") => stdout.contains("Test262:AsyncTestComplete"),
        None => kind.is_none(),
    }
}

#[test]
fn test262() {
    let Ok(root) = env::var("TEST262") else {
        println!("not held against test262: TEST262 is not set");
        return;
    };
    let root = Path::new(&root);
    // What Node.js 20 has not either, and what needs test262's own host.
    let beyond = [
        "Temporal",
        "decorators",
        "source-phase",
        "import-defer",
        "import-text",
        "import-bytes",
        "immutable-arraybuffer",
        "IsHTMLDDA",
        "tail-call",
        "ShadowRealm",
        "explicit-resource",
        "nonextensible",
        "joint-iteration",
        "Atomics",
        "await-dictionary",
    ];
    let (mut total, mut wrong) = (0.0, Vec::new());
    for path in sample(&root.join("test").display().to_string()) {
        let text = fs::read_to_string(&path).unwrap();
        let meta = meta(&text);
        let needs_host = text.contains("$262") || meta.flags.contains("CanBlock");
        if needs_host
            || text.contains("_FIXTURE")
            || beyond.iter().any(|name| meta.features.contains(name))
        {
            continue;
        }
        total += 1.0;
        if !holds(root, &text, &meta) {
            wrong.push(path.display().to_string());
        }
    }
    let percent = 100.0 - 100.0 * f64::from(u32::try_from(wrong.len()).unwrap()) / total;
    println!("{total} files of test262, {percent:.2} % hold; not:\n{}", wrong.join("\n"));
    assert!(percent >= TEST262, "{percent:.2} %");
}
