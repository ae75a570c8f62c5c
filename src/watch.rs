//! Waits until a file that matters changes. Which do is for the caller to say.
//!
//! Editors write a file in several steps: they empty it and fill it, or write another and rename
//! it. Where the system tells that a file was closed, what is told here is told the moment after;
//! elsewhere, and where a file has gone and may come back, a moment is waited.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind, RenameMode};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

/// How long a file that is being written, or has gone, may take to be there whole.
const QUIET: Duration = Duration::from_millis(30);
/// Once every file is whole, others that come within this time belong to the same change.
const SETTLED: Duration = Duration::from_millis(2);
/// How many times that is waited at most, however many more changes there are.
const LONGEST: u32 = 200;

/// Folders that are being watched, for as long as this is there.
pub struct Folders(RecommendedWatcher);

/// What changes in them.
pub struct Changes {
    events: Receiver<notify::Result<Event>>,
    counts: Box<dyn Fn(&Path) -> bool + Send>,
}

/// A change, as it was told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The files and folders it was in.
    pub paths: BTreeSet<PathBuf>,
    /// Whether the system lost count: anything may have changed.
    pub lost: bool,
}

/// Begins to watch. `counts` says whether a path matters.
///
/// # Errors
///
/// Where the system cannot watch anything.
pub fn watch(
    counts: impl Fn(&Path) -> bool + Send + 'static,
) -> notify::Result<(Folders, Changes)> {
    let (sender, events) = channel();
    let watcher = notify::recommended_watcher(sender)?;
    Ok((Folders(watcher), Changes { events, counts: Box::new(counts) }))
}

impl Folders {
    /// Watches a folder, with everything below it or without. One that is watched already is
    /// watched anew, which matters where it has gone and come back.
    ///
    /// # Errors
    ///
    /// Where it is not there, or the system watches too much already.
    pub fn add(&mut self, folder: &Path, with_all_below: bool) -> notify::Result<()> {
        let mode = match with_all_below {
            true => RecursiveMode::Recursive,
            false => RecursiveMode::NonRecursive,
        };
        self.0.watch(folder, mode)
    }
}

impl Changes {
    /// Waits for the next change; none where nothing will ever change again.
    pub fn next(&self) -> Option<Change> {
        let mut gathered = Gathered::default();
        while gathered.is_empty() {
            gathered.take(self.events.recv().ok()?, &self.counts);
        }
        for _ in 0..LONGEST {
            while let Ok(event) = self.events.try_recv() {
                gathered.take(event, &self.counts);
            }
            let patience = if gathered.unsettled.is_empty() { SETTLED } else { QUIET };
            match self.events.recv_timeout(patience) {
                Ok(event) => gathered.take(event, &self.counts),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(gathered.change)
    }
}

/// Whether a file of that name is what an editor keeps while it works.
pub fn is_scratch(name: &str) -> bool {
    name.ends_with('~')
        || name.starts_with(".#")
        || name.ends_with(".swp")
        || (name.starts_with('#') && name.ends_with('#'))
        // What Vim makes to see whether it can.
        || name == "4913"
}

/// Events of one change.
#[derive(Debug, Default)]
struct Gathered {
    change: Change,
    /// Files that are being written, and those that have gone and may come back.
    unsettled: BTreeSet<PathBuf>,
    /// What was not there before.
    new: BTreeSet<PathBuf>,
}

impl Gathered {
    fn is_empty(&self) -> bool {
        self.change.paths.is_empty() && !self.change.lost
    }

    fn take(&mut self, event: notify::Result<Event>, counts: &dyn Fn(&Path) -> bool) {
        // An event that was lost may have been about anything.
        let Ok(event) = event else {
            self.change.lost = true;
            return;
        };
        self.change.lost |= event.need_rescan();
        for path in event.paths.into_iter().filter(|path| counts(path)) {
            match event.kind {
                EventKind::Create(kind) => {
                    if kind != CreateKind::Folder {
                        self.new.insert(path.clone());
                    }
                    self.changed(path);
                }
                EventKind::Modify(ModifyKind::Name(RenameMode::To)) => {
                    self.unsettled.remove(&path);
                    self.change.paths.insert(path);
                }
                // Both its ends were told of by themselves.
                EventKind::Modify(ModifyKind::Name(RenameMode::Both)) if cfg!(unix) => {}
                EventKind::Modify(ModifyKind::Name(RenameMode::From)) | EventKind::Remove(_) => {
                    self.gone(path);
                }
                EventKind::Modify(ModifyKind::Metadata(_)) | EventKind::Other => {}
                EventKind::Modify(_) | EventKind::Any => self.changed(path),
                EventKind::Access(AccessKind::Close(AccessMode::Write)) => {
                    self.unsettled.remove(&path);
                }
                EventKind::Access(_) => {}
            }
        }
    }

    /// Something is there now, or another than before, and may not be whole yet.
    fn changed(&mut self, path: PathBuf) {
        self.unsettled.insert(path.clone());
        self.change.paths.insert(path);
    }

    /// Something is not there any more. What came with this very change was an editor's own.
    fn gone(&mut self, path: PathBuf) {
        if self.new.remove(&path) {
            self.unsettled.remove(&path);
            self.change.paths.remove(&path);
        } else {
            self.changed(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{DataChange, RemoveKind};

    use super::*;

    const WRITTEN: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));
    const CLOSED: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));
    const MADE: EventKind = EventKind::Create(CreateKind::File);
    const FROM: EventKind = EventKind::Modify(ModifyKind::Name(RenameMode::From));
    const TO: EventKind = EventKind::Modify(ModifyKind::Name(RenameMode::To));

    fn gathered(events: &[(EventKind, &str)]) -> (Vec<String>, bool) {
        let mut gathered = Gathered::default();
        for (kind, path) in events {
            let event = Event::new(*kind).add_path(PathBuf::from(path));
            gathered.take(Ok(event), &|path| path != Path::new("other"));
        }
        let paths = gathered.change.paths.iter().map(|path| path.display().to_string());
        (paths.collect(), gathered.unsettled.is_empty())
    }

    #[test]
    fn a_file_is_whole_once_it_is_closed() {
        assert_eq!(gathered(&[(WRITTEN, "a"), (WRITTEN, "other")]), (vec!["a".into()], false));
        assert_eq!(gathered(&[(WRITTEN, "a"), (CLOSED, "a")]), (vec!["a".into()], true));
    }

    #[test]
    fn a_file_that_is_written_beside_and_renamed_is_whole_at_once() {
        let events = [(MADE, "a~1"), (WRITTEN, "a~1"), (CLOSED, "a~1"), (FROM, "a~1"), (TO, "a")];
        assert_eq!(gathered(&events), (vec!["a".into()], true));
    }

    #[test]
    fn a_file_that_is_moved_away_and_written_anew_is_not_gone() {
        let mut events = vec![(FROM, "a"), (TO, "a~")];
        assert_eq!(gathered(&events), (vec!["a".into(), "a~".into()], false));
        events.extend([(MADE, "a"), (WRITTEN, "a"), (CLOSED, "a")]);
        assert_eq!(gathered(&events), (vec!["a".into(), "a~".into()], true));
    }

    #[test]
    fn a_file_that_is_gone_may_come_back_for_a_moment() {
        let gone = EventKind::Remove(RemoveKind::File);
        assert_eq!(gathered(&[(gone, "a")]), (vec!["a".into()], false));
        assert_eq!(gathered(&[(MADE, "b"), (gone, "b")]), (vec![], true));
    }
}
