//! The table of descriptors of a process.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Os;
use super::errno::{Done, Errno};
use super::node::Device;
use super::open::{Channel, How, OpenFile};

/// Descriptors by number; forking copies the table and shares the files.
#[derive(Clone, Default)]
pub(crate) struct Fds(BTreeMap<i32, OpenFile>);

impl Fds {
    pub(crate) fn get(&self, fd: i32) -> Option<OpenFile> {
        self.0.get(&fd).cloned()
    }

    pub(crate) fn set(&mut self, fd: i32, file: OpenFile) {
        self.0.insert(fd, file);
    }

    pub(crate) fn close(&mut self, fd: i32) -> Option<OpenFile> {
        self.0.remove(&fd)
    }

    /// The lowest free number from `from` up.
    pub(crate) fn free(&self, from: i32) -> i32 {
        (from..).find(|fd| !self.0.contains_key(fd)).unwrap_or(from)
    }

    /// The highest free number from `from` down, where bash puts process substitutions.
    pub(crate) fn free_down(&self, from: i32) -> i32 {
        (10..=from).rev().find(|fd| !self.0.contains_key(fd)).unwrap_or(from)
    }

    /// The descriptor a path under `/dev/fd` or one of its names stands for.
    fn numbered(os: &Os, cwd: &str, path: &str) -> Option<i32> {
        if let Some(number) =
            path.strip_prefix("/dev/fd/").or_else(|| path.strip_prefix("/proc/self/fd/"))
        {
            return number.parse().ok();
        }
        if !path.starts_with("/dev/") {
            return None;
        }
        match *os.files.find(cwd, path).ok()?.kind.borrow() {
            super::node::Kind::Device(Device::Descriptor(fd)) => Some(fd),
            super::node::Kind::Device(Device::Tty) => Some(1),
            _ => None,
        }
    }

    /// Opens a path as this process sees it.
    pub(crate) async fn open(
        &self,
        os: &Rc<Os>,
        cwd: &str,
        path: &str,
        how: How,
    ) -> Done<OpenFile> {
        if let Some(fd) = Self::numbered(os, cwd, path) {
            return self.reopen(fd);
        }
        os.open(cwd, path, how).await
    }

    /// A file that is read through `/dev/fd` a second time starts where the first stands, except
    /// here-documents, which Linux opens anew.
    fn reopen(&self, fd: i32) -> Done<OpenFile> {
        let file = self.get(fd).ok_or(Errno::NoEntry)?;
        Ok(match &*file {
            Channel::Input { bytes, at } if at.get() == 0 => Channel::input(bytes.borrow().clone()),
            _ => file,
        })
    }
}
