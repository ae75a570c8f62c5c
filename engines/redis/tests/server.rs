//! Every case gives what a real server gave, and a real server still gives it.
//!
//! A case is `tests/cases/GROUP/NAME.redis`, lines as `redis-cli` reads them, and beside it
//! `NAME.expected`, what `redis-cli --no-raw` wrote when it was fed them. Where `redis-server` is
//! installed in the version that is followed, each case is held against it again, on a free port of
//! its own; `BLESS=1` records what it says. `REDIS_CASES=FOLDER` takes the cases of another folder.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests read the crate's own cases, run the server and fail by panicking"
)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;
use std::{env, fs};

use proofpress_redis_engine::{Bytes, Engine, Outcome, table, terminal, words};

/// 2026-01-01, in milliseconds since 1970.
const NOW: u64 = 1_767_225_600_000;

fn cases() -> Vec<PathBuf> {
    let root = match env::var("REDIS_CASES") {
        Ok(folder) => PathBuf::from(folder),
        Err(_) => Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"),
    };
    let groups = fs::read_dir(root).unwrap().flatten();
    let files = groups.flat_map(|group| fs::read_dir(group.path()).unwrap().flatten());
    let mut files: Vec<PathBuf> = files.map(|file| file.path()).collect();
    files.retain(|path| path.extension().is_some_and(|kind| kind == "redis"));
    files.sort();
    files
}

/// What the engine says to the lines of a case, as `redis-cli` would show it.
fn ours(text: &str) -> String {
    let mut engine = Engine::new(NOW, 1);
    let connection = engine.connect();
    let mut now = NOW;
    let mut out = Bytes::new();
    for line in text.lines() {
        let Some(words) = words::split(line) else {
            out.extend_from_slice(b"Invalid argument(s)\n");
            continue;
        };
        let words: Vec<Bytes> = words.into_iter().map(|word| word.bytes).collect();
        let mut waited = None;
        loop {
            match engine.call(connection, now, waited, &words) {
                Outcome::Reply(reply) => {
                    let protocol = engine.protocol(connection);
                    let shown = reply.map(|reply| terminal::shown(&words, &reply, protocol));
                    out.extend(shown.unwrap_or_default());
                    break;
                }
                Outcome::Waits(until) => {
                    waited = waited.or(Some(now));
                    let Some(until) = until else { break };
                    now = until;
                }
            }
        }
    }
    steady(String::from_utf8(out).unwrap())
}

/// Without the number of the connection, which `HELLO` tells.
fn steady(text: String) -> String {
    let line = |line: &str| match line.split_once("\"id\" => (integer) ") {
        Some((before, _)) => format!("{before}\"id\" => (integer) …\n"),
        None => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

/// A server of the followed version on a port of its own; stopped when dropped.
struct Real {
    server: Child,
    port: u16,
}

impl Real {
    fn start() -> Option<Self> {
        let version = Command::new("redis-server").arg("--version").output().ok()?;
        let version = String::from_utf8_lossy(&version.stdout).into_owned();
        if !version.contains(&format!("v={} ", table::VERSION)) {
            return None;
        }
        let port = TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
        let options = ["--save", "", "--bind", "127.0.0.1", "--enable-debug-command", "yes"];
        let server = Command::new("redis-server")
            .args(["--port", &port.to_string()])
            .args(options)
            .current_dir(env::temp_dir())
            .stdout(Stdio::null())
            .spawn()
            .ok()?;
        let real = Self { server, port };
        let up = (0..100).any(|_| {
            sleep(Duration::from_millis(50));
            TcpStream::connect(("127.0.0.1", port)).is_ok()
        });
        assert!(up, "`redis-server` does not listen");
        Some(real)
    }

    fn says(&self, text: &str) -> String {
        // It waits for ever where a command does.
        let mut cli = Command::new("timeout")
            .args(["10", "redis-cli", "-p", &self.port.to_string(), "--no-raw"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        cli.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        steady(String::from_utf8(cli.wait_with_output().unwrap().stdout).unwrap())
    }
}

impl Drop for Real {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// What differs, line by line.
fn difference(expected: &str, got: &str) -> String {
    let (mut expected, mut got) = (expected.lines(), got.lines());
    let mut told = String::new();
    for number in 1.. {
        match (expected.next(), got.next()) {
            (None, None) => break,
            (a, b) if a == b => {}
            (a, b) => {
                let none = "(no line)";
                let (a, b) = (a.unwrap_or(none), b.unwrap_or(none));
                let _ = write!(told, "  line {number}\n  - {a}\n  + {b}\n");
            }
        }
    }
    told
}

#[test]
fn as_a_server_does() {
    let real = Real::start();
    if real.is_none() {
        println!("not held against a server: redis-server {} is not installed", table::VERSION);
    }
    let (mut commands, mut files, mut differ, mut wrong) = (0, 0, 0, String::new());
    for path in cases() {
        let text = fs::read_to_string(&path).unwrap();
        commands += text.lines().filter(|line| !line.trim().is_empty()).count();
        let beside = path.with_extension("expected");
        if let Some(real) = &real {
            real.says("FLUSHALL\nSCRIPT FLUSH\nFUNCTION FLUSH\nCONFIG RESETSTAT\n");
            let said = real.says(&text);
            if env::var("BLESS").is_ok() {
                fs::write(&beside, &said).unwrap();
            }
            let expected = fs::read_to_string(&beside).unwrap_or_default();
            if said != expected {
                let _ = writeln!(
                    wrong,
                    "{}: the server\n{}",
                    path.display(),
                    difference(&expected, &said)
                );
            }
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        let ours = ours(&text);
        files += 1;
        if ours != expected {
            differ += 1;
            let _ =
                writeln!(wrong, "{}: the engine\n{}", path.display(), difference(&expected, &ours));
        }
    }
    println!("redis: {commands} commands in {files} files, {differ} of them differ");
    assert!(commands >= 400, "only {commands} commands");
    assert!(wrong.is_empty(), "\n{wrong}");
}
