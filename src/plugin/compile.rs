//! From a component to machine code: where that happens, and what it may take.
//!
//! Compiling cannot be metered or interrupted, and a small file can ask for a great deal of it. So
//! a component that is not part of this program is compiled in a process of its own, which the
//! system holds to its limits and which can be killed; `process` is the near end of it, `worker`
//! the far end. Components of this program, and those of a host that was given no program to
//! start, are compiled here.

mod process;
mod worker;

use std::path::PathBuf;
use std::time::Duration;

use super::contract::{Digest, Failure};
use super::host::Shared;
use super::{builtin, failure};

pub use worker::serve_compiler;

/// The hidden command of the program that makes it a compiler.
pub const COMPILER_COMMAND: &str = "__compile";

/// How components of others are compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiler {
    /// The program to start, with [`COMPILER_COMMAND`]. It must be the program that asks: its
    /// answer is loaded as machine code.
    pub program: PathBuf,
    /// What it may take.
    pub limits: CompileLimits,
}

/// What compiling one component may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompileLimits {
    /// Processor time, in seconds, over all threads.
    pub processor: u64,
    /// Address space, in bytes.
    pub memory: u64,
    /// Time by the clock.
    pub wall: Duration,
}

impl Default for CompileLimits {
    /// Four times what a whole Python interpreter takes on a slow machine.
    fn default() -> Self {
        Self { processor: 60, memory: 4 << 30, wall: Duration::from_secs(300) }
    }
}

/// The most threads of a worker. Each takes address space, whether it uses it or not.
const WORKER_THREADS: usize = 8;

/// The machine code of a component.
pub(super) fn compile(host: &Shared, bytes: &[u8], digest: &Digest) -> Result<Vec<u8>, Failure> {
    let is_ours = builtin::BUILTIN.iter().any(|builtin| builtin.digest == *digest);
    match &host.compiler {
        Some(compiler) if !is_ours => {
            let request = worker::Request {
                shape: host.shape,
                processor: compiler.limits.processor,
                memory: compiler.limits.memory,
                threads: host.threads.min(WORKER_THREADS),
            };
            process::compile(compiler, &request, bytes).map_err(Failure::Load)
        }
        _ => here(host, bytes),
    }
}

/// Compiles on a thread and a pool of its own. The caller is often a worker of a pool that other
/// callers of the same plugin belong to; a worker that waits for a pool takes up other work
/// meanwhile, which may be to load this very plugin.
fn here(host: &Shared, bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let in_pool = || {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(host.threads).build();
        let compile = || host.engine.precompile_component(bytes);
        match pool {
            Ok(pool) => pool.install(compile),
            Err(_) => compile(),
        }
    };
    match std::thread::scope(|scope| scope.spawn(in_pool).join()) {
        Ok(Ok(code)) => Ok(code),
        Ok(Err(why)) => Err(Failure::Load(refused(&failure::first_line(&why)))),
        Err(_) => Err(Failure::Load(PANICKED.into())),
    }
}

/// The compiler found a fault of its own.
const PANICKED: &str = "the compiler cannot deal with it";

/// The compiler said no.
fn refused(why: &str) -> String {
    format!("it does not compile ({why}): build it again, without WebAssembly features beyond 2.0")
}
