//! Which pages are taken in together: what a page is in follows from its address alone, so that a
//! new page, or another order, changes no batch but one.

use std::mem;
use std::sync::{Mutex, PoisonError};

use super::text::is_marked;

/// About as many pages are in a batch: with less, Pagefind would start too often; with more, an
/// edit would have too many pages taken in again.
const PAGES: usize = 64;

/// Pages on their way into the index.
pub(super) struct Batches<'u> {
    urls: &'u [&'u str],
    waiting: Vec<Mutex<Waiting<'u>>>,
}

/// A batch that is not complete yet.
#[derive(Default)]
struct Waiting<'u> {
    pages: Vec<(&'u str, String)>,
    /// How many are missing.
    missing: usize,
}

/// Pages that are taken in together: address, and what is searched.
#[derive(Debug)]
pub(super) struct Batch<'u>(Vec<(&'u str, String)>);

impl<'u> Batches<'u> {
    /// For pages at those addresses.
    pub(super) fn new(urls: &'u [&'u str]) -> Self {
        let number = urls.len().div_ceil(PAGES).next_power_of_two();
        let mut waiting: Vec<Waiting<'u>> = Vec::new();
        waiting.resize_with(number, Waiting::default);
        for url in urls {
            waiting[place(url, number)].missing += 1;
        }
        Self { urls, waiting: waiting.into_iter().map(Mutex::new).collect() }
    }

    /// Takes in what is searched of the page at that position; the batch, where it was the last.
    pub(super) fn add(&self, at: usize, text: String) -> Option<Batch<'u>> {
        let url = *self.urls.get(at)?;
        let waiting = &self.waiting[place(url, self.waiting.len())];
        let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.pages.push((url, text));
        waiting.missing = waiting.missing.saturating_sub(1);
        (waiting.missing == 0).then(|| Batch::new(mem::take(&mut waiting.pages)))
    }

    /// The batches of which a page never came.
    pub(super) fn rest(self) -> impl Iterator<Item = Batch<'u>> {
        let waiting = self.waiting.into_iter();
        let pages = waiting.map(|batch| batch.into_inner().unwrap_or_else(PoisonError::into_inner));
        pages.filter(|batch| !batch.pages.is_empty()).map(|batch| Batch::new(batch.pages))
    }
}

impl<'u> Batch<'u> {
    fn new(mut pages: Vec<(&'u str, String)>) -> Self {
        pages.sort();
        Self(pages)
    }

    /// Its pages that mark what of them is searched, and those that do not: where any page of a
    /// site is marked, Pagefind leaves out those that are not.
    pub(super) fn groups(self) -> impl Iterator<Item = (Vec<(&'u str, String)>, bool)> {
        let (marked, plain): (Vec<_>, Vec<_>) =
            self.0.into_iter().partition(|(_, text)| is_marked(text));
        [(marked, true), (plain, false)].into_iter().filter(|(pages, _)| !pages.is_empty())
    }
}

/// The batch of a page.
fn place(url: &str, number: usize) -> usize {
    let hash = blake3::hash(url.as_bytes());
    let (first, _) = hash.as_bytes().split_first_chunk::<4>().unwrap_or((&[0; 4], &[]));
    usize::try_from(u32::from_le_bytes(*first)).unwrap_or_default() % number.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_in_one_batch_that_is_there_with_its_last_page() {
        let urls: Vec<String> = (0..1000).map(|number| format!("/{number}/")).collect();
        let urls: Vec<&str> = urls.iter().map(String::as_str).collect();
        let batches = Batches::new(&urls);
        let mut came = Vec::new();
        for at in (0..urls.len()).rev().filter(|at| *at != 7) {
            came.extend(batches.add(at, at.to_string()));
        }
        let complete = came.len();
        came.extend(batches.rest());
        assert_eq!(came.len(), complete + 1);
        assert_eq!(came.len(), 16);
        let mut pages: Vec<&str> =
            came.iter().flat_map(|batch| &batch.0).map(|page| page.0).collect();
        pages.sort_unstable();
        let mut wanted: Vec<&str> = urls.iter().filter(|url| **url != "/7/").copied().collect();
        wanted.sort_unstable();
        assert_eq!(pages, wanted);
    }

    #[test]
    fn one_page_more_changes_one_batch() {
        let urls: Vec<String> = (0..200).map(|number| format!("/{number}/")).collect();
        let all: Vec<&str> = urls.iter().map(String::as_str).collect();
        let of = |urls: &[&str]| -> Vec<Vec<String>> {
            let batches = Batches::new(urls);
            let came = (0..urls.len()).filter_map(|at| batches.add(at, String::new()));
            let mut came: Vec<Vec<String>> = came
                .map(|batch| batch.0.into_iter().map(|(url, _)| url.to_owned()).collect())
                .collect();
            came.sort();
            came
        };
        let (before, after) = (of(&all[1..]), of(&all));
        let same = after.iter().filter(|batch| before.contains(batch)).count();
        assert_eq!((before.len(), after.len(), same), (4, 4, 3));
    }
}
