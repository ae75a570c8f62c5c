//! The cancel button: a flag that whoever waits for a job can set, and that the job's store looks
//! at while it runs. One flag for what belongs together: other jobs of the same engine go on.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Stops the jobs of the plugins that were given it
/// ([`Plugin::cancelled_by`](super::Plugin::cancelled_by)). Clones are the same button.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Stops what is running and whatever would start later, until [`Cancel::again`].
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Lets jobs start again. Whoever takes the button back knows that nothing is running that was
    /// to be stopped.
    pub fn again(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    /// Whether it was pressed.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A job ended because its button was pressed.
#[derive(Debug)]
pub(super) struct Cancelled;

impl fmt::Display for Cancelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cancelled")
    }
}

impl std::error::Error for Cancelled {}
