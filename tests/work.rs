//! How much work a check is, counted in fuel, which is the same on every machine and under any
//! load: it grows with the text, and no broken text makes a parser try every combination.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "host/support.rs"]
mod support;

use std::sync::LazyLock;

use proofpress::plugin::{Failure, Limits, Plugin};

/// The shell plugin; one is enough, since every check gets a fresh instance.
static SHELL: LazyLock<Plugin> =
    LazyLock::new(|| support::host().plugin(support::component("shell")));

/// Far more than any of these texts should take.
const PLENTY: Limits = Limits { fuel: 100_000_000_000, memory: 256 << 20 };

/// The fuel a check of the shell plugin takes; none where the plugin declines the text.
fn fuel(lang: &str, text: &str, limits: &Limits) -> Option<u64> {
    let rules: Vec<String> =
        SHELL.catalogue().unwrap().rules.into_iter().map(|rule| rule.name).collect();
    let rules: Vec<&str> = rules.iter().map(String::as_str).collect();
    match SHELL.check(&support::session(&rules), limits, &support::example(lang, text, &[])) {
        Ok(checked) => Some(checked.fuel),
        // So many findings in one text are refused, which is no matter here.
        Err(Failure::Declined(_) | Failure::TooLarge(_)) => None,
        Err(failure) => panic!("{text:.60}: {failure}"),
    }
}

#[test]
fn work_grows_with_the_text() {
    for (lang, line) in [
        ("bash", "cp \"$a\" b | grep \"$(x)\" > \"${c:-$(d e)}\" # comment\n"),
        ("bash", "cat <<EOF\nbody\nEOF\n"),
        ("bash", "((a); (b)); x=$(case $y in a) b;; esac)\n"),
        ("bash", "a=(1 2 3) b=\"c d\" && e || f\n"),
        ("console", "$ ls \"a\nb\" | sort\noutput (\n"),
        ("console", "$ cat <<EOF\nbody\n"),
        ("console", "$ if a\noutput\n"),
    ] {
        let work = |times: usize| fuel(lang, &line.repeat(times), &PLENTY).unwrap();
        let (small, large) = (work(250), work(1_000));
        assert!(large < small * 6, "{line:?}: {small}, then {large} for four times the text");
    }
}

#[test]
fn broken_nesting_stays_within_the_ordinary_budget() {
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
        fuel("bash", &piece.repeat(40), &Limits::CHECK);
    }
}
