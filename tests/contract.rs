//! The contract only grows: what a released version of it has stays as it was. A released version
//! is a folder of `tests/contract/` with its WIT, which is never changed. Components as they were
//! built against it are in `tests/suite`, in the case that is called after the version.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stops where something is missing, and reads its cases"
)]

#[path = "contract/shape.rs"]
mod shape;

use std::fs;
use std::path::PathBuf;

/// The released versions, by folder.
fn released() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/contract");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut versions: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    versions.sort();
    assert!(!versions.is_empty());
    versions
}

/// New interfaces may come; those that are there keep every type and function as it is. Comments
/// may be mended.
#[test]
fn what_is_released_stays() {
    let now = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/wit/plugin.wit")).unwrap();
    let now = shape::interfaces(&now).unwrap();
    for version in released() {
        let then = fs::read_to_string(version.join("plugin.wit")).unwrap();
        for (name, then) in shape::interfaces(&then).unwrap() {
            let now = now.get(&name).unwrap_or_else(|| {
                panic!("`{name}` of {} is gone: plugins import or export it", version.display())
            });
            assert_eq!(
                *now,
                then,
                "`{name}` is not what it was in {}: every plugin built against that would stop \
                 loading; put what is new into an interface of its own",
                version.display()
            );
        }
    }
}

/// The test above sees every kind of change that would break a plugin.
#[test]
fn each_change_is_seen() {
    let contract = |interface: &str| {
        shape::interfaces(&format!("package a:b@1.0.0;\ninterface i {{ {interface} }}")).unwrap()
    };
    let first = "record r { a: u32 } enum e { x, y } variant v { p, q(string) } flags g { m } \
                 f: func(a: r) -> result<list<e>, v>;";
    let changes = [
        ("a: u32 }", "a: u64 }"),
        ("a: u32 }", "a: u32, b: u8 }"),
        ("x, y }", "x, y, z }"),
        ("x, y }", "y, x }"),
        ("q(string)", "q"),
        ("{ m }", "{ m, n }"),
        ("a: r)", "a: r, b: u8)"),
        ("list<e>, v>", "list<e>>"),
        ("f: func", "h: func"),
    ];
    for (old, new) in changes {
        let changed = first.replacen(old, new, 1);
        assert_ne!(changed, first, "{old}");
        assert_ne!(contract(first), contract(&changed), "{new}");
    }
    assert_eq!(contract(first), contract(&first.replace("record", "/// Mended.\nrecord")));
}
