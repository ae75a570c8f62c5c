//! Attacks on the machine: time, memory, stack, the process.

use std::hint::black_box;

use crate::{Answer, answers};

/// Does it, if it is one of these.
#[expect(clippy::exit, reason = "that is the attack")]
pub(crate) fn attack(name: &str) -> Option<Answer> {
    match name {
        "loop" => endless(),
        "allocate" => Some(allocate()),
        "allocate-and-loop" => {
            let _ = allocate_politely();
            endless()
        }
        "allocate-politely" => Some(Ok(answers::said(allocate_politely()))),
        "recurse" => Some(Ok(answers::said(&recurse(1).to_string()))),
        "panic" => panic(),
        "panic-logged" => {
            proofpress_plugin::report_panics();
            panic()
        }
        "exit" => std::process::exit(0),
        "abort" => std::process::abort(),
        _ => None,
    }
}

/// Never comes back.
#[expect(clippy::empty_loop, reason = "that is the attack")]
pub(crate) fn endless() -> ! {
    loop {}
}

/// Panics.
#[expect(clippy::panic, reason = "that is the attack")]
pub(crate) fn panic() -> ! {
    panic!("the probe\u{1b}[31m panics");
}

/// Takes 500 MiB.
fn allocate() -> Answer {
    let mut hoard = Vec::new();
    for _ in 0..500 {
        hoard.push(black_box(vec![1_u8; 1 << 20]));
    }
    Ok(answers::said(&hoard.len().to_string()))
}

/// Asks for 1 GiB and takes no for an answer.
fn allocate_politely() -> &'static str {
    let mut hoard: Vec<u8> = Vec::new();
    let given = hoard.try_reserve(1 << 30).is_ok();
    black_box(&hoard);
    if given { "given" } else { "refused" }
}

#[expect(unconditional_recursion, reason = "that is the attack")]
fn recurse(depth: u64) -> u64 {
    let frame = black_box([depth; 16]);
    black_box(recurse(frame[3] + 1)) + frame[5]
}
