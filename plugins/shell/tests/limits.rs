//! Size and depth: nothing overflows the stack of a test thread, and time grows with the text.
#![allow(clippy::disallowed_methods, reason = "the test measures time")]

use std::time::{Duration, Instant};

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

/// Unclosed and mixed-up nesting does not make the grammar try every combination.
#[test]
fn broken_nesting_is_quick() {
    for piece in [
        "(",
        "((",
        "{ ",
        "if ",
        "case x in a) ",
        "$(",
        "( (",
        "((a) ",
        "coproc ",
        "[[ ( ",
        "f() { ",
    ] {
        let started = Instant::now();
        let _ = check::<Shell>("bash", &piece.repeat(40));
        assert!(started.elapsed() < Duration::from_secs(5), "{piece}: {:?}", started.elapsed());
    }
}

/// A chain in `[[ … ]]` makes a deep tree.
#[test]
fn long_conditions_are_declined() {
    declined(&format!("[[ {} a ]]\n", "a && ".repeat(100_000)));
}

/// Four times the text takes about four times as long: never anything near sixteen.
#[test]
fn time_is_linear() {
    for (lang, line) in [
        ("bash", "cp \"$a\" b | grep `x` > \"${c:-$(d e)}\" # comment\n"),
        ("bash", "cat <<EOF\nbody\nEOF\n"),
        ("bash", "((a); (b)); x=$(case $y in a) b;; esac)\n"),
        ("bash", "rm -rf $x/ ; x=1; kill -9 $x; cd $y; for f in $(ls); do :; done\n"),
        ("bash", "a=(1 2 3) b=\"c d\" && e || f\n"),
        ("bash", "case x in\n"),
        ("console", "$ ls \"a\nb\" | sort\noutput (\n"),
        ("console", "$ cat <<EOF\nbody\n"),
        ("console", "$ if a\noutput\n"),
    ] {
        let time = |times: usize| {
            let text = line.repeat(times);
            let started = Instant::now();
            let _ = check::<Shell>(lang, &text);
            started.elapsed()
        };
        let small = time(1_000).max(Duration::from_millis(5));
        let large = time(4_000);
        assert!(large < small * 10, "{line:?}: {small:?}, then {large:?}");
    }
}
