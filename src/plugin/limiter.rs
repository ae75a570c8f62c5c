//! Holds a job to its memory, and remembers that it had to.
//!
//! A refused growth looks to the plugin like any full machine; what it does then (trap, abort,
//! return nonsense) says nothing of the cause, so the cause is kept here.

use wasmtime::ResourceLimiter;

/// The most elements of one table: enough for an interpreter.
const TABLE_ELEMENTS: usize = 60_000;

/// The memory a job has, over all its linear memories.
#[derive(Debug)]
pub(super) struct Limiter {
    limit: usize,
    used: usize,
    refused: bool,
}

impl Limiter {
    /// Allows `limit` bytes in all.
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, used: 0, refused: false }
    }

    /// Whether the job asked for more than it may have.
    pub(super) fn has_refused(&self) -> bool {
        self.refused
    }
}

impl ResourceLimiter for Limiter {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let wanted = self.used.saturating_add(desired.saturating_sub(current));
        if wanted > self.limit {
            self.refused = true;
            return Ok(false);
        }
        self.used = wanted;
        Ok(true)
    }

    fn table_growing(
        &mut self,
        _: usize,
        desired: usize,
        _: Option<usize>,
    ) -> wasmtime::Result<bool> {
        if desired > TABLE_ELEMENTS {
            self.refused = true;
            return Ok(false);
        }
        Ok(true)
    }
}
