//! Attacks below the contract: answers whose bytes are not what the component model allows, and
//! code in the places where the host does not expect any.

use proofpress::plugin::{Checked, Failure, Plugin};

use crate::guest::{DATA, Guest, NOTHING, answer, words};
use crate::support::{example, limits, session};

/// An instruction that never ends.
const FOR_EVER: &str = "(loop (br 0))";

fn budget() -> Failure {
    Failure::Budget { fuel: limits().fuel }
}

fn with_realloc(body: &str) -> Result<Checked, Failure> {
    Guest { realloc: body.into(), ..Guest::default() }.check()
}

/// What comes of an answer with those words: whether it failed, findings, facts.
fn answering(answer_words: &[u32], data: Vec<(u32, Vec<u8>)>) -> Result<Checked, Failure> {
    let mut data = data;
    data.push((DATA, words(answer_words)));
    Guest { check: answer(DATA), data, ..Guest::default() }.check()
}

fn protocol(came: Result<Checked, Failure>, expected: &str) {
    match came {
        Err(Failure::Protocol(why)) => assert!(why.contains(expected), "{why}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_loop_in_realloc_uses_up_the_budget() {
    // Already while it is asked who it is nothing is passed in; the first check does.
    assert_eq!(with_realloc(&format!("{FOR_EVER} (unreachable)")), Err(budget()));
}

#[test]
fn a_loop_after_the_answer_uses_up_the_budget() {
    let came = Guest { after: FOR_EVER.into(), ..Guest::default() }.check();
    assert_eq!(came, Err(budget()));
}

#[test]
fn a_trap_after_the_answer_discards_it() {
    let came = Guest { after: "(unreachable)".into(), ..Guest::default() }.check();
    assert!(matches!(came, Err(Failure::Panic(_))), "{came:?}");
}

/// A guest that does `bad` in its first check and is honest in every later one.
fn only_at_first(bad: &str) -> Guest {
    Guest {
        top: "(global $calls (mut i32) (i32.const 0))".into(),
        check: format!(
            "(global.set $calls (i32.add (global.get $calls) (i32.const 1)))
             (if (result i32) (i32.eq (global.get $calls) (i32.const 1))
               (then {bad}) (else (i32.const {NOTHING})))"
        ),
        data: vec![(DATA, words(&[0, 0xffff_0000, 1, 0, 0]))],
        ..Guest::default()
    }
}

fn twice(guest: &Guest) -> [Result<Checked, Failure>; 2] {
    let plugin = guest.plugin();
    [(); 2].map(|()| plugin.check(&session(&[]), &limits(), &example("wat", "text", &[])))
}

#[test]
fn no_instance_is_used_after_a_trap() {
    let [first, second] = twice(&only_at_first("(unreachable)"));
    assert!(matches!(first, Err(Failure::Panic(_))), "{first:?}");
    assert_eq!(second, first);
}

#[test]
fn no_instance_is_used_after_an_answer_that_cannot_be_read() {
    let [first, second] = twice(&only_at_first(&answer(DATA)));
    assert!(matches!(first, Err(Failure::Protocol(_))), "{first:?}");
    assert_eq!(second, first);
}

#[test]
fn a_list_out_of_bounds() {
    let expected = "out of bounds";
    protocol(answering(&[0, 0xffff_0000, 1, 0, 0], Vec::new()), expected);
    protocol(answering(&[0, DATA, u32::MAX, 0, 0], Vec::new()), expected);
    protocol(answering(&[0, DATA, 10_000_000, 0, 0], Vec::new()), expected);
}

/// An answer with one finding of those words.
fn finding(finding: [u32; 19], text: &[u8]) -> Result<Checked, Failure> {
    let data = vec![(DATA + 100, words(&finding)), (DATA + 300, text.to_vec())];
    answering(&[0, DATA + 100, 1, 0, 0], data)
}

/// The words of a finding that is in order: rule, severity, message, target, span, help, lists.
fn sound() -> [u32; 19] {
    let mut words = [0; 19];
    (words[0], words[1], words[3], words[4]) = (DATA + 300, 4, DATA + 300, 4);
    words
}

#[test]
fn a_sound_finding_of_no_rule_is_read_and_refused() {
    protocol(finding(sound(), b"rule"), "it reports `rule`, which is not in its catalogue");
}

#[test]
fn a_string_out_of_bounds() {
    for (at, length) in [(0xffff_ff00, 1), (DATA, u32::MAX), (2 << 16, 1)] {
        let mut words = sound();
        (words[3], words[4]) = (at, length);
        protocol(finding(words, b"rule"), "out of bounds");
    }
}

#[test]
fn a_string_that_is_not_utf8() {
    protocol(finding(sound(), b"\xff\xfe\x80\x80"), "invalid utf-8");
    protocol(finding(sound(), b"\xed\xa0\x80\x20"), "invalid utf-8");
}

#[test]
fn an_enum_beyond_its_cases() {
    for (place, value) in [(2, 77), (2, 3), (5, 2), (10, 2)] {
        let mut words = sound();
        words[place] = value;
        protocol(finding(words, b"rule"), "discriminant");
    }
    protocol(answering(&[9, 0, 0, 0, 0], Vec::new()), "discriminant");
}

#[test]
fn an_answer_at_an_odd_place() {
    let at = |place| Guest { check: answer(place), ..Guest::default() }.check();
    protocol(at(NOTHING + 1), "not aligned");
    protocol(at(0xffff_fffc), "out of bounds");
    protocol(at((2 << 16) - 4), "out of bounds");
}

#[test]
fn realloc_that_lies() {
    protocol(with_realloc("(i32.const 0x7fffffff)"), "realloc return");
    protocol(with_realloc("(i32.const 4097)"), "realloc return");
    let trapped = with_realloc("(unreachable)");
    assert!(matches!(trapped, Err(Failure::Panic(_))), "{trapped:?}");
}

/// A guest that calls itself as often as its example has bytes, and from down there has the host
/// hand something over, which it makes room for by `room`.
fn deep(room: &str) -> Guest {
    let random = r#"(import "wasi:random/random@0.2.0" "get-random-bytes"
        (func $random (param i64 i32)))"#;
    let honest = Guest::default().realloc;
    let local = "(local $at i32)";
    let calls_home = format!("{local} (if (global.get $deep) (then {room}))");
    Guest {
        top: format!(
            "{random}
             (global $deep (mut i32) (i32.const 0))
             (func $down (param i32) (result i32)
               (if (result i32) (local.get 0)
                 (then (i32.add (i32.const 1)
                   (call $down (i32.sub (local.get 0) (i32.const 1)))))
                 (else
                   (global.set $deep (i32.const 1))
                   (call $random (i64.const 16) (i32.const 2048))
                   (i32.const 0))))
             (func $endless (result i32) (i32.add (i32.const 1) (call $endless)))"
        ),
        imports: &["wasi:random/random"],
        pages: 4,
        realloc: honest.replacen(local, &calls_home, 1),
        check: format!("(drop (call $down (local.get 5))) (i32.const {NOTHING})"),
        ..Guest::default()
    }
}

#[test]
fn endless_recursion_in_realloc_wherever_it_is_called() {
    let check = |plugin: &Plugin, depth| {
        plugin.check(&session(&[]), &limits(), &example("wat", &"x".repeat(depth), &[]))
    };
    let (honest, hostile) = (deep("").plugin(), deep("(drop (call $endless))").plugin());
    let mut reached = 0;
    // Down to where the stack has no room for a single call more.
    for depth in (0..100_000).step_by(500) {
        assert_eq!(check(&hostile, depth), Err(Failure::Recursion), "{depth}");
        match check(&honest, depth) {
            Ok(_) => reached = depth,
            Err(why) => {
                assert_eq!(why, Failure::Recursion);
                break;
            }
        }
    }
    assert!((10_000..99_000).contains(&reached), "{reached}");
}

#[test]
fn realloc_that_moves_memory_is_no_lie() {
    let local = "(local $at i32)";
    let grows = format!("{local} (drop (memory.grow (i32.const 1)))");
    let grows = Guest::default().realloc.replacen(local, &grows, 1);
    assert_eq!(with_realloc(&grows).map(|checked| checked.findings.len()), Ok(0));
}

#[test]
fn strings_that_share_their_bytes() {
    // 8000 facts, each key and value the same 64 KiB: 128 KiB that would become a gigabyte.
    let check = format!(
        "(local.set 10 (i32.const 131072))
         (loop
           (i32.store (local.get 10) (i32.const 262144))
           (i32.store offset=4 (local.get 10) (i32.const 65536))
           (i32.store offset=8 (local.get 10) (i32.const 262144))
           (i32.store offset=12 (local.get 10) (i32.const 65536))
           (local.set 10 (i32.add (local.get 10) (i32.const 16)))
           (br_if 0 (i32.lt_u (local.get 10) (i32.const 259072))))
         (i32.const {DATA})"
    );
    let data = vec![(DATA, words(&[0, 0, 0, 131_072, 8000]))];
    let came = Guest { check, data, pages: 8, ..Guest::default() }.check();
    assert_eq!(came, Err(Failure::TooLarge("more than 8 MiB in one answer".into())));
}

#[test]
fn handles_without_end() {
    let came = Guest {
        top: r#"(import "wasi:cli/stdout@0.2.0" "get-stdout" (func $stdout (result i32)))"#.into(),
        imports: &["wasi:cli/stdout"],
        check: "(loop (drop (call $stdout)) (br 0)) (unreachable)".into(),
        ..Guest::default()
    }
    .check();
    assert!(matches!(came, Err(Failure::Trap(_) | Failure::Protocol(_))), "{came:?}");
}

#[test]
fn a_gigabyte_of_random_bytes() {
    let came = Guest {
        top: r#"(import "wasi:random/random@0.2.0" "get-random-bytes" (func $random (param i64 i32)))"#
            .into(),
        imports: &["wasi:random/random"],
        check: "(call $random (i64.const 1073741824) (i32.const 2048)) (unreachable)".into(),
        ..Guest::default()
    }
    .check();
    assert!(matches!(came, Err(Failure::Trap(_) | Failure::Protocol(_))), "{came:?}");
}
