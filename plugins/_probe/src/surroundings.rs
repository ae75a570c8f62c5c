//! Attacks on the surroundings: files, environment, network, clocks, chance, what other jobs left
//! behind. Each says what it saw.

#![expect(clippy::disallowed_methods, reason = "to look where a plugin must not see anything")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "to flood what is captured")]

use std::collections::hash_map::RandomState;
use std::fmt::Debug;
use std::hash::BuildHasher;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant, SystemTime};

use crate::{Answer, answers};

/// Jobs this instance has done.
static JOBS: AtomicU32 = AtomicU32::new(0);

/// Does it, if it is one of these.
pub(crate) fn attack(name: &str) -> Option<Answer> {
    let seen = match name {
        "state" => (JOBS.fetch_add(1, Ordering::Relaxed) + 1).to_string(),
        "files" => files(),
        "environment" => environment(),
        "network" => said(std::net::TcpStream::connect("127.0.0.1:80")),
        "wall-clock" => said(SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)),
        "monotonic-clock" => monotonic(),
        "sleep" => sleep(),
        "random" => RandomState::new().hash_one(7_u8).to_string(),
        "stdout" => flood(9_000),
        "endless-stdout" => flood(u32::MAX),
        "stdin" => said(std::io::read_to_string(std::io::stdin())),
        _ => return None,
    };
    Some(Ok(answers::said(&seen)))
}

fn said(seen: impl Debug) -> String {
    format!("{seen:?}")
}

fn files() -> String {
    let passwd = std::fs::read_to_string("/etc/passwd").map_err(|why| why.kind());
    let root = std::fs::read_dir("/").map(|_| ()).map_err(|why| why.kind());
    let written = std::fs::write("probe.txt", "here").map_err(|why| why.kind());
    format!("{passwd:?} {root:?} {written:?}")
}

fn environment() -> String {
    let variables = std::env::vars().count();
    let arguments = std::env::args().count();
    format!("{variables} variables, {arguments} arguments")
}

fn monotonic() -> String {
    let start = Instant::now();
    format!("{:?}", start.elapsed())
}

fn sleep() -> String {
    let start = Instant::now();
    std::thread::sleep(Duration::from_secs(10));
    format!("{} s", start.elapsed().as_secs())
}

/// So many kilobytes each of standard output and error.
fn flood(lines: u32) -> String {
    let line = "x".repeat(999);
    for _ in 0..lines {
        println!("{line}");
        eprintln!("{line}");
    }
    "still here".into()
}
