//! Virtual time. It passes while everything sleeps, and a little with every command.

use std::cell::Cell;

/// Nanoseconds a command takes.
const COMMAND: u64 = 100_000;

/// The clock.
pub(crate) struct Clock {
    now: Cell<u64>,
    start: u64,
    deadline: Cell<Option<u64>>,
}

impl Clock {
    /// Starts at `now` seconds; `timeout` is in nanoseconds.
    pub(super) fn new(now: u64, timeout: Option<u64>) -> Self {
        let start = now.saturating_mul(1_000_000_000);
        let deadline = timeout.map(|timeout| start.saturating_add(timeout));
        Self { now: Cell::new(start), start, deadline: Cell::new(deadline) }
    }

    /// Nanoseconds since the epoch.
    pub(crate) fn now(&self) -> u64 {
        self.now.get()
    }

    /// Seconds since the epoch.
    pub(crate) fn seconds(&self) -> u64 {
        self.now.get() / 1_000_000_000
    }

    /// Nanoseconds since the start.
    pub(crate) fn elapsed(&self) -> u64 {
        self.now.get() - self.start
    }

    /// A command was run.
    pub(crate) fn tick(&self) {
        self.now.set(self.now.get().saturating_add(COMMAND));
    }

    pub(super) fn advance_to(&self, time: u64) {
        self.now.set(self.now.get().max(time));
    }

    pub(super) fn is_late(&self, time: u64) -> bool {
        self.deadline.get().is_some_and(|deadline| time > deadline)
    }

    /// From now on, at most so many more nanoseconds.
    pub(super) fn limit(&self, more: u64) {
        let end = self.now.get().saturating_add(more);
        self.deadline.set(Some(self.deadline.get().map_or(end, |deadline| deadline.min(end))));
    }
}
