//! Endless, deep, huge and reaching out: each ends within its limits, and says how.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use proofpress_javascript::JavaScript;
use proofpress_plugin::{RunResult, testing};

fn run(text: &str) -> RunResult {
    let mut request = testing::request("js", text);
    request.timeout = Some(60_000_000_000);
    testing::run::<JavaScript>(&request).unwrap()
}

fn kind(text: &str) -> String {
    run(text).raised.map(|raised| raised.kind).unwrap_or_default()
}

fn out(text: &str) -> String {
    testing::streams(&run(text)).0
}

#[test]
fn output_past_the_limit_ends_it() {
    let endless = "for (;;) { try { console.log('flood'.repeat(1000)); } catch {} }";
    let result = run(endless);
    assert_eq!(result.raised.as_ref().unwrap().kind, "output-limit");
    assert_eq!(testing::streams(&result).0.len(), 1 << 20);
}

#[test]
fn virtual_time_runs_out() {
    assert_eq!(kind("setInterval(() => {}, 1000)"), "timeout");
    assert_eq!(kind("while (Date.now() >= 0) { try { Date.now() } catch {} }"), "timeout");
    assert_eq!(kind("setTimeout(() => console.log('late'), 61000)"), "timeout");
}

#[test]
fn a_module_that_waits_for_nothing() {
    let result = run("await new Promise(() => {}); export {};");
    assert_eq!(result.raised.unwrap().kind, "deadlock");
    assert_eq!(result.steps[0].status, 13);
}

#[test]
fn recursion_is_an_error_of_the_program() {
    let caught =
        "function f() { return f() + 1 } try { f() } catch (e) { console.log(e.name, e.message) }";
    assert_eq!(out(caught), "RangeError Maximum call stack size exceeded\n");
    assert_eq!(kind("const f = () => f() + 1; f()"), "RangeError");
    let deep = "let a = []; for (let i = 0; i < 1e5; i++) a = [a]; JSON.stringify(a)";
    assert_eq!(kind(deep), "RangeError");
}

#[test]
fn memory_runs_out() {
    let kept = kind("const all = []; for (;;) all.push(new Uint8Array(10_000_000).fill(1))");
    assert_eq!(kept, "out-of-memory");
    let text = kind("let s = 'x'; for (;;) s += s");
    assert_eq!(text, "RangeError");
    assert_eq!(kind("new ArrayBuffer(10_000_000_000)"), "RangeError");
}

#[test]
fn nothing_outside_is_there() {
    let reaching = "
        const names = ['std', 'os', 'bjson', 'Deno', 'Bun', 'scriptArgs', 'print', 'load', 'Worker'];
        console.log(names.filter((name) => name in globalThis));
        console.log(process.env, require('fs').readdirSync('/'));
        for (const f of ['/etc/passwd', '/proc/self/environ', '../../etc/passwd']) {
            try { require('fs').readFileSync(f); } catch (e) { console.log(e.code); }
        }
        for (const m of ['child_process', 'net', 'http', 'worker_threads', 'vm']) {
            try { require(m); } catch (e) { console.log(e.code); }
        }
        fetch('https://example.com').catch((e) => console.log(e.message, e.cause.code));
    ";
    let wanted = "[]\n{} [ 'home', 'tmp', 'workspace' ]\nENOENT\nENOENT\nENOENT\n";
    let refused = "ERR_UNSUPPORTED_MODULE\n".repeat(5);
    assert_eq!(out(reaching), format!("{wanted}{refused}fetch failed ENOTFOUND\n"));
}

#[test]
fn the_same_twice() {
    let text = "console.log(Math.random(), Date.now(), crypto.randomUUID(), new Date(), performance.now(),
        require('crypto').randomBytes(8), require('fs').mkdtempSync('/tmp/x'), [..'cba'].sort(() => Math.random() - 0.5))"
        .replace("[..", "[...");
    let first = out(&text);
    assert!(!first.is_empty());
    assert_eq!(first, out(&text));
    assert!(first.contains("1767225600000"), "{first}");
}

#[test]
fn exit_cannot_be_caught() {
    let result = run("try { process.exit(3) } catch {} finally { console.log('no') } for (;;);");
    assert_eq!((result.steps[0].status, testing::streams(&result).0.as_str()), (3, ""));
}
