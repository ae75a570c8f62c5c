//! Open files: what a descriptor leads to.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::errno::{Done, Errno};
use super::node::{Device, Kind, Node};
use super::pipe::{Reader, Writer};
use super::sink::Stream;
use super::{Machine, Os, Stop};

/// Bytes a file may grow to.
const LARGEST: usize = 64 << 20;

/// How a file is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct How {
    pub(crate) read: bool,
    pub(crate) write: bool,
    pub(crate) append: bool,
    pub(crate) create: bool,
    pub(crate) truncate: bool,
    /// It must not be there yet.
    pub(crate) fresh: bool,
}

impl How {
    pub(crate) const READ: Self = Self {
        read: true,
        write: false,
        append: false,
        create: false,
        truncate: false,
        fresh: false,
    };
    pub(crate) const WRITE: Self = Self {
        read: false,
        write: true,
        append: false,
        create: true,
        truncate: true,
        fresh: false,
    };
    pub(crate) const APPEND: Self = Self {
        read: false,
        write: true,
        append: true,
        create: true,
        truncate: false,
        fresh: false,
    };
    pub(crate) const UPDATE: Self = Self {
        read: true,
        write: true,
        append: false,
        create: true,
        truncate: false,
        fresh: false,
    };
}

/// What is behind an open file.
pub(crate) enum Channel {
    Node {
        node: Node,
        at: Cell<usize>,
        how: How,
    },
    Reader(Reader),
    Writer(Writer),
    /// Standard output or error of the run.
    Sink(Stream),
    /// Text that is read from the start: standard input, here-documents.
    Input {
        bytes: RefCell<Vec<u8>>,
        at: Cell<usize>,
    },
    Device(Device),
}

/// An open file; descriptors share it.
pub(crate) type OpenFile = Rc<Channel>;

impl Channel {
    /// A file that gives this text.
    pub(crate) fn input(bytes: Vec<u8>) -> OpenFile {
        Rc::new(Self::Input { bytes: RefCell::new(bytes), at: Cell::new(0) })
    }

    /// At most so many bytes, up to and with `until`; none at the end.
    async fn take(&self, os: &Os, most: usize, until: Option<u8>) -> Done<Vec<u8>> {
        let cut = |bytes: &[u8], at: &Cell<usize>| {
            let rest = bytes.get(at.get()..).unwrap_or_default();
            let rest = &rest[..rest.len().min(most)];
            let end = until.and_then(|end| rest.iter().position(|byte| *byte == end));
            let taken = end.map_or(rest, |n| &rest[..=n]).to_vec();
            at.set(at.get() + taken.len());
            taken
        };
        match self {
            Self::Node { node, at, how } => {
                if !how.read {
                    return Err(Errno::BadDescriptor);
                }
                node.accessed.set(os.clock.now());
                match &*node.kind.borrow() {
                    Kind::File(bytes) => Ok(cut(bytes, at)),
                    Kind::Folder(_) => Err(Errno::IsDirectory),
                    _ => Ok(Vec::new()),
                }
            }
            Self::Reader(reader) => Ok(reader.read(most, until).await),
            Self::Input { bytes, at } => Ok(cut(&bytes.borrow(), at)),
            Self::Device(Device::Zero) => Ok(vec![0; most.min(4096)]),
            Self::Device(Device::Random) => {
                Ok((0..most.min(4096)).map(|_| (os.random.next() >> 32).to_le_bytes()[0]).collect())
            }
            Self::Device(_) => Ok(Vec::new()),
            Self::Writer(_) => Err(Errno::BadDescriptor),
            // A terminal that nobody types at.
            Self::Sink(_) => Ok(Vec::new()),
        }
    }

    /// Some bytes; none at the end.
    pub(crate) async fn read(&self, os: &Os, most: usize) -> Done<Vec<u8>> {
        self.take(os, most, None).await
    }

    /// Up to and with the byte `end`, or up to the end; nothing beyond is taken.
    pub(crate) async fn read_until(&self, os: &Os, end: u8) -> Done<Vec<u8>> {
        let mut all = Vec::new();
        loop {
            let some = self.take(os, 1 << 16, Some(end)).await?;
            if some.is_empty() {
                return Ok(all);
            }
            all.extend_from_slice(&some);
            if all.last() == Some(&end) {
                return Ok(all);
            }
        }
    }

    /// Everything up to the end.
    pub(crate) async fn read_all(&self, os: &Os) -> Done<Vec<u8>> {
        let mut all = Vec::new();
        loop {
            let some = self.take(os, 1 << 20, None).await?;
            if some.is_empty() {
                return Ok(all);
            }
            all.extend_from_slice(&some);
            if all.len() > LARGEST {
                return Err(Errno::NoSpace);
            }
        }
    }

    /// Writes all of it.
    pub(crate) async fn write(&self, os: &Os, bytes: &[u8]) -> Done<()> {
        match self {
            Self::Sink(stream) => {
                if !os.sink.borrow_mut().write(*stream, bytes) {
                    os.stopped.set(Some(Stop::OutputLimit));
                    os.give_up().await;
                }
                Ok(())
            }
            Self::Writer(writer) => writer.write(bytes).await,
            Self::Node { node, at, how } if how.write => {
                node.modified.set(os.clock.now());
                match &mut *node.kind.borrow_mut() {
                    Kind::File(old) => put(old, at, how.append, bytes),
                    _ => Ok(()),
                }
            }
            Self::Device(Device::Full) => Err(Errno::NoSpace),
            Self::Device(_) => Ok(()),
            Self::Node { .. } | Self::Reader(_) | Self::Input { .. } => Err(Errno::BadDescriptor),
        }
    }

    /// Whether it is a terminal: nothing is.
    pub(crate) fn is_terminal(&self) -> bool {
        false
    }
}

fn put(old: &mut Vec<u8>, at: &Cell<usize>, append: bool, bytes: &[u8]) -> Done<()> {
    let start = if append { old.len() } else { at.get() };
    let end = start + bytes.len();
    if end > LARGEST {
        return Err(Errno::NoSpace);
    }
    if old.len() < end {
        old.resize(end, 0);
    }
    old[start..end].copy_from_slice(bytes);
    at.set(end);
    Ok(())
}

impl Os {
    /// Never comes back; for a run that was stopped.
    async fn give_up(&self) {
        loop {
            self.sleep_until(u64::MAX).await;
        }
    }

    /// Opens a path.
    pub(crate) async fn open(self: &Rc<Self>, cwd: &str, path: &str, how: How) -> Done<OpenFile> {
        let node = match self.files.find(cwd, path) {
            Ok(_) if how.fresh => return Err(Errno::Exists),
            Ok(node) => node,
            Err(Errno::NoEntry) if how.create => {
                if path.ends_with('/') {
                    return Err(Errno::IsDirectory);
                }
                let mode = 0o666 & !self.umask.get();
                let target = self.link_target(cwd, path);
                self.files.make(cwd, &target, Kind::File(Vec::new()), mode, self.clock.now())?
            }
            Err(errno) => return Err(errno),
        };
        if (how.read && !node.allows(4)) || (how.write && !node.allows(2)) {
            return Err(Errno::Access);
        }
        self.open_node(node, how).await
    }

    /// Where a dangling link leads, so that what it names can be made.
    fn link_target(&self, cwd: &str, path: &str) -> String {
        match self.files.find_link(cwd, path) {
            Ok(node) => match &*node.kind.borrow() {
                Kind::Link(target) => target.clone(),
                _ => path.to_owned(),
            },
            Err(_) => path.to_owned(),
        }
    }

    async fn open_node(self: &Machine, node: Node, how: How) -> Done<OpenFile> {
        let fifo = match &mut *node.kind.borrow_mut() {
            Kind::Folder(_) if how.write => return Err(Errno::IsDirectory),
            Kind::Device(device) => return Ok(Rc::new(Channel::Device(*device))),
            Kind::File(bytes) => {
                if how.truncate {
                    bytes.clear();
                    node.modified.set(self.clock.now());
                }
                None
            }
            Kind::Fifo(pipe) => Some(Rc::clone(pipe)),
            _ => None,
        };
        Ok(Rc::new(match fifo {
            Some(pipe) if how.write && !how.read => {
                let writer = Writer::new(&pipe, self);
                pipe.meet(self, false).await;
                Channel::Writer(writer)
            }
            Some(pipe) => {
                let reader = Reader::new(&pipe, self);
                pipe.meet(self, true).await;
                Channel::Reader(reader)
            }
            None => Channel::Node { node, at: Cell::new(0), how },
        }))
    }
}
