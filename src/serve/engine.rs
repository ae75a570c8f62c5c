//! Makes the site again whenever something changes, on a thread of its own.
//!
//! A change that comes while the last one is still being checked cancels what is left of that.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use super::generation::{Complaint, Generation, Shown};
use crate::config::Editor;
use crate::plugin::Cancel;

/// Makes the site. What stands behind this is no business of the preview's.
pub trait Maker: Send {
    /// Makes the site as the files are now; `changed` are those that are not as they were, none
    /// where that is not known. Each state worth showing is handed to `publish`: first the pages
    /// with what is known of their examples, then with the verdicts. It says whether the state is
    /// shown: once `cancel` is pressed nobody wants any of it any more.
    fn make(
        &mut self,
        changed: Option<&BTreeSet<PathBuf>>,
        cancel: &Cancel,
        publish: &mut dyn FnMut(Made) -> bool,
    );
}

/// A state of the site, as its maker hands it over.
pub struct Made {
    /// The site, or why there is none: one line.
    pub site: Result<Arc<dyn Shown>, String>,
    /// What every address of the site begins with; none where that is not known.
    pub root: Option<String>,
    /// What is wrong with it.
    pub complaints: Vec<Complaint>,
    /// The complaints that were not there before, for the terminal.
    pub fresh: String,
    /// How many examples wait for their verdict.
    pub awaited: usize,
    /// Whether all that is to be found out about the change is.
    pub is_last: bool,
    /// Files other than pages that are not as they were in the last site.
    pub touched: Vec<String>,
    /// What a place is opened with; none where the configuration cannot say.
    pub editor: Option<Editor>,
    /// Time since the change was taken up.
    pub took: Duration,
}

impl Made {
    /// There is no site, and no more is known than why.
    pub fn trouble(why: String) -> Self {
        Self {
            site: Err(why),
            root: None,
            complaints: Vec::new(),
            fresh: String::new(),
            awaited: 0,
            is_last: true,
            touched: Vec::new(),
            editor: None,
            took: Duration::ZERO,
        }
    }
}

/// What is to be done, and the button that stops what is being done.
#[derive(Default)]
struct Work {
    changed: BTreeSet<PathBuf>,
    /// Folders in which something may have changed before they were watched.
    unheard: BTreeSet<PathBuf>,
    lost: bool,
    is_waiting: bool,
    cancel: Cancel,
}

/// Where changes are left for the engine. Clones are the same.
#[derive(Clone, Default)]
pub struct Inbox(Arc<(Mutex<Work>, Condvar)>);

impl Inbox {
    /// Leaves a change, and stops what is being done.
    pub fn put(&self, changed: BTreeSet<PathBuf>, lost: bool) {
        self.leave(|work| {
            work.changed.extend(changed);
            work.lost |= lost;
        });
    }

    /// Leaves folders in which something may have changed before they were watched.
    pub(super) fn put_unheard(&self, folders: BTreeSet<PathBuf>) {
        self.leave(|work| work.unheard.extend(folders));
    }

    fn leave(&self, put: impl FnOnce(&mut Work)) {
        let (work, bell) = &*self.0;
        let mut work = work.lock().unwrap_or_else(PoisonError::into_inner);
        put(&mut work);
        work.is_waiting = true;
        work.cancel.cancel();
        bell.notify_all();
    }

    /// Waits for changes and takes them all, with a button for the work they make.
    fn take(&self) -> Taken {
        let (work, bell) = &*self.0;
        let mut work = work.lock().unwrap_or_else(PoisonError::into_inner);
        while !work.is_waiting {
            work = bell.wait(work).unwrap_or_else(PoisonError::into_inner);
        }
        work.is_waiting = false;
        // What was to be stopped has ended, or nobody would be here.
        work.cancel.again();
        Taken {
            changed: std::mem::take(&mut work.changed),
            unheard: std::mem::take(&mut work.unheard),
            lost: std::mem::take(&mut work.lost),
            cancel: work.cancel.clone(),
        }
    }
}

/// Work that was taken up.
struct Taken {
    changed: BTreeSet<PathBuf>,
    unheard: BTreeSet<PathBuf>,
    lost: bool,
    cancel: Cancel,
}

/// Told of each generation, after it is shown: what changed, what was made of it, and whether it
/// is the last of that change.
pub(super) type Hear<'h> = dyn FnMut(&BTreeSet<PathBuf>, &Made, &Generation) + 'h;

/// Makes the site and makes it again, for as long as there is a preview. `after` is told of the
/// change when all that was to be done about it is done; folders that were put for being watched
/// anew are no part of it, or they would be for ever.
pub(super) fn run(
    inbox: &Inbox,
    maker: &mut dyn Maker,
    generations: &watch::Sender<Arc<Generation>>,
    hear: &mut Hear<'_>,
    after: &mut dyn FnMut(&BTreeSet<PathBuf>),
) {
    inbox.put(BTreeSet::new(), true);
    loop {
        let Taken { changed, unheard, lost, cancel } = inbox.take();
        let all = &changed | &unheard;
        let known = (!lost).then_some(&all);
        let mut publish = |made: Made| {
            if cancel.is_cancelled() {
                return false;
            }
            let last = generations.borrow().clone();
            let next = Arc::new(next(&last, &made));
            generations.send_replace(Arc::clone(&next));
            hear(&all, &made, &next);
            true
        };
        // A fault of ours must not leave a server that shows yesterday's site and says nothing.
        let made = catch_unwind(AssertUnwindSafe(|| maker.make(known, &cancel, &mut publish)));
        if made.is_err() {
            publish(Made::trouble(
                "proofpress itself failed at this; its own words are in the terminal".into(),
            ));
        }
        after(&changed);
    }
}

/// The generation after `last`.
fn next(last: &Generation, made: &Made) -> Generation {
    let number = last.number + 1;
    let mut touched = Arc::clone(&last.touched);
    if !made.touched.is_empty() {
        let mut all: BTreeMap<String, u64> = (*touched).clone();
        all.extend(made.touched.iter().map(|path| (path.clone(), number)));
        touched = Arc::new(all);
    }
    let (site, trouble) = match &made.site {
        Ok(site) => (Some(Arc::clone(site)), None),
        Err(why) => (last.site.clone(), Some(why.clone())),
    };
    let mut complaints = made.complaints.clone();
    Complaint::sort(&mut complaints);
    Generation {
        number,
        site,
        root: made.root.clone().unwrap_or_else(|| last.root.clone()),
        complaints: complaints.into(),
        trouble,
        awaited: made.awaited,
        touched,
        editor: made.editor.clone().unwrap_or_else(|| last.editor.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_stops_what_is_being_done_and_never_what_it_makes_itself() {
        let inbox = Inbox::default();
        inbox.put(["a".into()].into(), false);
        let first = inbox.take();
        assert_eq!((first.changed, first.lost), (["a".into()].into(), false));
        assert!(!first.cancel.is_cancelled());
        inbox.put(["b".into()].into(), false);
        inbox.put(["c".into()].into(), true);
        inbox.put_unheard(["d".into()].into());
        assert!(first.cancel.is_cancelled());
        let second = inbox.take();
        assert_eq!((second.changed, second.lost), (["b".into(), "c".into()].into(), true));
        assert_eq!(second.unheard, ["d".into()].into());
        assert!(!second.cancel.is_cancelled());
    }
}
