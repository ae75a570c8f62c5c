//! A plugin that fails on every example.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use crate::bombs::program;
use crate::support::component;

/// A site of three pages with thirty examples in all; every other one makes the probe panic, and
/// the fifth is one that it should find fault with.
fn site(folder: &Path, checks: &str) {
    std::fs::create_dir_all(folder.join("content")).unwrap();
    std::fs::write(folder.join("probe.wasm"), component("probe")).unwrap();
    for (at, name) in ["_index", "b", "c"].into_iter().enumerate() {
        let mut page = format!("# Page {name}\n");
        for example in 0..10 {
            let attack = match example {
                4 => "attack=unsorted",
                5 => "attack=unsorted fails=probe/said",
                _ if example % 2 == 1 => "attack=panic",
                _ => "",
            };
            let _ = writeln!(page, "\n```probe {attack}\ntext {at} {example}\n```");
        }
        std::fs::write(folder.join(format!("content/{name}.md")), page).unwrap();
    }
    let rules = "[checks.rules]\n\"fence/unknown-attribute\" = \"off\"\n";
    let config = format!("[checks]\n{checks}\n{rules}[plugins.probe]\npath = \"probe.wasm\"\n");
    std::fs::write(folder.join("proofpress.toml"), config).unwrap();
}

/// The report of a check, without what differs from run to run, and the exit status.
fn check(folder: &Path, arguments: &[&str]) -> (Value, Option<i32>) {
    let output =
        program(folder).args(["check", "--format", "json"]).args(arguments).output().unwrap();
    let mut report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|why| panic!("{why}: {}", String::from_utf8_lossy(&output.stderr)));
    report["summary"]["duration_ms"] = Value::Null;
    report["summary"]["cached"] = Value::Null;
    for example in report["examples"].as_array_mut().unwrap() {
        example["duration_us"] = Value::Null;
        example["cached"] = Value::Null;
    }
    (report, output.status.code())
}

fn messages(report: &Value) -> Vec<String> {
    let findings = report["findings"].as_array().unwrap().iter();
    findings
        .map(|finding| {
            let (rule, line) = (finding["rule"].as_str().unwrap(), &finding["line"]);
            format!("{line} {rule} {}", finding["severity"].as_str().unwrap())
        })
        .collect()
}

#[test]
fn a_plugin_that_fails_on_every_example_is_disabled() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), "");
    let (report, status) = check(folder.path(), &["--no-cache"]);
    assert_eq!(status, Some(1));
    let expected = [
        "7 plugin/panic error",
        "15 plugin/panic error",
        "20 probe/said warning",
        "20 probe/said warning",
        "20 probe/said warning",
        "31 plugin/disabled error",
        "31 plugin/panic error",
    ];
    assert_eq!(messages(&report), expected);
    let findings = report["findings"].as_array().unwrap();
    let told = findings.iter().find(|finding| finding["rule"] == "plugin/disabled").unwrap();
    let message = told["message"].as_str().unwrap();
    assert!(message.starts_with("plugin `probe` "), "{message}");
    // How many jobs an example is depends on how many halves the probe has.
    assert!(message.contains(" failed 3 times and is disabled: "), "{message}");
    assert!(message.ends_with(" later jobs are left out"), "{message}");
    // Nothing is said of `fails=` where nobody was asked.
    assert_eq!(report["summary"]["unproven"], 22);
}

#[test]
fn which_jobs_are_left_out_does_not_depend_on_threads_or_the_cache() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), "");
    let expected = check(folder.path(), &["--no-cache", "--jobs", "1"]);
    for _ in 0..5 {
        assert_eq!(check(folder.path(), &["--no-cache", "--jobs", "8"]), expected);
    }
    for _ in 0..3 {
        assert_eq!(check(folder.path(), &["--jobs", "8"]), expected);
    }
    // What was left out was not stored as if it had been done.
    site(folder.path(), "plugin_failures = 100");
    let all = check(folder.path(), &[]).0;
    assert_eq!(all["summary"]["unproven"], 0);
    assert_eq!(all, check(folder.path(), &["--no-cache"]).0);
}

#[test]
fn the_site_says_what_a_failing_plugin_counts_as() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), "on_plugin_failure = \"warn\"");
    let (report, status) = check(folder.path(), &[]);
    assert_eq!(status, Some(0));
    assert_eq!(messages(&report)[0], "7 plugin/panic warning");
    site(folder.path(), "on_plugin_failure = \"ignore\"");
    let (report, status) = check(folder.path(), &[]);
    assert_eq!(status, Some(0));
    assert!(messages(&report).iter().all(|message| message.contains("probe/said")));
    assert_eq!(report["summary"]["unproven"], 25);
}
