//! What a request is given and what comes back: files, input, sessions, prompts, places.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use proofpress_javascript::JavaScript;
use proofpress_plugin::{Extra, File, Part, RunRequest, RunResult, testing};

fn part(steps: &[&str], interactive: bool) -> Part {
    let steps = steps.iter().map(|step| (*step).to_owned()).collect();
    Part { name: None, steps, interactive }
}

fn run(request: &RunRequest) -> RunResult {
    testing::run::<JavaScript>(request).unwrap()
}

fn out(result: &RunResult) -> String {
    testing::streams(result).0
}

#[test]
fn files_are_given_and_given_back() {
    let text = "const fs = require('fs'); fs.writeFileSync('out.txt', fs.readFileSync('in.txt', 'utf8').toUpperCase());
        fs.writeFileSync('same.txt', 'same'); fs.writeFileSync('/tmp/x', 'x')";
    let mut request = testing::request("js", text);
    let file = |path: &str, text: &str| File { path: path.into(), contents: text.into() };
    request.files = vec![file("in.txt", "häl"), file("same.txt", "same")];
    let result = run(&request);
    let changed: Vec<_> = result.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(changed, ["out.txt"]);
    assert_eq!(result.files[0].contents, "HÄL".as_bytes());
}

#[test]
fn arguments_environment_and_input() {
    let text = "console.log(process.argv.slice(2), process.env.NAME, require('fs').readFileSync(0, 'utf8'))";
    let mut request = testing::request("js", text);
    request.args = vec!["a".into(), "b c".into()];
    request.env = vec![Extra { key: "NAME".into(), value: "Ada".into() }];
    request.stdin = b"typed".to_vec();
    assert_eq!(out(&run(&request)), "[ 'a', 'b c' ] Ada typed\n");
}

#[test]
fn a_session_keeps_its_names() {
    let mut request = testing::request("js", "total += add(1, 2); console.log(total, await later)");
    request.prelude = vec![
        part(&["let total = 10; const add = (a, b) => a + b; console.log('dropped')"], false),
        part(&["const later = Promise.resolve('p'); throw new Error('does not matter')"], false),
    ];
    let result = run(&request);
    assert_eq!((out(&result).as_str(), result.raised.is_none()), ("13 p\n", true));
}

#[test]
fn a_prompt_shows_values() {
    let steps = [
        "1 + 1",
        "const o = { a: [1, 2] }",
        "o",
        "{ b: 2 }",
        "null.x",
        "await Promise.resolve(5)",
        "console.log('hi')",
        "'text'",
        "function f() { throw new Error('in f') }",
        "f()",
        "path.join('a', 'b')",
    ];
    let mut request = testing::request("js", "");
    request.main = part(&steps, true);
    let result = run(&request);
    let shown: Vec<String> = result
        .steps
        .iter()
        .map(|step| {
            step.output
                .iter()
                .map(|chunk| String::from_utf8_lossy(&chunk.bytes).into_owned())
                .collect()
        })
        .collect();
    assert_eq!(
        shown,
        [
            "2\n",
            "undefined\n",
            "{ a: [ 1, 2 ] }\n",
            "{ b: 2 }\n",
            "Uncaught TypeError: Cannot read properties of null (reading 'x')\n",
            "5\n",
            "hi\nundefined\n",
            "'text'\n",
            "undefined\n",
            "Uncaught Error: in f\n    at f (REPL9:1:22)\n",
            "'a/b'\n",
        ]
    );
}

#[test]
fn places_are_those_of_the_example() {
    let mut request = testing::request("js", "function g() {\n  deep(null);\n}\ng();");
    request.prelude = vec![part(&["function deep(x) {\n  return x.y;\n}"], false)];
    let raised = run(&request).raised.unwrap();
    assert_eq!((raised.kind.as_str(), raised.places.len()), ("TypeError", 3));
    let places: Vec<_> =
        raised.places.iter().map(|at| (at.part, at.line, at.function.as_str())).collect();
    assert_eq!(places[1..], [(1, 2, "g"), (0, 2, "deep")]);
}

#[test]
fn answers_come_from_the_page() {
    let text = "
        const r = await fetch('https://api.example.com/users/1');
        console.log(r.status, r.ok, r.headers.get('content-type'), await r.json(), performance.now());
        for (let i = 0; i < 3; i++) console.log((await fetch('https://api.example.com/report?x=1')).status);
        try { await fetch('https://api.example.com/users', { method: 'POST', signal: AbortSignal.timeout(500) }); }
        catch (e) { console.log(e.name); }
        try { await fetch('https://elsewhere.org'); } catch (e) { console.log(e.message, '|', e.cause.message); }
        export {};";
    let mut request = testing::request("js", text);
    let responses = r#"[
        {"url": "https://api.example.com/users/1", "json": {"name": "Ada"}, "delay": 0.25},
        {"url": "https://api.example.com/report", "responses": [{"status": 503}, {"text": "ready"}]},
        {"method": "POST", "url": "https://api.example.com/users", "error": "timeout"}]"#;
    request.files = vec![File { path: "responses.json".into(), contents: responses.into() }];
    let wanted = "200 true application/json { name: 'Ada' } 250\n503\n200\n200\nTimeoutError\n\
        fetch failed | there is no network: no entry of responses.json answers GET https://elsewhere.org/\n";
    assert_eq!(out(&run(&request)), wanted);
}

#[test]
fn tests_report_as_tap() {
    let text = "const test = require('node:test'); const assert = require('assert');
        test('adds', () => assert.equal(1 + 1, 2));
        test('fails', () => assert.equal(1, 2));";
    let result = run(&testing::request("js", text));
    let told = out(&result);
    assert!(
        told.starts_with(
            "TAP version 13\n# Subtest: adds\nok 1 - adds\n# Subtest: fails\nnot ok 2 - fails\n"
        ),
        "{told}"
    );
    assert_eq!(result.steps[0].status, 1);
}
