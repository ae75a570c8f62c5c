//! Depth: nothing overflows the stack of a test thread.

use proofpress_plugin::testing::check;
use proofpress_shell::Shell;

/// Deep nesting of every kind is declined, not a crash.
#[test]
fn deep_nesting_is_declined() {
    for (open, close) in [
        ("( ", ")"),
        ("$(", ")"),
        ("echo $(", ")"),
        ("echo \"$(", ")\""),
        ("${x:-", "}"),
        ("echo ${x:-\"", "\"}"),
        ("{ ", ";}"),
        ("if ", "; then :; fi"),
        ("while ", "; do :; done"),
        ("for x in a; do ", "; done"),
        ("for x in a; { ", "; }"),
        ("case x in a) ", ";; esac"),
        ("f() { ", ";}"),
        ("coproc ", ""),
        ("echo <(", ")"),
    ] {
        declined(&format!("{}a{}\n", open.repeat(10_000), close.repeat(10_000)));
    }
    declined(&format!("[[ {} a ]]\n", "! ".repeat(10_000)));
    declined(&format!("[[ {} a {} ]]\n", "( ".repeat(10_000), " )".repeat(10_000)));
}

fn declined(text: &str) {
    let found = check::<Shell>("bash", text).map(|found| found.len());
    let start: String = text.chars().take(20).collect();
    assert!(found.is_err(), "{start}: {found:?}");
}

/// What people nest is read.
#[test]
fn moderate_nesting_is_read() {
    for (open, close, depth) in [
        ("( ", ")", 50),
        ("{ ", ";}", 50),
        ("if ", "; then :; fi", 50),
        ("case x in a) ", ";; esac", 6),
        ("echo $(", ")", 50),
    ] {
        let text = format!("{}a{}\n", open.repeat(depth), close.repeat(depth));
        let found = check::<Shell>("bash", &text).unwrap();
        assert!(found.is_empty(), "{open}: {found:?}");
    }
}

/// A chain in `[[ … ]]` makes a deep tree.
#[test]
fn long_conditions_are_declined() {
    declined(&format!("[[ {} a ]]\n", "a && ".repeat(100_000)));
}
