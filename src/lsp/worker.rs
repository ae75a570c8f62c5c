//! A thread for each site, which runs over it whenever something changed. The newest state is what
//! counts: a change cancels what is under way for an older one.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::engine::{Engine, Stage};
use super::overlay::Buffers;
use crate::plugin::Cancel;

/// How long nothing has to change before a run begins: longer than between two keys of a word,
/// shorter than anybody waits for.
const QUIET: Duration = Duration::from_millis(80);

/// What a worker tells.
#[derive(Debug)]
pub(super) enum Told {
    /// A stage of a run was done.
    Stage(Stage),
    /// The run for that serial is over: done, cancelled, or failed for this reason.
    Over(u64, Option<String>),
}

/// Somebody who hears what workers tell.
pub(super) type Hearing = Arc<dyn Fn(Told) + Send + Sync>;

/// The state of a site, to be run over.
struct Order {
    serial: u64,
    open: Arc<Buffers>,
    cancel: Cancel,
}

/// The thread of a site.
pub(super) struct Worker {
    orders: Sender<Order>,
    latest: Mutex<Cancel>,
}

impl Worker {
    /// Starts a thread, which ends with the worker.
    ///
    /// # Errors
    ///
    /// Where the system gives no thread.
    pub(super) fn start(engine: Engine, hearing: Hearing) -> std::io::Result<Self> {
        let (orders, incoming) = channel();
        thread::Builder::new()
            .name("proofpress-lsp".to_owned())
            .spawn(move || work(&engine, &incoming, &hearing))?;
        Ok(Self { orders, latest: Mutex::default() })
    }

    /// Has the site run over in this state; older states are not wanted any more. Each serial is
    /// heard of again as over, once and in order.
    pub(super) fn order(&self, serial: u64, open: Arc<Buffers>) {
        let cancel = Cancel::default();
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *latest, cancel.clone()).cancel();
        // The thread is there as long as we are.
        let _ = self.orders.send(Order { serial, open, cancel });
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner).cancel();
    }
}

fn work(engine: &Engine, orders: &Receiver<Order>, hearing: &Hearing) {
    while let Ok(mut order) = orders.recv() {
        loop {
            match orders.recv_timeout(QUIET) {
                Ok(newer) => {
                    hearing(Told::Over(order.serial, None));
                    order = newer;
                }
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        let serial = order.serial;
        let mut tell = |stage| hearing(Told::Stage(stage));
        let run = || engine.run(&order.open, &order.cancel, &mut tell);
        let why = match catch_unwind(AssertUnwindSafe(run)) {
            Ok(Ok(())) => None,
            Ok(Err(why)) => Some(why.to_string()),
            Err(_) => Some("a defect of proofpress: the site could not be checked".to_owned()),
        };
        let why = why.filter(|_| !order.cancel.is_cancelled());
        hearing(Told::Over(serial, why));
    }
}
