//! Earlier examples of a session are run for their state.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use proofpress_plugin::{Part, testing};
use proofpress_redis::Redis;

#[test]
fn state_goes_on_and_output_does_not() {
    let mut request = testing::request("redis", "GET a");
    let part = |steps: &[&str], interactive| Part {
        name: None,
        steps: steps.iter().map(|step| (*step).to_owned()).collect(),
        interactive,
    };
    request.prelude = vec![part(&["SET a 1\nINCR a"], false), part(&["INCR a", "QUIT"], true)];
    // Each example begins with the connection without a name.
    request.prelude.push(part(&["# client other\nMULTI"], false));
    let result = testing::run::<Redis>(&request).unwrap();
    assert_eq!(testing::streams(&result).0, "\"3\"\n");
}

#[test]
fn each_command_of_a_transcript_is_a_step() {
    let mut request = testing::request("redis", "");
    request.main.steps = vec!["MULTI".into(), "SET a 1".into(), "EXEC".into()];
    request.main.interactive = true;
    let result = testing::run::<Redis>(&request).unwrap();
    let steps: Vec<String> = result
        .steps
        .iter()
        .map(|step| String::from_utf8(step.output[0].bytes.clone()).unwrap())
        .collect();
    assert_eq!(steps, ["OK\n", "QUEUED\n", "1) OK\n"]);
}

#[test]
fn what_waits_at_one_prompt_is_told_at_that_prompt() {
    let mut request = testing::request("redis", "");
    request.main.steps = vec!["DEBUG SLEEP 2".into(), "BLPOP q 3".into(), "PING".into()];
    request.main.interactive = true;
    let result = testing::run::<Redis>(&request).unwrap();
    let steps: Vec<String> = result
        .steps
        .iter()
        .map(|step| step.output.iter().flat_map(|chunk| chunk.bytes.iter().copied()).collect())
        .map(|bytes: Vec<u8>| String::from_utf8(bytes).unwrap())
        .collect();
    assert_eq!(steps, ["OK\n(2.00s)\n", "(nil)\n(3.00s)\n", "PONG\n"]);
}
