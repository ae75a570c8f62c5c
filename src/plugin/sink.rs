//! Standard output and error of a plugin: a stream that takes everything and keeps the beginning.
//!
//! A stream that failed once it is full would make a plugin's `println!` panic, so that how much
//! it logs would decide whether it works.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use tokio::io::AsyncWrite;
use wasmtime_wasi::cli::{IsTerminal, StdoutStream};
use wasmtime_wasi::p2::{OutputStream, Pollable, StreamError, StreamResult};

/// How much is kept, in bytes.
const KEPT: usize = 4 << 10;
/// How much is taken in one write, in bytes.
const PERMIT: usize = 64 << 10;

/// How much a job may write in all, and read, in bytes.
const ALLOWANCE: u64 = 64 << 20;
/// What a write, or a look at a file, counts at least, in bytes: it takes the host's time, which no fuel pays for.
const WRITE: u64 = 1 << 10;

/// A job wrote or read more than its allowance; which of them.
#[derive(Debug)]
pub(super) struct Flooded(&'static str);

impl fmt::Display for Flooded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "more than {} MiB of {}", ALLOWANCE >> 20, self.0)
    }
}

impl std::error::Error for Flooded {}

/// What a job has written, to its streams and its log together, or read.
#[derive(Clone, Debug)]
pub(super) struct Allowance(Arc<AtomicU64>, &'static str);

impl Default for Allowance {
    fn default() -> Self {
        Self::of("output or log")
    }
}

impl Allowance {
    /// An allowance of that.
    pub(super) fn of(what: &'static str) -> Self {
        Self(Arc::default(), what)
    }

    /// Counts a write of that length.
    ///
    /// # Errors
    ///
    /// [`Flooded`] where it is one too many.
    pub(super) fn spend(&self, length: usize) -> Result<(), Flooded> {
        let cost = u64::try_from(length).unwrap_or(u64::MAX).max(WRITE);
        let before = self.0.fetch_add(cost, Ordering::Relaxed);
        if before.saturating_add(cost) > ALLOWANCE { Err(Flooded(self.1)) } else { Ok(()) }
    }
}

/// A stream that keeps its first bytes. Clones are the same stream.
#[derive(Clone, Debug)]
pub(super) struct Sink {
    kept: Arc<Mutex<Vec<u8>>>,
    allowance: Allowance,
}

impl Sink {
    /// A stream that shares an allowance with others.
    pub(super) fn new(allowance: &Allowance) -> Self {
        Self { kept: Arc::default(), allowance: allowance.clone() }
    }

    /// What was kept, with what is not UTF-8 replaced.
    pub(super) fn text(&self) -> String {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&kept).into_owned()
    }

    fn take(&self, bytes: &[u8]) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let room = KEPT.saturating_sub(kept.len()).min(bytes.len());
        kept.extend_from_slice(bytes.get(..room).unwrap_or_default());
    }
}

impl IsTerminal for Sink {
    fn is_terminal(&self) -> bool {
        false
    }
}

impl StdoutStream for Sink {
    fn async_stream(&self) -> Box<dyn AsyncWrite + Send + Sync> {
        Box::new(self.clone())
    }

    fn p2_stream(&self) -> Box<dyn OutputStream> {
        Box::new(self.clone())
    }
}

#[wasmtime_wasi::async_trait]
impl Pollable for Sink {
    async fn ready(&mut self) {}
}

#[wasmtime_wasi::async_trait]
impl OutputStream for Sink {
    fn write(&mut self, bytes: Bytes) -> StreamResult<()> {
        self.allowance.spend(bytes.len()).map_err(|why| StreamError::Trap(why.into()))?;
        self.take(&bytes);
        Ok(())
    }

    fn flush(&mut self) -> StreamResult<()> {
        Ok(())
    }

    fn check_write(&mut self) -> StreamResult<usize> {
        Ok(PERMIT)
    }
}

impl AsyncWrite for Sink {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.take(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
