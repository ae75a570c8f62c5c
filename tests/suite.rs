//! The program from outside: what a user types, and what comes of it.
//!
//! Every folder of `tests/suite` is a case: `site/` is what there is to begin with, `cmd` what is
//! typed, `expected/console` what is seen, and every file in `expected/files` one that must then
//! be there with those bytes. `BLESS=1 cargo test --test suite` rewrites the expectations.
//! What takes more than one look at a folder, or input too big to keep, is a test of its own.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests read and write their own files, and fail by panicking"
)]

#[path = "support/authors.rs"]
mod authors;
#[path = "support/big.rs"]
mod big;
#[path = "support/build.rs"]
mod build;
#[path = "support/bundle.rs"]
mod bundle;
#[path = "support/cache.rs"]
mod cache;
#[path = "support/case.rs"]
mod case;
#[path = "support/history.rs"]
mod history;
#[path = "support/hrefs.rs"]
mod hrefs;
#[path = "support/mask.rs"]
mod mask;
#[path = "support/program.rs"]
mod program;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let entries = fs::read_dir(&folder).expect("the folder of cases");
    let mut cases: Vec<_> = entries.map(|entry| entry.expect("a case").path()).collect();
    cases.retain(|case| case.is_dir());
    cases.sort();
    cases
}

#[test]
fn cases_come_out_as_expected() {
    let mut cases = cases();
    assert!(cases.len() > 30, "only {} cases", cases.len());
    if let Ok(only) = std::env::var("CASE") {
        cases.retain(|case| case.to_string_lossy().contains(&only));
    }
    let (next, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(failure) = case::run(case) {
                failures.lock().unwrap().push(format!("{}: {failure}", case.display()));
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(work);
        }
    });
    let mut failures = failures.into_inner().unwrap();
    failures.sort();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
