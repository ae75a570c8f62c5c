//! The far end: a process that reads one component, compiles it and writes the machine code.
//!
//! It knows nothing of plugins, sites or caches. What it reads is hostile, so it gives up, before
//! it reads it, whatever it does not need: processor time and address space beyond its limits, and
//! every file but its three streams. It ends when nobody holds the other end of its input.
//!
//! Input: length and bytes of a [`Request`], length and bytes of the component. Output: a byte that
//! says what follows, its length, and the machine code or the reason why there is none.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};
use wasmtime::Engine;

use super::{PANICKED, refused};
use crate::plugin::engine::Shape;
use crate::plugin::failure;

/// What to compile for, and with how much.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Request {
    /// The asking engine's.
    pub(super) shape: Shape,
    /// Processor time, in seconds.
    pub(super) processor: u64,
    /// Address space, in bytes.
    pub(super) memory: u64,
    /// Threads to compile on.
    pub(super) threads: usize,
}

/// Machine code follows.
pub(super) const CODE: u8 = 1;
/// A reason follows.
pub(super) const REFUSAL: u8 = 2;

/// The longest request, in bytes.
const LONGEST_REQUEST: u64 = 1 << 10;
/// The longest component, in bytes; what is longer was refused before.
const LONGEST_COMPONENT: u64 = 256 << 20;

/// Compiles what comes on standard input, for another process of this program.
///
/// # Errors
///
/// Where the limits cannot be set, the input is not what such a process sends, or nobody takes
/// the answer. What is wrong with the component is an answer.
pub fn serve_compiler() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let request: Request =
        postcard::from_bytes(&read_part(&mut input, LONGEST_REQUEST)?).map_err(io::Error::other)?;
    let engine = request.shape.compiler().map_err(|why| io::Error::other(format!("{why:#}")))?;
    limit(&request)?;
    let component = read_part(&mut input, LONGEST_COMPONENT)?;
    drop(input);
    end_when_alone()?;
    let (kind, answer) = match compile(&engine, &component, request.threads) {
        Ok(code) => (CODE, code),
        Err(why) => (REFUSAL, why.into_bytes()),
    };
    let mut output = io::stdout().lock();
    output.write_all(&[kind])?;
    output.write_all(&(answer.len() as u64).to_le_bytes())?;
    output.write_all(&answer)?;
    output.flush()
}

/// Bytes with their length before them.
fn read_part(input: &mut impl Read, longest: u64) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    input.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    if length > longest {
        return Err(io::Error::other(format!("{length} bytes, and at most {longest} are read")));
    }
    let mut bytes = vec![0; usize::try_from(length).map_err(io::Error::other)?];
    input.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Writes bytes so that [`read_part`] finds them.
pub(super) fn write_part(output: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    output.write_all(&(bytes.len() as u64).to_le_bytes())?;
    output.write_all(bytes)
}

/// The other process keeps our input open for as long as it wants the answer, and the system
/// closes it when that process is gone, however it went.
fn end_when_alone() -> io::Result<()> {
    let wait = || {
        let _ = io::stdin().lock().read(&mut [0]);
        // Compiling threads do not look whether they should end, and there is nothing to clean up.
        std::process::abort();
    };
    std::thread::Builder::new().name("parent".into()).stack_size(64 << 10).spawn(wait)?;
    Ok(())
}

fn compile(engine: &Engine, component: &[u8], threads: usize) -> Result<Vec<u8>, String> {
    let in_pool = || {
        let compile = || engine.precompile_component(component);
        match rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).build() {
            Ok(pool) => pool.install(compile),
            Err(_) => compile(),
        }
    };
    match std::thread::scope(|scope| scope.spawn(in_pool).join()) {
        Ok(Ok(code)) => Ok(code),
        Ok(Err(why)) => Err(refused(&failure::first_line(&why))),
        Err(_) => Err(PANICKED.into()),
    }
}

/// Gives up what compiling does not need.
#[cfg(unix)]
fn limit(request: &Request) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    // A second more until the system does not ask any longer.
    let limits = [
        (Resource::Cpu, request.processor, request.processor.saturating_add(1)),
        (Resource::As, request.memory, request.memory),
        (Resource::Core, 0, 0),
        (Resource::Fsize, 0, 0),
        (Resource::Nofile, 3, 3),
    ];
    for (resource, soft, hard) in limits {
        let most = getrlimit(resource).maximum;
        let hard = most.map_or(hard, |most| hard.min(most));
        let limit = Rlimit { current: Some(soft.min(hard)), maximum: Some(hard) };
        setrlimit(resource, limit)?;
    }
    Ok(())
}

/// Elsewhere the other process's clock is the only limit.
#[cfg(not(unix))]
fn limit(_: &Request) -> io::Result<()> {
    Ok(())
}
