//! What the file system says of a file without its being read: enough to tell that nobody wrote to
//! it since.
#![expect(clippy::disallowed_methods, reason = "what the file system says, only it can be asked")]

use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

/// How long ago a file must have changed for its stamp to tell it from any later state: longer
/// than the coarsest clock of a file system takes for a step.
const STEP: Duration = Duration::from_secs(2);

/// The outside of a file or folder. The time of change is the system's own, which no program can
/// set: the same stamp means the same file with the same bytes, once it [is settled](Stamp::is_settled).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    length: u64,
    /// In nanoseconds since 1970, as the next.
    modified: i128,
    changed: i128,
    device: u64,
    inode: u64,
}

impl Stamp {
    /// The stamp of what is at a path, links followed. None where the system has no such thing.
    ///
    /// # Errors
    ///
    /// As the system gives them; `NotFound` where there is nothing.
    #[cfg(unix)]
    pub fn of(path: &Path) -> io::Result<Option<Self>> {
        use std::os::unix::fs::MetadataExt as _;

        let of = |seconds: i64, nanos: i64| i128::from(seconds) * 1_000_000_000 + i128::from(nanos);
        let found = fs::metadata(path)?;
        Ok(Some(Self {
            length: found.len(),
            modified: of(found.mtime(), found.mtime_nsec()),
            changed: of(found.ctime(), found.ctime_nsec()),
            device: found.dev(),
            inode: found.ino(),
        }))
    }

    /// Elsewhere nothing tells when a file really changed.
    ///
    /// # Errors
    ///
    /// As the system gives them.
    #[cfg(not(unix))]
    pub fn of(path: &Path) -> io::Result<Option<Self>> {
        fs::metadata(path).map(|_| None)
    }

    /// Whether the last change is so long ago that the next one will leave another stamp.
    pub fn is_settled(&self) -> bool {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let now = since.map_or(0, |since| since.as_nanos());
        let step = i128::try_from(STEP.as_nanos()).unwrap_or(i128::MAX);
        i128::try_from(now).is_ok_and(|now| self.changed.saturating_add(step) < now)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_even_where_length_and_time_are_set_back() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "one").unwrap();
        let first = Stamp::of(&file).unwrap().unwrap();
        assert!(!first.is_settled(), "it was written just now");
        let time = fs::metadata(&file).unwrap().modified().unwrap();
        // Until the clock has gone on.
        loop {
            fs::write(&file, "two").unwrap();
            fs::File::options().write(true).open(&file).unwrap().set_modified(time).unwrap();
            let second = Stamp::of(&file).unwrap().unwrap();
            if second != first {
                assert_eq!((second.length, second.modified), (first.length, first.modified));
                return;
            }
        }
    }

    #[test]
    fn what_has_not_changed_for_long_is_settled() {
        let program = Stamp::of(&std::env::current_exe().unwrap()).unwrap().unwrap();
        assert!(Stamp { changed: program.changed - 3_000_000_000, ..program }.is_settled());
    }
}
