//! The near end: starts the worker, hands it the component, and waits no longer than it may take.
//!
//! What the worker answers is trusted as machine code. That is sound because it is this very
//! program, started by its path, with an environment that is empty; and it is all that is trusted:
//! a worker that answers nothing, or dies, is a reason not to load the plugin.

use std::io::{self, Read};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;

use super::worker::{CODE, REFUSAL, Request, write_part};
use super::{COMPILER_COMMAND, CompileLimits, Compiler};

/// What to do about a component that takes too much.
const REMEDY: &str = "leave out what it does not use, and build it with optimisation";
/// The longest machine code, in bytes.
const LONGEST_CODE: u64 = 1 << 30;
/// How much of what a dying worker says is kept, in bytes.
const LAST_WORDS: u64 = 4 << 10;

/// Compiles in another process. The error is what is wrong with the component, or with the worker.
pub(super) fn compile(
    compiler: &Compiler,
    request: &Request,
    bytes: &[u8],
) -> Result<Vec<u8>, String> {
    let mut child = start(compiler)
        .map_err(|why| format!("the process that compiles it cannot be started ({why})"))?;
    let (Some(stdin), Some(stdout), Some(stderr)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err("the process that compiles it has no streams".into());
    };
    let (tell, told) = mpsc::channel();
    thread::scope(|scope| {
        // Its input stays open until it has answered: it ends when that is closed.
        let sending = scope.spawn(move || send(stdin, request, bytes));
        scope.spawn(move || {
            // Nobody listens any more where the time is up.
            let _ = tell.send(receive(stdout));
        });
        let listening = scope.spawn(move || {
            let mut words = String::new();
            let _ = stderr.take(LAST_WORDS).read_to_string(&mut words);
            words
        });
        let answer = told.recv_timeout(compiler.limits.wall);
        // It has answered, or failed to, or is out of time; in each case it is to be gone.
        let _ = child.kill();
        let status = child.wait();
        drop(sending.join());
        let words = listening.join().unwrap_or_default();
        match (answer, status) {
            (Ok(Ok(answer)), _) => answer,
            (Ok(Err(_)), Ok(status)) => Err(ended(status, &words, &compiler.limits)),
            (Ok(Err(why)), Err(_)) => Err(format!("the process that compiles it is lost ({why})")),
            (Err(_), _) => {
                let seconds = compiler.limits.wall.as_secs();
                Err(format!("compiling it took more than {seconds} s: {REMEDY}"))
            }
        }
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "this very program, to compile in a process that can be killed"
)]
fn start(compiler: &Compiler) -> io::Result<Child> {
    Command::new(&compiler.program)
        .arg(COMPILER_COMMAND)
        .env_clear()
        // Our allocator would reserve a gigabyte of the address space that the worker limits.
        .env("MIMALLOC_DISALLOW_ARENA_ALLOC", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
}

/// A worker that ends early takes no more of it; then its answer tells why.
fn send(mut stdin: ChildStdin, request: &Request, bytes: &[u8]) -> Option<ChildStdin> {
    let request = postcard::to_stdvec(request).ok()?;
    write_part(&mut stdin, &request).ok()?;
    write_part(&mut stdin, bytes).ok()?;
    Some(stdin)
}

/// The machine code, or the compiler's reason; an error where the worker ended without either.
fn receive(mut from: impl Read) -> io::Result<Result<Vec<u8>, String>> {
    let mut head = [0; 9];
    from.read_exact(&mut head)?;
    let (&kind, length) = head.split_first().ok_or(io::ErrorKind::InvalidData)?;
    if !matches!(kind, CODE | REFUSAL) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let length = u64::from_le_bytes(length.try_into().map_err(io::Error::other)?);
    if length > LONGEST_CODE {
        return Ok(Err(format!("its machine code has {} MiB: {REMEDY}", length >> 20)));
    }
    let mut answer = Vec::new();
    from.take(length).read_to_end(&mut answer)?;
    if answer.len() as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(match kind {
        CODE => Ok(answer),
        _ => Err(String::from_utf8_lossy(&answer).into_owned()),
    })
}

/// How a worker ended that gave no answer.
fn ended(status: ExitStatus, words: &str, limits: &CompileLimits) -> String {
    let memory = words.contains("memory allocation of") || words.contains("os error 12");
    if is_out_of_time(status) {
        format!("compiling it took more than {} s of processor time: {REMEDY}", limits.processor)
    } else if memory {
        format!("compiling it took more than {} MiB of memory: {REMEDY}", limits.memory >> 20)
    } else {
        let words =
            words.lines().next().map(|line| format!(", {}", super::super::text::short(line)));
        format!("the process that compiles it crashed ({status}{})", words.unwrap_or_default())
    }
}

/// Whether the system ended it for its processor time.
#[cfg(unix)]
fn is_out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;

    status.signal() == Some(rustix::process::Signal::XCPU.as_raw())
}

/// Elsewhere there is no such limit.
#[cfg(not(unix))]
fn is_out_of_time(_: ExitStatus) -> bool {
    false
}
