//! No compiling process outlives the program that wanted its answer, however that ended.

use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::bombs::{additions, bombed, functions, program};

/// The processes that a process started, by what `/proc` says of every other.
fn children(parent: u32) -> Vec<u32> {
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    let ids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    ids.filter(|id| parent_of(*id) == Some(parent)).collect()
}

/// The parent of a process that still runs.
fn parent_of(id: u32) -> Option<u32> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, rest) = stat.rsplit_once(") ")?;
    let mut words = rest.split(' ');
    let state = words.next()?;
    (state != "Z").then(|| words.next()?.parse().ok()).flatten()
}

fn is_compiler(id: u32) -> bool {
    std::fs::read(format!("/proc/{id}/cmdline"))
        .is_ok_and(|line| line.split(|byte| *byte == 0).any(|word| word == b"__compile"))
}

/// Waits until it holds.
fn wait_for<T>(what: &str, mut holds: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(60) {
        if let Some(found) = holds() {
            return found;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("waited in vain for {what}")
}

/// A section nobody reads, for a component that no cache knows.
fn unique(folder: &Path) -> Vec<u8> {
    let name = folder.to_str().unwrap().as_bytes();
    let length = u8::try_from(name.len()).unwrap();
    assert!(length < 127, "the length takes one byte");
    [&[0, length + 1, length], name].concat()
}

/// A program that is compiling a bomb in another process, and that process.
fn compiling(folder: &Path) -> (Child, u32) {
    let mut bomb = functions(40, &additions(80_000));
    bomb.extend(unique(folder));
    bombed(folder, &bomb);
    let mut child = program(folder).args(["check", "--no-cache"]).spawn().unwrap();
    let id = child.id();
    let worker = wait_for("the worker", || {
        assert!(child.try_wait().unwrap().is_none(), "the program ended by itself");
        children(id).into_iter().find(|child| is_compiler(*child))
    });
    (child, worker)
}

fn is_gone_after(signal: Signal) {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, worker) = compiling(folder.path());
    // To the program alone, as `kill` would; Ctrl-C reaches the worker as well.
    kill_process(Pid::from_child(&child), signal).unwrap();
    child.wait().unwrap();
    wait_for("the end of the worker", || (!is_compiler(worker)).then_some(()));
}

#[test]
fn no_worker_is_left_when_the_program_is_killed() {
    is_gone_after(Signal::KILL);
}

#[test]
fn no_worker_is_left_when_the_program_is_interrupted() {
    is_gone_after(Signal::INT);
}
