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
