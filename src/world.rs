//! The only door to files, clock and environment.
//!
//! Everything proofpress reads, it asks a [`World`] for: [`Disk`] in the command line tool,
//! [`Memory`] in tests and in the preview. Paths are relative to the site's root, with `/`.

mod disk;
mod memory;

pub use disk::Disk;
pub use memory::Memory;

use std::io;
use std::time::Duration;

/// What proofpress may ask of its surroundings.
pub trait World: Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    ///
    /// As the operating system gives them; `NotFound` where there is no such file, or where the
    /// path leads out of the site's root.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// Every file below a folder, sorted, as paths relative to the site's root. Hidden files and
    /// folders are left out. An absent folder has no files.
    ///
    /// # Errors
    ///
    /// Where a folder cannot be read.
    fn walk(&self, folder: &str) -> io::Result<Vec<String>>;

    /// What a variable of the environment holds.
    fn variable(&self, name: &str) -> Option<String>;

    /// Time since some fixed moment, for durations in reports; never part of an output.
    fn elapsed(&self) -> Duration;
}
