//! The search index: Pagefind's, built in memory from the finished pages while others are still
//! being made.
//!
//! Pagefind takes pages in one after the other and holds the words of all of them at once, so that
//! a large site would wait for it, and an edit of one page would have every page taken in again.
//! So it is given pages in batches: each is an index of its own ([`part`]), made on whatever core
//! is free, and kept for the next build that has the same pages ([`store`]). What Pagefind would
//! have made of all pages at once is then put together from the parts ([`merge`]), byte for byte.

mod batch;
mod cbor;
mod chunk;
mod engine;
mod merge;
mod part;
mod store;
mod text;

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use batch::{Batch, Batches};
use engine::Engine;
use part::Part;
use store::Store;
use text::searchable;

use super::{Files, SiteError};

/// What a page is put in order by, which no part of an index can tell.
const SORT: &str = "data-pagefind-sort";

/// What is told of finished pages, in any order.
pub(super) struct Pages<'u> {
    batches: Batches<'u>,
    ready: Sender<Batch<'u>>,
    /// Whether a page says what pages are to be put in order by.
    sorted: AtomicBool,
}

impl Pages<'_> {
    /// The page at that position is there, with this HTML.
    pub(super) fn add(&self, at: usize, html: &str) {
        if html.contains(SORT) {
            self.sorted.store(true, Ordering::Relaxed);
        }
        if let Some(batch) = self.batches.add(at, searchable(html)) {
            // Who does not listen any more has failed, and says why.
            let _ = self.ready.send(batch);
        }
    }
}

/// Has pages made, and makes the files below `pagefind/` while they are. `urls` are the addresses
/// of the pages below the base URL, by position; `html` finds the page at a position in what was
/// made. What can be used again is kept in the folder, if there is one.
///
/// # Errors
///
/// Where the pages cannot be made, or Pagefind cannot make the index.
pub(super) fn with_pages<T: Sync>(
    urls: &[&str],
    language: &str,
    kept: Option<&Path>,
    make: impl FnOnce(&Pages<'_>) -> Result<T, SiteError>,
    html: impl Fn(&T, usize) -> Option<String>,
) -> Result<(T, Files), SiteError> {
    let engine = Engine::new(language)?;
    let store = Store::new(kept, &engine);
    let (ready, batches) = channel();
    let batches = Mutex::new(batches);
    let stopped = AtomicBool::new(false);
    let (made, parts, sorted) = thread::scope(|scope| {
        let work = || take_in(&batches, &store, &engine, &stopped);
        let threads = rayon::current_num_threads();
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let pages = Pages { batches: Batches::new(urls), ready, sorted: AtomicBool::new(false) };
        let made = make(&pages);
        stopped.store(made.is_err(), Ordering::Relaxed);
        let Pages { batches, ready, sorted } = pages;
        for batch in batches.rest() {
            let _ = ready.send(batch);
        }
        drop(ready);
        let mut parts = Vec::new();
        for worker in workers {
            let part = worker.join().unwrap_or_else(|panic| resume_unwind(panic));
            parts.extend(part?);
        }
        Ok::<_, SiteError>((made?, parts, sorted.into_inner()))
    })?;
    let parts = match sorted {
        false => parts,
        // Only all pages together can be put in order.
        true => {
            let pages = urls.iter().enumerate().filter_map(|(at, url)| {
                let html = html(&made, at)?;
                Some((*url, searchable(&html)))
            });
            vec![engine.part(pages.collect(), false)?]
        }
    };
    store.forget(&parts);
    let places = urls.iter().enumerate().map(|(at, url)| (*url, at));
    let places: BTreeMap<&str, usize> = places.collect();
    let index = merge::files(&parts, &places, &engine)?;
    Ok((made, index))
}

/// Makes parts of batches for as long as there are any.
fn take_in(
    batches: &Mutex<Receiver<Batch<'_>>>,
    store: &Store<'_>,
    engine: &Engine,
    stopped: &AtomicBool,
) -> Result<Vec<Part>, SiteError> {
    let mut parts = Vec::new();
    loop {
        let next = batches.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(batch) = next else { return Ok(parts) };
        if stopped.load(Ordering::Relaxed) {
            continue;
        }
        for (pages, marked) in batch.groups() {
            let key = store.key(&pages, marked);
            let part = match store.get(&key) {
                Some(part) => part,
                None => {
                    let part = engine.part(pages, marked)?;
                    store.keep(&key, &part);
                    part
                }
            };
            parts.push(part.named(key));
        }
    }
}

#[cfg(test)]
mod tests;
