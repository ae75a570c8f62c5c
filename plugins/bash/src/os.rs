//! The machine that scripts believe in: processes, time, pipes and files, all in memory and all
//! deterministic. Knows nothing of the shell's language.

pub(crate) mod bytes;
pub(crate) mod clock;
pub(crate) mod errno;
pub(crate) mod fds;
pub(crate) mod files;
pub(crate) mod node;
pub(crate) mod open;
pub(crate) mod pipe;
pub(crate) mod process;
pub(crate) mod random;
pub(crate) mod signal;
pub(crate) mod sink;
pub(crate) mod task;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use clock::Clock;
use files::Files;
use process::Processes;
use random::Random;
use sink::Sink;
use task::Tasks;

/// What ended a run from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The virtual time is up.
    Timeout,
    /// Everything waits for ever.
    Deadlock,
    /// It wrote more than is kept.
    OutputLimit,
}

/// The machine.
pub(crate) struct Os {
    pub(crate) clock: Clock,
    pub(crate) random: Random,
    pub(crate) files: Files,
    pub(crate) sink: RefCell<Sink>,
    pub(crate) tasks: Tasks,
    pub(crate) processes: Processes,
    pub(crate) stopped: Cell<Option<Stop>>,
    /// Bits that new files do not get.
    pub(crate) umask: Cell<u32>,
}

/// A handle on the machine.
pub(crate) type Machine = Rc<Os>;

impl Os {
    /// A machine that starts at `now` (seconds since the epoch) with this seed.
    pub(crate) fn new(now: u64, seed: u64, timeout: Option<u64>) -> Machine {
        Rc::new(Self {
            clock: Clock::new(now, timeout),
            random: Random::new(seed),
            files: Files::new(now),
            sink: RefCell::default(),
            tasks: Tasks::default(),
            processes: Processes::default(),
            stopped: Cell::new(None),
            umask: Cell::new(0o022),
        })
    }
}
