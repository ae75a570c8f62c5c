//! What a plugin that runs examples implements, and a place for what a run writes.

use std::fmt;

pub use crate::bindings::runner::exports::proofpress::plugin::runner::{
    Artifact, Chunk, File, OutputStream, Part, Place, Raised, RunRequest, RunResult, StepResult,
};
use crate::{Declined, Plugin};

/// How much a run may write in all, in bytes.
const MAX_OUTPUT: usize = 1 << 20;

/// A plugin that runs examples. What it answers depends on its arguments and on nothing else.
pub trait Runner: Plugin {
    /// Runs the steps of `request.main` after those of its prelude.
    ///
    /// # Errors
    ///
    /// [`Declined`] where the plugin does not run such an example, with the reason. An example
    /// that goes wrong is no error: its status, its output and `raised` tell of it.
    fn run(
        request: &RunRequest,
        session: &Session<Self::Config>,
    ) -> Result<RunResult, Declined>;
}

/// What holds for every run of a site.
#[derive(Clone, Debug)]
pub struct Session<C> {
    /// The plugin's configuration.
    pub config: C,
    /// Seconds since the epoch at which a run's clock starts.
    pub now: u64,
    /// What anything random is made from.
    pub seed: u64,
}

/// Takes what a run writes, in order, up to what the contract allows.
#[derive(Debug, Default)]
pub struct Output {
    chunks: Vec<Chunk>,
    written: usize,
}

/// The run wrote more than may be kept. It has to end, with this as what it raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutputLimit;

impl fmt::Display for OutputLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the run wrote more than {} KiB", MAX_OUTPUT >> 10)
    }
}

impl std::error::Error for OutputLimit {}

impl From<OutputLimit> for Raised {
    fn from(limit: OutputLimit) -> Self {
        Self { kind: "output-limit".into(), message: limit.to_string(), places: Vec::new() }
    }
}

impl Output {
    /// Adds what was written.
    ///
    /// # Errors
    ///
    /// [`OutputLimit`] where it is too much; what there was room for is kept.
    pub fn write(&mut self, to: OutputStream, bytes: &[u8]) -> Result<(), OutputLimit> {
        let room = MAX_OUTPUT - self.written;
        let kept = bytes.get(..room).unwrap_or(bytes);
        self.written += kept.len();
        match self.chunks.last_mut() {
            Some(last) if last.to == to => last.bytes.extend_from_slice(kept),
            _ if kept.is_empty() => {}
            _ => self.chunks.push(Chunk { to, bytes: kept.to_vec() }),
        }
        if kept.len() < bytes.len() { Err(OutputLimit) } else { Ok(()) }
    }

    /// What was written since this was last asked: the output of a step.
    pub fn take(&mut self) -> Vec<Chunk> {
        std::mem::take(&mut self.chunks)
    }
}
