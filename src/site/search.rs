//! The search index: Pagefind's, built in memory from the finished pages while others are still
//! being made. It takes pages one after the other, on one thread, always in the same order.

mod text;

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;

use super::{Files, SiteError};
use text::searchable;

/// What of Pagefind's bundle a page asks for; its own interfaces are left out, ours is used.
const SCRIPTS: &[&str] = &["pagefind.js", "pagefind-worker.js", "pagefind-entry.json"];

/// What is told of finished pages, in any order.
pub(super) struct Pages(Sender<(usize, String)>);

impl Pages {
    /// The page at that position is there, with this HTML.
    pub(super) fn add(&self, at: usize, html: &str) {
        // Who does not listen any more has failed, and says why.
        let _ = self.0.send((at, searchable(html)));
    }
}

/// Has pages made, and makes the files below `pagefind/` while they are. `urls` are the addresses
/// of the pages below the base URL, by position.
///
/// # Errors
///
/// Where the pages cannot be made, or Pagefind cannot make the index.
pub(super) fn with_pages<'u, T>(
    urls: impl ExactSizeIterator<Item = &'u str> + Send,
    language: &str,
    make: impl FnOnce(&Pages) -> Result<T, SiteError>,
) -> Result<(T, Files), SiteError> {
    let (sender, receiver) = channel();
    thread::scope(|scope| {
        let index = scope.spawn(move || index(urls.zip(InOrder::new(receiver)), language));
        let pages = Pages(sender);
        let made = make(&pages);
        drop(pages);
        let index = index.join().unwrap_or_else(|panic| resume_unwind(panic));
        Ok((made?, index?))
    })
}

/// What comes in any order, in order. It ends where something does not come.
struct InOrder {
    coming: Receiver<(usize, String)>,
    waiting: BTreeMap<usize, String>,
    next: usize,
}

impl InOrder {
    fn new(coming: Receiver<(usize, String)>) -> Self {
        Self { coming, waiting: BTreeMap::new(), next: 0 }
    }
}

impl Iterator for InOrder {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        loop {
            if let Some(text) = self.waiting.remove(&self.next) {
                self.next += 1;
                return Some(text);
            }
            let (at, text) = self.coming.recv().ok()?;
            self.waiting.insert(at, text);
        }
    }
}

/// The files below `pagefind/` for these pages: (address below the base URL, what is searched).
fn index<'u>(
    pages: impl Iterator<Item = (&'u str, String)>,
    language: &str,
) -> Result<Files, SiteError> {
    let failed = |error: &dyn std::fmt::Display| SiteError::Search(error.to_string());
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(|error| failed(&error))?;
    let language = language.to_lowercase();
    let files = runtime.block_on(async {
        let config = PagefindServiceConfig::builder()
            .force_language(language)
            .exclude_selectors(vec![".anchor".to_owned()])
            .build();
        let mut index = PagefindIndex::new(Some(config))?;
        for (url, text) in pages {
            index.add_html_file(None, Some(url.to_owned()), text).await?;
        }
        index.get_files().await
    });
    let files = files.map_err(|error| failed(&error))?;
    let named = files.into_iter().map(|file| (file.filename.to_string_lossy().into_owned(), file));
    let wanted = named.filter(|(name, _)| is_wanted(name));
    Ok(wanted.map(|(name, file)| (format!("pagefind/{name}"), file.contents)).collect())
}

fn is_wanted(name: &str) -> bool {
    SCRIPTS.contains(&name)
        || [".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter", ".pagefind"]
            .iter()
            .any(|ending| name.ends_with(ending))
}
