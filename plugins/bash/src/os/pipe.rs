//! Pipes: bounded, with ends that are counted by being dropped.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use super::errno::{Done, Errno};
use super::task::Queue;
use super::{Machine, Os};

/// Bytes a pipe holds, as on Linux.
const CAPACITY: usize = 65_536;

#[derive(Debug, Default)]
struct Inside {
    bytes: VecDeque<u8>,
    readers: usize,
    writers: usize,
}

/// A pipe.
#[derive(Debug, Default)]
pub(crate) struct Pipe {
    inside: RefCell<Inside>,
    changed: Queue,
}

/// The end that is read.
pub(crate) struct Reader {
    pipe: Rc<Pipe>,
    os: Machine,
}

/// The end that is written.
pub(crate) struct Writer {
    pipe: Rc<Pipe>,
    os: Machine,
}

/// A new pipe's two ends.
pub(crate) fn pipe(os: &Machine) -> (Reader, Writer) {
    let pipe = Rc::new(Pipe::default());
    (Reader::new(&pipe, os), Writer::new(&pipe, os))
}

impl Pipe {
    /// Waits until the other end of a named pipe is opened.
    pub(super) async fn meet(&self, os: &Os, reader: bool) {
        loop {
            let met = {
                let inside = self.inside.borrow();
                if reader {
                    inside.writers > 0 || !inside.bytes.is_empty()
                } else {
                    inside.readers > 0
                }
            };
            if met {
                return;
            }
            self.changed.wait(os).await;
        }
    }
}

impl Reader {
    pub(super) fn new(pipe: &Rc<Pipe>, os: &Machine) -> Self {
        pipe.inside.borrow_mut().readers += 1;
        pipe.changed.wake(os);
        Self { pipe: Rc::clone(pipe), os: Rc::clone(os) }
    }

    /// Whether a read would wait.
    pub(crate) fn is_dry(&self) -> bool {
        let inside = self.pipe.inside.borrow();
        inside.bytes.is_empty() && inside.writers > 0
    }

    /// At most so many bytes, up to and with `until` where it occurs; none at the end.
    pub(super) async fn read(&self, most: usize, until: Option<u8>) -> Vec<u8> {
        loop {
            {
                let mut inside = self.pipe.inside.borrow_mut();
                if !inside.bytes.is_empty() {
                    let found =
                        until.and_then(|end| inside.bytes.iter().position(|byte| *byte == end));
                    let count = found.map_or(inside.bytes.len(), |n| n + 1).min(most);
                    let taken = inside.bytes.drain(..count).collect();
                    drop(inside);
                    self.pipe.changed.wake(&self.os);
                    return taken;
                }
                if inside.writers == 0 {
                    return Vec::new();
                }
            }
            self.pipe.changed.wait(&self.os).await;
        }
    }
}

impl Writer {
    pub(super) fn new(pipe: &Rc<Pipe>, os: &Machine) -> Self {
        pipe.inside.borrow_mut().writers += 1;
        pipe.changed.wake(os);
        Self { pipe: Rc::clone(pipe), os: Rc::clone(os) }
    }

    /// Writes all of it, waiting for room.
    pub(super) async fn write(&self, mut bytes: &[u8]) -> Done<()> {
        while !bytes.is_empty() {
            {
                let mut inside = self.pipe.inside.borrow_mut();
                if inside.readers == 0 {
                    return Err(Errno::BrokenPipe);
                }
                let room = CAPACITY - inside.bytes.len();
                if room > 0 {
                    let (now, later) = bytes.split_at(room.min(bytes.len()));
                    inside.bytes.extend(now);
                    bytes = later;
                    drop(inside);
                    self.pipe.changed.wake(&self.os);
                    continue;
                }
            }
            self.pipe.changed.wait(&self.os).await;
        }
        Ok(())
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.pipe.inside.borrow_mut().readers -= 1;
        self.pipe.changed.wake(&self.os);
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.pipe.inside.borrow_mut().writers -= 1;
        self.pipe.changed.wake(&self.os);
    }
}
