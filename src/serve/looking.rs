//! Looks at the site as a whole, for which links are followed and addresses compared, on a thread
//! of its own: it takes long on a large site, and what was saved meanwhile does not wait for it.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::check::Assessment;
use crate::diagnostic::Finding;
use crate::error::Error;
use crate::plugin::Cancel;
use crate::press::{Parts, Still};

/// How often it is asked whether something newer is waiting.
const TICK: Duration = Duration::from_millis(2);

/// What is found out about a site as a whole.
type Found = Result<Vec<Finding>, Error>;

/// Who looks.
#[derive(Default)]
pub(super) struct Looking {
    /// One who was told to stop and may not have yet.
    last: Option<JoinHandle<()>>,
    /// The threads that look.
    pool: Option<Arc<ThreadPool>>,
}

impl Looking {
    /// Looks at the site, until something newer is waiting: then what was found out is nothing.
    pub(super) fn look(
        &mut self,
        site: Still,
        parts: Arc<Parts>,
        assessment: Arc<Assessment>,
        cancel: &Cancel,
    ) -> Option<Found> {
        self.wait(cancel)?;
        let pool = self.pool();
        // The button of the one who waits here is used again as soon as it was heard.
        let own = Cancel::default();
        let site = site.cancelled_by(own.clone());
        let (tell, told) = sync_channel(1);
        let look = move || {
            let look = || site.as_a_whole(&parts, &assessment);
            let found = match pool {
                Some(pool) => pool.install(look),
                None => look(),
            };
            // Nobody may be waiting any more.
            let _ = tell.send(found);
        };
        let thread = std::thread::Builder::new().name("looking".into()).spawn(look);
        // Without another thread there is nothing to be found out in passing.
        self.last = Some(thread.ok()?);
        let found = heard(&told, cancel);
        if found.is_none() {
            own.cancel();
            if !cancel.is_cancelled() {
                // It ended without a word: what it failed of is told here.
                self.wait(cancel);
            }
        }
        found
    }

    /// Waits for the one who looked last.
    fn wait(&mut self, cancel: &Cancel) -> Option<()> {
        while self.last.as_ref().is_some_and(|last| !last.is_finished()) {
            if cancel.is_cancelled() {
                return None;
            }
            std::thread::sleep(TICK);
        }
        match self.last.take().map(JoinHandle::join) {
            // A fault of ours is one here, too.
            Some(Err(fault)) => resume_unwind(fault),
            _ => Some(()),
        }
    }

    /// One core is left for what is saved and asked for. The usual threads do, where there is no
    /// room for others.
    fn pool(&mut self) -> Option<Arc<ThreadPool>> {
        if self.pool.is_none() {
            let threads = rayon::current_num_threads().saturating_sub(1).max(1);
            let name = |at| format!("looking {at}");
            let pool = ThreadPoolBuilder::new().num_threads(threads).thread_name(name).build();
            self.pool = pool.ok().map(Arc::new);
        }
        self.pool.clone()
    }
}

/// What was found out; none where something newer came first, or the one who looked failed.
fn heard(told: &Receiver<Found>, cancel: &Cancel) -> Option<Found> {
    loop {
        match told.recv_timeout(TICK) {
            Ok(found) => return Some(found),
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) if cancel.is_cancelled() => return None,
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}
