//! The program as it is released, with its plugins compiled.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::program;

/// A page that needs a built-in plugin to check it, and one to run it.
const PAGE: &str = "# Home\n\n```python run\nprint(6 * 7)\n```\n\n```output\n42\n```\n";

#[test]
fn a_released_program_compiles_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("content")).expect("a folder");
    fs::write(at("content/_index.md"), PAGE).expect("a page");
    let bundled = at("proofpress");
    let word = bundled.to_str().expect("a path in UTF-8");
    program::call(folder.path(), &["plugin", "bundle", word]).expect(0);

    let output = Command::new(&bundled)
        .args(["check", "--format", "json"])
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .env("XDG_CACHE_HOME", at("cache"))
        .env("XDG_STATE_HOME", at("state"))
        .output()
        .expect("the program runs");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a report");
    assert_eq!(report["summary"]["ran"], 1, "{report}");
    assert_eq!(report["findings"].as_array().map(Vec::len), Some(0), "{report}");
    assert!(compiled(&at("cache")).is_empty(), "{:?}", compiled(&at("cache")));
}

/// The compiled plugins below a cache folder.
fn compiled(cache: &Path) -> Vec<String> {
    let files = program::files(cache).into_keys();
    let files = files.filter(|file| file.extension().is_some_and(|kind| kind == "cwasm"));
    files.map(|file| file.display().to_string()).collect()
}
