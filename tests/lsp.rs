//! The language server from outside: a scripted editor, over pipes.
//!
//! Every folder of `tests/lsp/cases` is a case: `site/` is what there is to begin with, `script`
//! what the editor does, line by line, and `expected` what it then sees. `CASE=name` runs some,
//! `BLESS=1 cargo test -p proofpress --test lsp` rewrites what is expected. `tests/lsp/script.rs`
//! says what a script can do; `tests/lsp/editor.rs` alone touches the protocol.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests read and write their own files, and fail by panicking"
)]

#[path = "lsp/editor.rs"]
mod editor;
#[path = "lsp/hostile.rs"]
mod hostile;
#[path = "lsp/neovim.rs"]
mod neovim;
#[path = "support/program.rs"]
#[expect(dead_code, reason = "not all of it is needed here")]
mod program;
#[path = "lsp/script.rs"]
mod script;
#[path = "lsp/show.rs"]
mod show;

use std::fs;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lsp/cases");
    let entries = fs::read_dir(&folder).expect("the folder of cases");
    let mut cases: Vec<_> = entries.map(|entry| entry.expect("a case").path()).collect();
    cases.sort();
    cases
}

#[test]
fn cases_come_out_as_expected() {
    let mut cases = cases();
    assert!(cases.len() >= 10, "only {} cases", cases.len());
    if let Ok(only) = std::env::var("CASE") {
        cases.retain(|case| case.to_string_lossy().contains(&only));
    }
    let mut failures = Vec::new();
    for case in cases {
        let seen = script::run(&case);
        let path = case.join("expected");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, &seen).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected != seen {
            let diff = similar::TextDiff::from_lines(&expected, &seen);
            failures.push(format!("{}\n{}", case.display(), diff.unified_diff()));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
