//! Huge, deep and endless: each ends, and says how.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use proofpress_plugin::{RunResult, testing};
use proofpress_redis::Redis;

fn run(lines: &str) -> RunResult {
    testing::run::<Redis>(&testing::request("redis", lines)).unwrap()
}

fn printed(lines: &str) -> String {
    testing::streams(&run(lines)).0
}

#[test]
fn strings_of_any_offset_do_not_take_the_memory() {
    let oom = "(error) OOM command not allowed when used memory > 'maxmemory'.\n";
    assert_eq!(printed("SETRANGE k 500000000 x"), oom);
    assert_eq!(printed("SETBIT k 4294967295 1"), oom);
    assert_eq!(printed("BITFIELD k SET u8 4294967000 1"), oom);
}

#[test]
fn patterns_do_not_backtrack() {
    let pattern = "*a".repeat(40) + "b";
    let lines = format!("SET {} 1\nKEYS {pattern}", "a".repeat(2000));
    assert_eq!(printed(&lines), "OK\n(empty array)\n");
}

#[test]
fn output_is_bounded() {
    let lines = format!("SET k {}\n100000 GET k", "x".repeat(1000));
    assert_eq!(run(&lines).raised.unwrap().kind, "output-limit");
}

#[test]
fn scripts_that_nest_too_deep_are_errors() {
    let cases = [
        ("local function f() return f() + 1 end return f()", "stack overflow"),
        ("local t = {} t[1] = t return t", "reached lua stack limit"),
        ("local t = {} t[1] = t return cjson.encode(t)", "excessive depth"),
        ("return cjson.decode(string.rep('[', 100000))", "too many nested"),
    ];
    for (script, said) in cases {
        let text = printed(&format!("EVAL \"{script}\" 0"));
        assert!(text.contains(said), "{script}: {text}");
    }
}

#[test]
fn virtual_time_is_bounded() {
    let mut request = testing::request("redis", "BLPOP nothing 100");
    request.timeout = Some(5_000_000_000);
    assert_eq!(testing::run::<Redis>(&request).unwrap().raised.unwrap().kind, "timeout");
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let lines = "SADD s a b c d e f\nSPOP s 3\nSRANDMEMBER s -5\nXADD x * a 1\nTIME\nHELLO 3";
    assert_eq!(printed(lines), printed(lines));
}
