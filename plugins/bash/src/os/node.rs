//! What lies in the file system: files, folders, links, named pipes, devices, tools.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::pipe::Pipe;

/// The user scripts run as.
pub(crate) const USER: u32 = 1000;

/// A device under `/dev`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Device {
    Null,
    Zero,
    Full,
    Random,
    /// `/dev/fd/N` and the names that stand for some of them.
    Descriptor(i32),
    Tty,
}

/// What a node is.
#[derive(Debug)]
pub(crate) enum Kind {
    File(Vec<u8>),
    Folder(BTreeMap<String, Node>),
    Link(String),
    Fifo(Rc<Pipe>),
    Device(Device),
    /// A command that is built in, by name.
    Tool(&'static str),
}

/// An inode.
#[derive(Debug)]
pub(crate) struct Inode {
    pub(crate) number: u64,
    pub(crate) kind: RefCell<Kind>,
    /// Permission bits.
    pub(crate) mode: Cell<u32>,
    pub(crate) owner: u32,
    /// Nanoseconds since the epoch.
    pub(crate) modified: Cell<u64>,
    pub(crate) accessed: Cell<u64>,
    pub(crate) links: Cell<u32>,
}

/// A handle on an inode.
pub(crate) type Node = Rc<Inode>;

impl Inode {
    pub(crate) fn is_folder(&self) -> bool {
        matches!(*self.kind.borrow(), Kind::Folder(_))
    }

    pub(crate) fn is_link(&self) -> bool {
        matches!(*self.kind.borrow(), Kind::Link(_))
    }

    pub(crate) fn is_file(&self) -> bool {
        matches!(*self.kind.borrow(), Kind::File(_) | Kind::Tool(_))
    }

    /// Size in bytes, as `stat` has it.
    pub(crate) fn size(&self) -> u64 {
        let size = match &*self.kind.borrow() {
            Kind::File(bytes) => bytes.len(),
            Kind::Folder(_) => 4096,
            Kind::Link(target) => target.len(),
            Kind::Tool(_) => 35_000,
            Kind::Fifo(_) | Kind::Device(_) => 0,
        };
        size as u64
    }

    /// Whether the user may do what these bits (4 read, 2 write, 1 execute) say.
    pub(crate) fn allows(&self, bits: u32) -> bool {
        let shift = if self.owner == USER { 6 } else { 0 };
        (self.mode.get() >> shift) & bits == bits
    }

    /// The letter `ls -l` and `find -type` have for it.
    pub(crate) fn letter(&self) -> char {
        match &*self.kind.borrow() {
            Kind::File(_) | Kind::Tool(_) => '-',
            Kind::Folder(_) => 'd',
            Kind::Link(_) => 'l',
            Kind::Fifo(_) => 'p',
            Kind::Device(_) => 'c',
        }
    }

    /// The names in a folder, sorted; none where it is no folder.
    pub(crate) fn names(&self) -> Vec<String> {
        match &*self.kind.borrow() {
            Kind::Folder(entries) => entries.keys().cloned().collect(),
            _ => Vec::new(),
        }
    }

    /// An entry of a folder.
    pub(crate) fn entry(&self, name: &str) -> Option<Node> {
        match &*self.kind.borrow() {
            Kind::Folder(entries) => entries.get(name).cloned(),
            _ => None,
        }
    }
}
