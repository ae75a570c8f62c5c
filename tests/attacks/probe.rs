//! What the hostile plugin does, and what the host says to it. Every attack is followed by an
//! ordinary job on the same plugin.

use std::sync::LazyLock;

use crate::support::{attack, component, example, host, limits, session};
use proofpress::plugin::{Failure, Limits, Plugin};

static BARE: LazyLock<Plugin> = LazyLock::new(|| host().plugin(component("probe")));
static STD: LazyLock<Plugin> = LazyLock::new(|| host().plugin(component("probe-wasip2")));

/// An ordinary job, which must not notice what was there before it.
fn still_works(plugin: &Plugin) {
    let input = example("probe", "text", &[]);
    let checked = plugin.check(&session(&["said"]), &limits(), &input).unwrap();
    assert!(checked.findings.is_empty());
}

fn failure_of(plugin: &Plugin, name: &str) -> Failure {
    let failure = attack(plugin, name).unwrap_err();
    still_works(plugin);
    failure
}

/// What the plugin has to say for itself.
fn said(plugin: &Plugin, name: &str) -> String {
    let checked = attack(plugin, name).unwrap_or_else(|why| panic!("{name}: {why}"));
    still_works(plugin);
    let [finding] = checked.findings.as_slice() else { panic!("{:?}", checked.findings) };
    finding.message.clone()
}

/// On both builds, with the same outcome.
fn both(name: &str, expected: &Failure) {
    assert_eq!(failure_of(&BARE, name), *expected, "bare");
    assert_eq!(failure_of(&STD, name), *expected, "with WASI");
}

fn protocol(name: &str, expected: &str) {
    both(name, &Failure::Protocol(expected.into()));
}

fn too_large(name: &str, expected: &str) {
    both(name, &Failure::TooLarge(expected.into()));
}

// Time, memory, stack, process.

#[test]
fn endless_loop() {
    both("loop", &Failure::Budget { fuel: limits().fuel });
}

#[test]
fn endless_start() {
    let mut session = session(&["said"]);
    session.config = "loop".into();
    let input = example("probe", "text", &[]);
    let failure = BARE.check(&session, &limits(), &input).unwrap_err();
    assert_eq!(failure, Failure::Budget { fuel: limits().fuel });
}

#[test]
fn allocate() {
    both("allocate", &Failure::Memory { limit: limits().memory });
}

#[test]
fn a_refusal_of_memory_is_no_failure_by_itself() {
    assert_eq!(said(&BARE, "allocate-politely"), "refused");
}

#[test]
fn a_loop_after_a_refusal_of_memory_is_a_loop() {
    both("allocate-and-loop", &Failure::Budget { fuel: limits().fuel });
}

#[test]
fn recurse() {
    both("recurse", &Failure::Recursion);
}

#[test]
fn panic_says_where_and_why() {
    let Failure::Panic(text) = failure_of(&STD, "panic") else { panic!("no panic") };
    assert!(text.contains("violence.rs:") && text.ends_with("the probe panics"), "{text}");
}

#[test]
fn panic_without_a_message_says_in_which_function() {
    let Failure::Panic(text) = failure_of(&BARE, "panic") else { panic!("no panic") };
    assert!(text.starts_with("it left no message in `proofpress_probe::"), "{text}");
}

#[test]
fn panic_of_a_bare_component_is_told_through_the_log() {
    let Failure::Panic(text) = failure_of(&BARE, "panic-logged") else { panic!("no panic") };
    assert!(text.contains("violence.rs:") && text.ends_with("the probe panics"), "{text}");
}

#[test]
fn panic_in_validate_config() {
    assert!(matches!(STD.validate_config("panic"), Err(Failure::Panic(_))));
    still_works(&STD);
}

#[test]
fn exit() {
    assert_eq!(failure_of(&STD, "exit"), Failure::Exit);
}

#[test]
fn abort() {
    assert!(matches!(failure_of(&STD, "abort"), Failure::Panic(_)));
    assert!(matches!(failure_of(&BARE, "abort"), Failure::Panic(_)));
}

// What a plugin must not see.

#[test]
fn files() {
    assert_eq!(said(&STD, "files"), "Err(NotFound) Err(NotFound) Err(NotFound)");
}

#[test]
fn environment() {
    assert_eq!(said(&STD, "environment"), "0 variables, 0 arguments");
}

#[test]
fn network() {
    let Failure::Trap(text) = failure_of(&STD, "network") else { panic!("no trap") };
    assert!(
        text.starts_with("called `wasi:sockets/") && text.ends_with("which no plugin may"),
        "{text}"
    );
}

#[test]
fn standard_input() {
    assert_eq!(said(&STD, "stdin"), r#"Ok("")"#);
}

#[test]
fn wall_clock() {
    assert_eq!(said(&STD, "wall-clock"), "Ok(1700000000s)");
}

#[test]
fn monotonic_clock() {
    let first = said(&STD, "monotonic-clock");
    assert!(first.ends_with("µs"), "{first}");
    assert_eq!(said(&STD, "monotonic-clock"), first);
}

#[test]
fn sleep_takes_no_time() {
    let start = std::time::Instant::now();
    assert_eq!(said(&STD, "sleep"), "10 s");
    assert!(start.elapsed() < std::time::Duration::from_secs(9));
}

#[test]
fn random_follows_the_seed() {
    let with = |seed| {
        let mut session = session(&["said"]);
        session.seed = seed;
        let input = example("probe", "text", &[("attack", "random")]);
        STD.check(&session, &limits(), &input).unwrap().findings.remove(0).message
    };
    assert_eq!(with(1), with(1));
    assert_ne!(with(1), with(2));
}

#[test]
fn state_is_gone_after_a_job() {
    for _ in 0..3 {
        assert_eq!(said(&BARE, "state"), "1");
        assert_eq!(said(&STD, "state"), "1");
    }
}

#[test]
fn flooded_output_is_cut_and_no_failure() {
    let input = example("probe", "text", &[("attack", "stdout")]);
    let checked = STD.check(&session(&["said"]), &Limits::default(), &input).unwrap();
    assert_eq!(checked.findings[0].message, "still here");
    still_works(&STD);
}

#[test]
fn endless_output_is_a_failure() {
    let input = example("probe", "text", &[("attack", "endless-stdout")]);
    let failure = STD.check(&session(&["said"]), &Limits::default(), &input).unwrap_err();
    assert_eq!(failure, Failure::TooLarge("more than 64 MiB of output or log".into()));
    still_works(&STD);
}

// Lies.

#[test]
fn span_reversed() {
    protocol("span-reversed", "`said` has the span 1..0, which ends before it starts");
}

#[test]
fn span_beyond() {
    protocol("span-beyond", "`said` has the span 0..10 in an example of 9 bytes");
}

#[test]
fn span_far_beyond() {
    protocol(
        "span-far-beyond",
        "`said` has the span 4294967295..4294967295 in an example of 9 bytes",
    );
}

#[test]
fn span_in_character() {
    protocol("span-in-character", "`said` has the span 1..9, which cuts a character");
}

#[test]
fn related_beyond() {
    protocol("related-beyond", "`said` has the span 0..10 in an example of 9 bytes");
}

#[test]
fn unknown_rule() {
    protocol("unknown-rule", "it reports `someone-elses`, which is not in its catalogue");
}

#[test]
fn off_rule() {
    protocol("off-rule", "it reports `quiet`, which is off");
}

#[test]
fn other_file() {
    protocol("other-file", "`said` points at `../../etc/passwd`, and only the example was given");
}

#[test]
fn overlapping_edits() {
    protocol("overlapping-edits", "`said` has a fix whose edits overlap");
}

#[test]
fn touching_edits_are_sorted_and_no_lie() {
    let checked = attack(&BARE, "touching-edits").unwrap();
    let edits = &checked.findings[0].fixes[0].edits;
    let replacements: Vec<_> = edits.iter().map(|edit| edit.replacement.as_str()).collect();
    assert_eq!(replacements, ["a", "b", "c"]);
}

#[test]
fn edit_beyond() {
    protocol("edit-beyond", "`said` has the span 0..10 in an example of 9 bytes");
}

#[test]
fn hidden_edit() {
    protocol("hidden-edit", r"`said` has a fix that writes the hidden '\u{202e}'");
}

#[test]
fn empty_fix() {
    protocol("empty-fix", "`said` has a fix without edits");
}

#[test]
fn empty_message() {
    protocol("empty-message", "`said` has an empty text");
}

#[test]
fn escapes_are_taken_out() {
    assert_eq!(said(&BARE, "escapes"), "red turned next line");
    assert_eq!(said(&STD, "escapes"), "red turned next line");
}

#[test]
fn findings_are_sorted() {
    let checked = attack(&BARE, "unsorted").unwrap();
    let messages: Vec<_> = checked.findings.iter().map(|finding| &finding.message).collect();
    assert_eq!(messages, ["c", "a", "b"]);
}

// Floods.

#[test]
fn long_message() {
    too_large("long-message", "`said` has a text of 5000 bytes, and at most 4096 are allowed");
}

#[test]
fn many_findings() {
    too_large("many-findings", "1001 findings in one example, and at most 1000 are allowed");
}

#[test]
fn many_facts() {
    too_large("many-facts", "101 facts, and at most 100 are allowed");
}

/// Takes more fuel and memory than the other attacks, to get that far.
fn flood(name: &str) {
    let input = example("probe", "text", &[("attack", name)]);
    for plugin in [&*BARE, &*STD] {
        let failure = plugin.check(&session(&["said"]), &Limits::default(), &input).unwrap_err();
        assert_eq!(failure, Failure::TooLarge("more than 8 MiB in one answer".into()));
        still_works(plugin);
    }
}

#[test]
fn flood_message() {
    flood("flood-message");
}

#[test]
fn flood_findings() {
    flood("flood-findings");
}

// What it says of itself in the contract's own words.

#[test]
fn its_own_words() {
    assert_eq!(failure_of(&BARE, "decline"), Failure::Declined("not for me".into()));
    assert_eq!(failure_of(&BARE, "config"), Failure::Config("no good".into()));
    assert_eq!(failure_of(&BARE, "internal"), Failure::Internal("gave up".into()));
}

#[test]
fn start_refuses() {
    let mut session = session(&["said"]);
    session.config = "refuse".into();
    let failure = BARE.check(&session, &limits(), &example("probe", "", &[])).unwrap_err();
    assert_eq!(failure, Failure::Config("not this configuration".into()));
}
