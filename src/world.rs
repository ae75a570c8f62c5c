//! The only door to files, clock and environment.
//!
//! Everything proofpress reads, it asks a [`World`] for: [`Disk`] in the command line tool,
//! [`Memory`] in tests and in the preview. Paths are relative to the site's root, with `/`.

mod disk;
mod log;
mod memory;
mod recorded;
mod witness;

pub use disk::Disk;
pub use memory::Memory;
pub use recorded::{Recorded, Seen};
pub use witness::{Holds, Testimony, Witness};

use std::io;
use std::time::Duration;

use crate::stamp::Stamp;

/// What proofpress may ask of its surroundings.
pub trait World: Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    ///
    /// As the operating system gives them; `NotFound` where there is no such file, or where the
    /// path leads out of the site's root.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// [`World::read`], for somebody the site does not trust with more: at most `most` bytes, and
    /// no file that a link leads to outside of the site's root, or that is hidden there.
    ///
    /// # Errors
    ///
    /// `NotFound` where there is no such file, `FileTooLarge` where it is larger.
    fn read_own(&self, path: &str, most: u64) -> io::Result<Vec<u8>> {
        let bytes = self.read(path)?;
        if bytes.len() as u64 > most { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
    }

    /// Every file below a folder, sorted, as paths relative to the site's root. Hidden files and
    /// folders are left out. An absent folder has no files.
    ///
    /// # Errors
    ///
    /// Where a folder cannot be read.
    fn walk(&self, folder: &str) -> io::Result<Vec<String>>;

    /// What a variable of the environment holds.
    fn variable(&self, name: &str) -> Option<String>;

    /// Seconds since 1970, for the age of what is kept between runs; never part of an output.
    fn now(&self) -> u64;

    /// What a file looks like from outside: where a later stamp is the same, so are the bytes. None
    /// where that cannot be told without reading it.
    fn stamp(&self, _path: &str) -> Option<Stamp> {
        None
    }

    /// The state of all that [`World::log`] follows from; none where that is not known.
    fn revision(&self) -> Option<String> {
        None
    }

    /// What version control says of the files below a folder, as
    /// [`History::of_log`](crate::history::History::of_log) reads it; none where it says nothing.
    fn log(&self, _folder: &str) -> Option<String> {
        None
    }

    /// Time since some fixed moment, for durations in reports; never part of an output.
    fn elapsed(&self) -> Duration;
}
