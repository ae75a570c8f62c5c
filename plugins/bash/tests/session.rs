//! What a request is given and what comes back: workspaces, transcripts, preludes, ends.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use proofpress_bash::Bash;
use proofpress_plugin::{
    File, NoConfig, OutputStream, Part, RunRequest, RunResult, Runner, Session,
};

fn part(steps: &[&str], interactive: bool) -> Part {
    let steps = steps.iter().map(|step| (*step).to_owned()).collect();
    Part { name: None, steps, interactive }
}

fn request(main: Part) -> RunRequest {
    RunRequest {
        lang: "bash".into(),
        attrs: Vec::new(),
        prelude: Vec::new(),
        main,
        stdin: Vec::new(),
        args: Vec::new(),
        env: Vec::new(),
        files: Vec::new(),
        timeout: Some(60_000_000_000),
    }
}

fn run(request: &RunRequest) -> RunResult {
    Bash::run(request, &Session { config: NoConfig {}, now: 1_700_000_000, seed: 7 }).unwrap()
}

fn text(result: &RunResult, step: usize, stream: OutputStream) -> String {
    let chunks = result.steps[step].output.iter().filter(|chunk| chunk.to == stream);
    chunks.map(|chunk| String::from_utf8_lossy(&chunk.bytes).into_owned()).collect()
}

fn out(result: &RunResult, step: usize) -> String {
    text(result, step, OutputStream::Stdout)
}

fn file(path: &str, contents: &str) -> File {
    File { path: path.into(), contents: contents.into() }
}

#[test]
fn files_are_given_and_given_back() {
    let mut asked =
        request(part(&["tr a-z A-Z < in.txt > sub/out.txt; echo more >> in.txt"], false));
    asked.files = vec![file("in.txt", "hello\n"), file("sub/same.txt", "same\n")];
    let result = run(&asked);
    let paths: Vec<&str> = result.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["in.txt", "sub/out.txt"]);
    assert_eq!(result.files[1].contents, b"HELLO\n");
}

#[test]
fn a_stub_is_a_command() {
    let mut asked = request(part(&["kubectl get pods | grep -c Running; deploy now"], false));
    asked.files = vec![
        file("bin/kubectl", "NAME   STATUS\nweb    Running\n"),
        file("bin/deploy", "#!/bin/bash\necho \"deploying $1\"\nexit 3\n"),
    ];
    let result = run(&asked);
    assert_eq!(out(&result, 0), "1\ndeploying now\n");
    assert_eq!(result.steps[0].status, 3);
}

#[test]
fn a_transcript_keeps_its_state() {
    let steps = [
        "x=5",
        "echo $x; false",
        "nosuch",
        "cd /tmp && pwd",
        "alias hi='echo hey'",
        "hi",
        "exit 4",
        "echo no",
    ];
    let result = run(&request(part(&steps, true)));
    assert_eq!(result.steps.len(), 7);
    assert_eq!(out(&result, 1), "5\n");
    assert_eq!(result.steps[1].status, 1);
    assert_eq!(text(&result, 2, OutputStream::Stderr), "bash: nosuch: command not found\n");
    assert_eq!(result.steps[2].status, 127);
    assert_eq!(out(&result, 3), "/tmp\n");
    assert_eq!(out(&result, 5), "hey\n");
    assert_eq!(result.steps[6].status, 4);
}

#[test]
fn a_prelude_leaves_only_its_state() {
    let mut asked = request(part(&["greet $name"], false));
    asked.prelude = vec![
        part(&["greet() { echo \"hi $1\"; }; echo dropped"], false),
        part(&["name=ann; exit 9"], false),
    ];
    let result = run(&asked);
    assert_eq!(out(&result, 0), "hi ann\n");
    assert_eq!(result.steps[0].status, 0);
}

#[test]
fn arguments_environment_and_input() {
    let mut asked = request(part(&["echo $# \"$2\" $COLOR; cat"], false));
    asked.args = vec!["a".into(), "b c".into()];
    asked.env = vec![proofpress_plugin::Extra { key: "COLOR".into(), value: "red".into() }];
    asked.stdin = b"typed\n".to_vec();
    assert_eq!(out(&run(&asked), 0), "2 b c red\ntyped\n");
}

#[test]
fn time_is_virtual() {
    let result = run(&request(part(&["date -u +%T; sleep 30; date -u +%T; echo $SECONDS"], false)));
    assert_eq!(out(&result, 0), "22:13:20\n22:13:50\n30\n");
    assert!(result.raised.is_none());
}

fn raised(script: &str) -> (String, RunResult) {
    let result = run(&request(part(&[script], false)));
    let kind = result.raised.as_ref().map(|raised| raised.kind.clone()).unwrap_or_default();
    (kind, result)
}

#[test]
fn what_ends_a_run() {
    let (kind, result) = raised("echo before; sleep 100; echo after");
    assert_eq!((kind.as_str(), out(&result, 0).as_str()), ("timeout", "before\n"));
    let (kind, _) = raised("mkfifo p; cat p");
    assert_eq!(kind, "deadlock");
    let (kind, result) = raised("yes");
    assert_eq!((kind.as_str(), out(&result, 0).len()), ("output-limit", 1 << 20));
    let (kind, _) = raised("while :; do :; done");
    assert_eq!(kind, "timeout");
}

#[test]
fn the_background_comes_to_its_end() {
    let (kind, result) = raised("(sleep 1; echo late) & echo now");
    assert_eq!((kind.as_str(), out(&result, 0).as_str()), ("", "now\nlate\n"));
}

#[test]
fn too_much_of_anything_is_told() {
    let (_, result) = raised("f() { f; }; f; echo on");
    assert!(text(&result, 0, OutputStream::Stderr).contains("maximum function nesting level"));
    let (_, result) = raised(":() { : | : & }; bomb() { bomb & bomb & wait; }; bomb; echo end");
    let errors = text(&result, 0, OutputStream::Stderr);
    assert!(errors.contains("Resource temporarily unavailable"), "{errors}");
    let (_, result) = raised("echo 'bash s' >s; bash s; echo end");
    let errors = text(&result, 0, OutputStream::Stderr);
    assert!(errors.contains("Resource temporarily unavailable"), "{errors}");
    assert_eq!(out(&result, 0), "end\n");
    let script = "echo '[ $1 = 0 ] && echo there || exec bash s $(($1 - 1))' >s; bash s 3000";
    assert_eq!(out(&run(&request(part(&[script], false))), 0), "there\n");
}

#[test]
fn the_same_twice() {
    let script = "echo $RANDOM $$; shuf -i 1-9 | paste -sd' '; mktemp -u; date +%s%N";
    let again = || out(&run(&request(part(&[script], false))), 0);
    assert_eq!(again(), again());
}

#[test]
fn jobs_are_told_at_the_prompt() {
    let result = run(&request(part(&["sleep 1 &", "wait", "jobs"], true)));
    assert_eq!(text(&result, 0, OutputStream::Stderr), "[1] 1001\n");
    assert_eq!(out(&result, 2), "");
}

#[test]
fn a_failure_under_errexit_has_its_place() {
    let script = "set -e\nf() {\n  true\n  grep -q x /dev/null\n}\necho on\nf\necho off\n";
    let mut asked = request(part(&[script], false));
    asked.prelude = vec![part(&["shared=1\n"], false)];
    let result = run(&asked);
    assert_eq!(out(&result, 0), "on\n");
    let raised = result.raised.unwrap();
    assert_eq!(raised.kind, "errexit");
    assert_eq!(raised.message, "`grep -q x /dev/null` ended with status 1");
    let place = &raised.places[0];
    assert_eq!((place.part, place.step, place.line, place.function.as_str()), (1, 0, 4, "f"));
}

#[test]
fn an_exit_of_its_own_is_no_failure() {
    for script in ["set -e\nexit 3\n", "false\n", "set -e\nif false; then :; fi\n"] {
        assert!(run(&request(part(&[script], false))).raised.is_none(), "{script}");
    }
}
