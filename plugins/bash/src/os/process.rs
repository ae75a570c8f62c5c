//! Processes: ids, how they ended, and signals on their way to them.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::rc::Rc;

use super::Os;
use super::errno::{Done, Errno};
use super::signal::{self, Signal};
use super::task::Queue;

/// Names a process.
pub(crate) type Pid = u32;

/// The id of the first shell, and so its `$$`.
pub(crate) const FIRST: Pid = 1000;

/// How many processes there may be at a time.
const MOST: usize = 2000;

#[derive(Default)]
struct Process {
    /// How it ended; more than 128 is a signal where `signaled`.
    status: Option<i32>,
    signaled: Option<Signal>,
    pending: Vec<Signal>,
    caught: BTreeSet<Signal>,
    ignored: BTreeSet<Signal>,
    /// The group it is in: that of `timeout`'s command, or none.
    group: Option<Pid>,
    changed: Rc<Queue>,
}

/// All processes, and who waits for them.
pub(crate) struct Processes {
    table: RefCell<BTreeMap<Pid, Process>>,
    last: Cell<Pid>,
    running: Cell<usize>,
}

impl Default for Processes {
    fn default() -> Self {
        let first = BTreeMap::from([(FIRST, Process::default())]);
        Self { table: RefCell::new(first), last: Cell::new(FIRST), running: Cell::new(1) }
    }
}

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ended {
    pub(crate) status: i32,
    pub(crate) signal: Option<Signal>,
}

impl Os {
    /// Starts a process. `None`: there are too many.
    pub(crate) fn start<F, T>(self: &Rc<Self>, make: F) -> Option<Pid>
    where
        F: FnOnce(Pid) -> T,
        T: Future<Output = i32> + 'static,
    {
        if self.processes.running.get() >= MOST {
            return None;
        }
        let pid = self.next_pid();
        self.enter(pid);
        self.launch(pid, make(pid));
        Some(pid)
    }

    /// Starts a process under an id that was given out before. `false`: there are too many.
    pub(crate) fn start_as(
        self: &Rc<Self>,
        pid: Pid,
        future: impl Future<Output = i32> + 'static,
    ) -> bool {
        if self.processes.running.get() >= MOST {
            return false;
        }
        self.enter(pid);
        self.launch(pid, future);
        true
    }

    /// Makes a process known, in the group of the one that starts it.
    fn enter(&self, pid: Pid) {
        self.processes.running.set(self.processes.running.get() + 1);
        let mut table = self.processes.table.borrow_mut();
        let parent = self.tasks.current_pid().and_then(|parent| table.get(&parent));
        let group = parent.and_then(|parent| parent.group);
        table.insert(pid, Process { group, ..Process::default() });
    }

    fn launch(self: &Rc<Self>, pid: Pid, future: impl Future<Output = i32> + 'static) {
        let os = Rc::clone(self);
        self.tasks.spawn(
            pid,
            Box::pin(async move {
                let status = future.await;
                os.ended(pid, status, None);
            }),
        );
    }

    /// Another program takes the place of the one that ran in a process: signals that were caught
    /// are no longer, those that were ignored still are. `false`: there is no such process.
    pub(crate) fn replace(&self, pid: Pid) -> bool {
        let mut table = self.processes.table.borrow_mut();
        let process = table.get_mut(&pid).filter(|process| process.status.is_none());
        process.map(|process| process.caught.clear()).is_some()
    }

    /// Makes a process the first of a group; what it starts will be in it.
    pub(crate) fn lead(&self, pid: Pid) {
        if let Some(process) = self.processes.table.borrow_mut().get_mut(&pid) {
            process.group = Some(pid);
        }
    }

    /// Sends a signal to a whole group, its first process last. `Err`: that one has ended.
    pub(crate) fn kill_group(&self, group: Pid, signal: Signal) -> Done<()> {
        let all: Vec<Pid> = {
            let table = self.processes.table.borrow();
            let members = table.iter().filter(|(_, process)| process.group == Some(group));
            members.map(|(pid, _)| *pid).filter(|pid| *pid != group).collect()
        };
        for pid in all {
            // It may have ended meanwhile.
            let _ = self.kill(0, pid, signal);
        }
        self.kill(0, group, signal)
    }

    /// An id for a command that runs in the task of the shell that started it.
    pub(crate) fn next_pid(&self) -> Pid {
        let pid = self.processes.last.get() + 1;
        self.processes.last.set(pid);
        pid
    }

    fn ended(&self, pid: Pid, status: i32, by: Option<Signal>) {
        let queue = {
            let mut table = self.processes.table.borrow_mut();
            let Some(process) = table.get_mut(&pid) else { return };
            if process.status.is_some() {
                return;
            }
            process.status = Some(status);
            process.signaled = by;
            Rc::clone(&process.changed)
        };
        self.processes.running.set(self.processes.running.get().saturating_sub(1));
        queue.wake(self);
    }

    /// Whether there is such a process.
    pub(crate) fn is_running(&self, pid: Pid) -> bool {
        self.processes.table.borrow().get(&pid).is_some_and(|process| process.status.is_none())
    }

    /// How a process ended, if it did.
    pub(crate) fn end_of(&self, pid: Pid) -> Option<Ended> {
        let table = self.processes.table.borrow();
        let process = table.get(&pid)?;
        process.status.map(|status| Ended { status, signal: process.signaled })
    }

    /// Forgets a process that ended.
    pub(crate) fn reap(&self, pid: Pid) {
        let gone = self.processes.table.borrow_mut().remove(&pid);
        if gone.is_some_and(|process| process.status.is_none()) {
            self.processes.running.set(self.processes.running.get().saturating_sub(1));
        }
    }

    /// Waits for the end of a process, whatever happens in between.
    pub(crate) async fn wait_for(&self, pid: Pid) -> Ended {
        loop {
            let queue = match self.processes.table.borrow().get(&pid) {
                Some(Process { status: Some(status), signaled, .. }) => {
                    return Ended { status: *status, signal: *signaled };
                }
                Some(process) => Rc::clone(&process.changed),
                None => return Ended { status: 127, signal: None },
            };
            queue.wait(self).await;
        }
    }

    /// Waits until one of these processes ends, or a signal reaches process `own`.
    pub(crate) async fn wait_any(&self, own: Pid, pids: &[Pid]) {
        let queues: Vec<Rc<Queue>> = {
            let table = self.processes.table.borrow();
            if pids.iter().any(|pid| table.get(pid).is_none_or(|process| process.status.is_some()))
            {
                return;
            }
            let all = pids.iter().chain([&own]);
            all.filter_map(|pid| table.get(pid))
                .map(|process| Rc::clone(&process.changed))
                .collect()
        };
        Queue::wait_on(&queues, self).await;
    }

    /// What a process does about a signal: `Some(true)` catches, `Some(false)` ignores.
    pub(crate) fn on_signal(&self, pid: Pid, signal: Signal, action: Option<bool>) {
        if let Some(process) = self.processes.table.borrow_mut().get_mut(&pid) {
            process.caught.remove(&signal);
            process.ignored.remove(&signal);
            match action {
                Some(true) => process.caught.insert(signal),
                Some(false) => process.ignored.insert(signal),
                None => false,
            };
        }
    }

    /// Whether a process ignores a signal.
    pub(crate) fn ignores(&self, pid: Pid, signal: Signal) -> bool {
        self.processes
            .table
            .borrow()
            .get(&pid)
            .is_some_and(|process| process.ignored.contains(&signal))
    }

    /// The signals that reached a process since it last asked.
    pub(crate) fn take_pending(&self, pid: Pid) -> Vec<Signal> {
        let mut table = self.processes.table.borrow_mut();
        table.get_mut(&pid).map(|process| std::mem::take(&mut process.pending)).unwrap_or_default()
    }

    /// The signal that will be taken first.
    pub(crate) fn first_pending(&self, pid: Pid) -> Option<Signal> {
        self.processes.table.borrow().get(&pid)?.pending.first().copied()
    }

    /// Whether a signal waits to be taken.
    pub(crate) fn has_pending(&self, pid: Pid) -> bool {
        self.processes.table.borrow().get(&pid).is_some_and(|process| !process.pending.is_empty())
    }

    /// Sends a signal. The process `own` finds its own among what is pending.
    pub(crate) fn kill(&self, own: Pid, pid: Pid, signal: Signal) -> Done<()> {
        let queue = {
            let mut table = self.processes.table.borrow_mut();
            let Some(process) = table.get_mut(&pid).filter(|process| process.status.is_none())
            else {
                return Err(Errno::NoEntry);
            };
            if process.ignored.contains(&signal) && signal != signal::KILL {
                return Ok(());
            }
            let caught = process.caught.contains(&signal) && signal != signal::KILL;
            if signal::is_harmless(signal) && !caught {
                return Ok(());
            }
            if caught || pid == own || pid == FIRST {
                process.pending.push(signal);
                Some(Rc::clone(&process.changed))
            } else {
                None
            }
        };
        match queue {
            Some(queue) => queue.wake(self),
            None => {
                self.tasks.kill(pid);
                self.ended(pid, 128 + signal, Some(signal));
            }
        }
        Ok(())
    }

    /// Marks how a process ended that runs in its own task still, or in that of the shell that
    /// started it: by a signal.
    pub(crate) fn note_signal(&self, pid: Pid, signal: Signal) {
        self.processes.table.borrow_mut().entry(pid).or_insert_with(|| Process {
            status: Some(128 + signal),
            signaled: Some(signal),
            ..Process::default()
        });
        self.ended(pid, 128 + signal, Some(signal));
    }
}
