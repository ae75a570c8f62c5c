//! What a plugin says of itself: more than once and not the same, or nothing to be accepted.

use proofpress::plugin::Failure;

use crate::guest::Guest;

fn refused(guest: &Guest) -> Failure {
    guest.plugin().catalogue().unwrap_err()
}

#[test]
fn a_plugin_that_describes_itself_by_the_clock() {
    let failure = refused(&Guest {
        top: r#"(import "wasi:clocks/wall-clock@0.2.0" "now" (func $now (param i32)))"#.into(),
        imports: &["wasi:clocks/wall-clock"],
        // One digit of the version is one of the time's.
        describe: "(call $now (i32.const 2048))
            (i32.store8 (i32.const 132) (i32.wrap_i64 (i64.add (i64.const 48)
              (i64.rem_u (i64.div_u (i64.load (i32.const 2048)) (i64.const 1000000000)) (i64.const 10)))))
            (i32.const 256)"
            .into(),
        ..Guest::default()
    });
    let Failure::Protocol(why) = failure else { panic!("{failure:?}") };
    assert!(why.starts_with("it describes itself differently each time"), "{why}");
}

#[test]
fn a_plugin_that_describes_itself_by_chance() {
    let failure = refused(&Guest {
        top: r#"(import "wasi:random/random@0.2.0" "get-random-bytes" (func $random (param i64 i32)))"#
            .into(),
        imports: &["wasi:random/random"],
        describe: "(call $random (i64.const 8) (i32.const 2048))
            (i32.store8 (i32.const 132) (i32.add (i32.const 65)
              (i32.rem_u (i32.load8_u (i32.load (i32.const 2048))) (i32.const 26))))
            (i32.const 256)"
            .into(),
        ..Guest::default()
    });
    let Failure::Protocol(why) = failure else { panic!("{failure:?}") };
    assert!(why.starts_with("it describes itself differently each time"), "{why}");
}

#[test]
fn a_plugin_that_imports_what_it_does_not_ask_for() {
    let failure = refused(&Guest {
        top: r#"(import "proofpress:plugin/site-files@1.0.0" "paths" (func (param i32)))"#.into(),
        imports: &["proofpress:plugin/site-files"],
        ..Guest::default()
    });
    let Failure::Load(why) = failure else { panic!("{failure:?}") };
    assert!(why.starts_with("it imports `site-files` and does not ask for `read-files`"), "{why}");
}

fn with_schema(schema: &str) -> Failure {
    refused(&Guest { schema: schema.into(), ..Guest::default() })
}

#[test]
fn a_schema_with_a_remote_reference() {
    let failure = with_schema(r#"{"$ref":"https://evil.example/schema.json"}"#);
    let Failure::Protocol(why) = failure else { panic!("{failure:?}") };
    assert!(
        why.starts_with("its configuration schema is not accepted: it refers to `https://evil"),
        "{why}"
    );
}

#[test]
fn a_schema_that_speaks_in_escapes() {
    let failure = with_schema("{\"$ref\":\"\\u001b[31m\\u202eevil\"}");
    assert!(!failure.to_string().contains(['\u{1b}', '\u{202e}']), "{failure}");
}

#[test]
fn a_schema_of_50_megabytes() {
    // It need not have them: it only says so, and its memory is as large.
    let guest = Guest { pages: 801, ..Guest::default() };
    let length = 50_u32 << 20;
    let describe = format!("(i32.store (i32.const 644) (i32.const {length})) (i32.const 256)");
    let failure = refused(&Guest { describe, ..guest });
    assert_eq!(failure, Failure::TooLarge("more than 8 MiB in one answer".into()));
}
