//! Names what went wrong in a job: from a wasmtime error and what the job left behind to a
//! [`Failure`] that tells the reader what the plugin did.

use wasmtime::{Error, ThrownException, Trap, WasmBacktrace};
use wasmtime_wasi::I32Exit;

use super::bindings::proofpress::plugin::types as wire;
use super::contract::{Failure, Limits};
use super::engine::FRAMES;
use super::job::Job;
use super::sink::Flooded;
use super::text::short;
use super::wasi::Denied;

/// How functions of the language's own libraries and of its panic machinery start, which say
/// nothing of the place.
const MACHINERY: [&str; 8] =
    ["core::", "std::", "alloc::", "<", "rust_", "__rust", "__rg", "abort"];

/// What was being done when it went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// The component was being instantiated.
    Instantiate,
    /// One of its exports was being called.
    Call,
}

/// Finds the failure behind an error.
pub(super) fn classify(error: &Error, job: &Job, limits: &Limits, stage: Stage) -> Failure {
    if error.downcast_ref::<I32Exit>().is_some() {
        return Failure::Exit;
    }
    if let Some(denied) = error.downcast_ref::<Denied>() {
        return Failure::Trap(denied.to_string());
    }
    if let Some(flooded) = error.downcast_ref::<Flooded>() {
        return Failure::TooLarge(flooded.to_string());
    }
    // Out of fuel comes before memory: a plugin may live with a refused growth and loop.
    if let Some(Trap::OutOfFuel) = error.downcast_ref::<Trap>() {
        return Failure::Budget { fuel: limits.fuel };
    }
    if job.limiter.has_refused() {
        return Failure::Memory { limit: limits.memory };
    }
    if error.downcast_ref::<ThrownException>().is_some() {
        return Failure::Trap("an exception that nothing caught".into());
    }
    match error.downcast_ref::<Trap>() {
        Some(Trap::StackOverflow) => Failure::Recursion,
        // Compiled languages keep a stack of their own in memory, and run over its edge.
        Some(Trap::MemoryOutOfBounds) if is_deep(error) => Failure::Recursion,
        Some(Trap::UnreachableCodeReached) => Failure::Panic(panic_text(error, job)),
        Some(trap) => Failure::Trap(format!("{trap}{}", place(error))),
        None => without_trap(error, stage),
    }
}

/// Errors of the component model's own: linking, and lifting what was returned.
fn without_trap(error: &Error, stage: Stage) -> Failure {
    let what = first_line(error);
    if stage == Stage::Instantiate {
        Failure::Load(what)
    } else if what.contains("fuel allocated for hostcalls") {
        Failure::TooLarge("more than 8 MiB in one answer".into())
    } else {
        Failure::Protocol(what)
    }
}

/// The root cause of an error, on one line.
pub(super) fn first_line(error: &Error) -> String {
    short(&error.root_cause().to_string())
}

fn is_deep(error: &Error) -> bool {
    error.downcast_ref::<WasmBacktrace>().is_some_and(|trace| trace.frames().len() >= FRAMES.get())
}

/// What a panicking plugin said, or else where it was.
fn panic_text(error: &Error, job: &Job) -> String {
    let stderr = job.stderr.text();
    let said = said(&stderr).or_else(|| job.log.iter().rev().find_map(|line| said(line)));
    said.unwrap_or_else(|| format!("it left no message{}", place(error)))
}

/// The first line of a panic with the message on the next:
/// ``panicked at src/lib.rs:3:5: index out of bounds``.
fn said(text: &str) -> Option<String> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next()?;
    let Some((_, at)) = first.split_once("panicked at ") else { return Some(short(first)) };
    let message = lines.next().unwrap_or_default();
    Some(short(&format!("{} {message}", at.trim_end())))
}

/// The innermost function that is the plugin's own, where names were kept. Only the written
/// backtrace has its names in readable form: `   0: 0x1f2 - module!function`.
fn place(error: &Error) -> String {
    let Some(trace) = error.downcast_ref::<WasmBacktrace>() else { return String::new() };
    let trace = trace.to_string();
    let names = trace.lines().filter_map(|line| {
        let (_, place) = line.split_once(" - ")?;
        Some(without_hashes(place.split_once('!').map_or(place, |(_, function)| function)))
    });
    let mut own = names.filter(|name| !MACHINERY.iter().any(|start| name.starts_with(start)));
    own.next().map_or_else(String::new, |name| format!(" in `{}`", short(&name)))
}

/// Takes the compiler's hash out of a crate's name: `nginx[b7974e8690430dd9]::parse`.
fn without_hashes(name: &str) -> String {
    let mut plain = String::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        match after.split_once(']') {
            Some((hash, after)) if hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                rest = after;
            }
            _ => {
                plain.push('[');
                rest = after;
            }
        }
    }
    plain += rest;
    // The older way to write it: `nginx::parse::h366cb7fdd0e72850`.
    match plain.rsplit_once("::h") {
        Some((before, hash))
            if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) =>
        {
            before.to_owned()
        }
        _ => plain,
    }
}

/// What a plugin says of itself.
pub(super) fn told(failure: wire::Failure) -> Failure {
    match failure {
        wire::Failure::Unsupported(why) => Failure::Declined(short(&why)),
        wire::Failure::Config(why) => Failure::Config(short(&why)),
        wire::Failure::Internal(why) => Failure::Internal(short(&why)),
    }
}

#[cfg(test)]
mod tests {
    use super::{said, without_hashes};

    #[test]
    fn hashes_go_and_slices_stay() {
        let plain = without_hashes("nginx[b7974e8690430dd9]::parse::<[u8]>");
        assert_eq!(plain, "nginx::parse::<[u8]>");
        assert_eq!(without_hashes("cut[short"), "cut[short");
        assert_eq!(without_hashes("nginx::parse::h366cb7fdd0e72850"), "nginx::parse");
        assert_eq!(without_hashes("nginx::hash::h366"), "nginx::hash::h366");
    }

    #[test]
    fn a_panic_is_its_place_and_its_message() {
        let stderr = "\nthread 'main' (1) panicked at src/lib.rs:3:5:\nno\u{1b}[1m way\nnote: run";
        assert_eq!(said(stderr).unwrap(), "src/lib.rs:3:5: no way");
        assert_eq!(said("memory allocation failed\nmore").unwrap(), "memory allocation failed");
        assert_eq!(said("\n \n"), None);
    }
}
