//! The cancel button: a flag that whoever waits for a job can set, and that is looked at whenever
//! the job's plugin gives way. One flag for what belongs together: other jobs of the same engine
//! go on.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Waker};

/// Stops the jobs of the plugins that were given it
/// ([`Plugin::cancelled_by`](super::Plugin::cancelled_by)). Clones are the same button.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Stops what is running and whatever would start later, until [`Cancel::again`].
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Lets jobs start again. Whoever takes the button back knows that nothing is running that was
    /// to be stopped.
    pub fn again(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    /// Whether it was pressed.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Does the work on this thread, to its end or until the button is pressed: then it is dropped
/// where it is, and nothing comes of it.
pub(super) fn unless_pressed<T>(
    cancel: Option<&Cancel>,
    work: impl Future<Output = T>,
) -> Option<T> {
    let mut work = pin!(work);
    // Nobody has to be woken: work that gives way waits for nothing and can go on at once.
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if cancel.is_some_and(Cancel::is_cancelled) {
            return None;
        }
        if let Poll::Ready(done) = work.as_mut().poll(&mut context) {
            return Some(done);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::task::Poll;

    use super::{Cancel, unless_pressed};

    #[test]
    fn work_ends_by_itself_or_by_the_button() {
        let cancel = Cancel::default();
        let mut polls = 0;
        let mut work = |press_at: u32| {
            polls = 0;
            let work = std::future::poll_fn(|_| {
                polls += 1;
                if polls == press_at {
                    cancel.cancel();
                }
                if polls == 5 { Poll::Ready(polls) } else { Poll::Pending }
            });
            (unless_pressed(Some(&cancel), work), polls)
        };
        assert_eq!(work(0), (Some(5), 5));
        assert_eq!(work(5), (Some(5), 5), "what is done is done");
        assert_eq!(work(0), (None, 0));
        cancel.again();
        let mut work = std::future::poll_fn(|_| Poll::Ready(7));
        assert_eq!(unless_pressed(None, &mut work), Some(7));
    }

    #[test]
    fn work_that_is_under_way_is_dropped() {
        let cancel = Cancel::default();
        let held = std::sync::Arc::new(());
        let kept = std::sync::Arc::clone(&held);
        let work = async {
            let _kept = kept;
            cancel.cancel();
            std::future::pending::<()>().await;
        };
        assert_eq!(unless_pressed(Some(&cancel), work), None);
        assert_eq!(std::sync::Arc::strong_count(&held), 1);
    }
}
