//! The inputs fuzzing started from and those it found, held against the same properties. A case is
//! a file in `fuzz/cases/<target>/`; `cargo xtask fuzz` looks for more.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test stops where something is missing, reads its cases, and says which one failed"
)]

#[path = "../fuzz/properties.rs"]
mod properties;

use std::fs;
use std::path::Path;

fn all(target: &str, property: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/cases").join(target);
    let mut count = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let data = fs::read(&path).unwrap();
        if let Err(panic) = std::panic::catch_unwind(|| property(&data)) {
            eprintln!("in {}", path.display());
            std::panic::resume_unwind(panic);
        }
        count += 1;
    }
    assert!(count > 0, "no cases in {}", folder.display());
}

#[test]
fn fence() {
    all("fence", properties::fence);
}

#[test]
fn front_matter() {
    all("front-matter", properties::front_matter);
}

#[test]
fn markdown() {
    all("markdown", properties::markdown);
}

#[test]
fn config() {
    all("config", properties::config);
}
