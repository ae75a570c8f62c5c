//! Tasks on one thread. A task runs until it waits for something; who wakes it is known by id.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use super::process::Pid;
use super::{Machine, Os, Stop};

/// Names a task.
pub(crate) type TaskId = u64;

/// Something that runs on its own.
pub(crate) type Job = Pin<Box<dyn Future<Output = ()>>>;

struct Slot {
    /// Out while it is being polled.
    job: Option<Job>,
    pid: Pid,
    queued: bool,
}

/// All tasks.
#[derive(Default)]
pub(crate) struct Tasks {
    slots: RefCell<BTreeMap<TaskId, Slot>>,
    ready: RefCell<VecDeque<TaskId>>,
    timers: RefCell<BTreeMap<(u64, u64), TaskId>>,
    current: Cell<TaskId>,
    next: Cell<u64>,
}

/// Those who wait for one thing.
#[derive(Debug, Default)]
pub(crate) struct Queue(RefCell<Vec<TaskId>>);

impl Queue {
    /// Waits until woken; the caller looks again whether what it waits for is there.
    pub(crate) async fn wait(&self, os: &Os) {
        self.0.borrow_mut().push(os.tasks.current.get());
        pause().await;
    }

    /// Waits until one of several is woken.
    pub(crate) async fn wait_on(queues: &[Rc<Self>], os: &Os) {
        for queue in queues {
            queue.0.borrow_mut().push(os.tasks.current.get());
        }
        pause().await;
    }

    /// Wakes all.
    pub(crate) fn wake(&self, os: &Os) {
        for id in self.0.take() {
            os.tasks.wake(id);
        }
    }
}

/// Returns once to the machine.
async fn pause() {
    let mut paused = false;
    poll_fn(
        move |_| {
            if std::mem::replace(&mut paused, true) { Poll::Ready(()) } else { Poll::Pending }
        },
    )
    .await;
}

impl Tasks {
    fn fresh(&self) -> u64 {
        let id = self.next.get() + 1;
        self.next.set(id);
        id
    }

    fn wake(&self, id: TaskId) {
        if let Some(slot) = self.slots.borrow_mut().get_mut(&id)
            && !std::mem::replace(&mut slot.queued, true)
        {
            self.ready.borrow_mut().push_back(id);
        }
    }

    /// Starts a task that belongs to a process.
    pub(super) fn spawn(&self, pid: Pid, job: Job) -> TaskId {
        let id = self.fresh();
        self.slots.borrow_mut().insert(id, Slot { job: Some(job), pid, queued: false });
        self.wake(id);
        id
    }

    /// Ends the tasks of a process where they stand.
    pub(super) fn kill(&self, pid: Pid) {
        let ids: Vec<TaskId> = self
            .slots
            .borrow()
            .iter()
            .filter(|(_, slot)| slot.pid == pid)
            .map(|(id, _)| *id)
            .collect();
        let dropped: Vec<Option<Slot>> =
            ids.iter().map(|id| self.slots.borrow_mut().remove(id)).collect();
        // What they held is closed only now, since closing wakes others.
        drop(dropped);
    }

    /// The process the task that runs belongs to.
    pub(super) fn current_pid(&self) -> Option<Pid> {
        self.slots.borrow().get(&self.current.get()).map(|slot| slot.pid)
    }

    /// Whether someone else could run.
    fn others_ready(&self) -> bool {
        !self.ready.borrow().is_empty()
    }
}

impl Os {
    /// Lets others run, where any can.
    pub(crate) async fn give_way(&self) {
        self.ring();
        // A run whose time is up has to come back to be told.
        if self.tasks.others_ready() || self.clock.is_late(self.clock.now()) {
            self.tasks.wake(self.tasks.current.get());
            pause().await;
        }
    }

    /// Waits until the clock shows this many nanoseconds since the epoch.
    pub(crate) async fn sleep_until(&self, time: u64) {
        while self.clock.now() < time {
            let key = (time, self.tasks.fresh());
            self.tasks.timers.borrow_mut().insert(key, self.tasks.current.get());
            pause().await;
        }
    }

    /// Wakes those whose time has come.
    fn ring(&self) {
        let now = self.clock.now();
        loop {
            let due = self.tasks.timers.borrow().first_key_value().map(|(key, id)| (*key, *id));
            match due {
                Some((key, id)) if key.0 <= now => {
                    self.tasks.timers.borrow_mut().remove(&key);
                    self.tasks.wake(id);
                }
                _ => return,
            }
        }
    }

    /// Runs until `done`, or until nothing can go on.
    fn turn(&self, done: impl Fn() -> bool) -> Result<(), Stop> {
        while !done() {
            if let Some(stop) = self.stopped.get() {
                return Err(stop);
            }
            if self.clock.is_late(self.clock.now()) {
                return Err(Stop::Timeout);
            }
            self.ring();
            let next = self.tasks.ready.borrow_mut().pop_front();
            if let Some(id) = next {
                self.poll(id);
                continue;
            }
            let timer = self.tasks.timers.borrow().first_key_value().map(|(key, _)| key.0);
            match timer {
                Some(time) if self.clock.is_late(time) => return Err(Stop::Timeout),
                Some(time) => self.clock.advance_to(time),
                None => return Err(Stop::Deadlock),
            }
        }
        Ok(())
    }

    fn poll(&self, id: TaskId) {
        let job = match self.tasks.slots.borrow_mut().get_mut(&id) {
            Some(slot) => {
                slot.queued = false;
                slot.job.take()
            }
            None => None,
        };
        let Some(mut job) = job else { return };
        self.tasks.current.set(id);
        let polled = job.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        let mut slots = self.tasks.slots.borrow_mut();
        match (polled, slots.get_mut(&id)) {
            (Poll::Pending, Some(slot)) => slot.job = Some(job),
            (Poll::Ready(()), _) => {
                slots.remove(&id);
            }
            (Poll::Pending, None) => {
                // It was ended while it ran; what it holds is closed outside the borrow.
                drop(slots);
                drop(job);
            }
        }
    }

    /// Runs a future to its end from inside a task that cannot wait; others go on meanwhile.
    /// `None`: the run was stopped.
    pub(crate) fn block_on<T: 'static>(
        self: &Rc<Self>,
        future: impl Future<Output = T> + 'static,
    ) -> Option<T> {
        let result = Rc::new(RefCell::new(None));
        let put = Rc::clone(&result);
        let mut job: Job = Box::pin(async move { *put.borrow_mut() = Some(future.await) });
        // Most futures have nothing to wait for.
        if job.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready() {
            return result.take();
        }
        let current = self.tasks.current.get();
        let pid = self.tasks.current_pid().unwrap_or(0);
        // What it waits for knows it by the current task's id: that one is asked again each turn.
        let id = self.tasks.spawn(pid, job);
        let ended = self.turn(|| result.borrow().is_some());
        self.tasks.current.set(current);
        if let Err(stop) = ended {
            self.tasks.slots.borrow_mut().remove(&id);
            self.stopped.set(Some(stop));
        }
        result.take()
    }

    /// Runs a future in its own task, awaited by this one, so that the stack starts anew.
    pub(crate) async fn apart<T: 'static>(
        self: &Rc<Self>,
        future: impl Future<Output = T> + 'static,
    ) -> T {
        let result = Rc::new(RefCell::new(None));
        let queue = Rc::new(Queue::default());
        let pid = self.tasks.current_pid().unwrap_or(0);
        let (os, put, woken) = (Rc::clone(self), Rc::clone(&result), Rc::clone(&queue));
        self.tasks.spawn(
            pid,
            Box::pin(async move {
                let value = future.await;
                *put.borrow_mut() = Some(value);
                woken.wake(&os);
            }),
        );
        loop {
            if let Some(value) = result.borrow_mut().take() {
                return value;
            }
            queue.wait(self).await;
        }
    }
}

/// Runs a future to its end, with everything it starts; what it started may outlive it.
pub(crate) fn run<T: 'static>(
    os: &Machine,
    pid: Pid,
    future: impl Future<Output = T> + 'static,
) -> Result<T, Stop> {
    let result = Rc::new(RefCell::new(None));
    let put = Rc::clone(&result);
    os.tasks.spawn(pid, Box::pin(async move { *put.borrow_mut() = Some(future.await) }));
    os.turn(|| result.borrow().is_some())?;
    // The loop above only ends well once the value is there.
    result.take().ok_or(Stop::Deadlock)
}

/// Lets what still runs in the background come to its end, within so many nanoseconds.
pub(crate) fn drain(os: &Machine, limit: u64) -> Option<Stop> {
    os.clock.limit(limit);
    match os.turn(|| os.tasks.slots.borrow().is_empty()) {
        Err(Stop::OutputLimit) => Some(Stop::OutputLimit),
        _ => None,
    }
}
