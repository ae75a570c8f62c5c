//! The site as it is asked for: a page is made when somebody wants to see it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use bytes::Bytes;

use super::generation::{PageFacts, Shown};
use crate::check::{Assessment, Registry};
use crate::config::Config;
use crate::content::Tree;
use crate::highlight::Colours;
use crate::press::Parts;
use crate::site::{self, Album, Extent, Frame, SiteError, SiteInput};
use crate::source::Sources;

/// What is below this is the search index.
const INDEX: &str = "pagefind/";

/// A state of the site, of which nothing changes any more.
pub(super) struct Snapshot {
    pub(super) config: Arc<Config>,
    pub(super) tree: Arc<Tree>,
    pub(super) sources: Sources,
    pub(super) assessment: Arc<Assessment>,
    pub(super) registry: Arc<Registry>,
    pub(super) parts: Arc<Parts>,
    pub(super) album: Arc<Album>,
    pub(super) colours: Arc<Colours>,
    pub(super) frame: Arc<OnceLock<Frame>>,
    pub(super) made: Made,
}

/// What was made of it so far.
#[derive(Default)]
pub(super) struct Made {
    files: Mutex<BTreeMap<String, Bytes>>,
    /// Positions of pages by output path.
    pages: OnceLock<BTreeMap<String, usize>>,
    paths: OnceLock<BTreeSet<String>>,
    index: OnceLock<Result<BTreeMap<String, Bytes>, String>>,
}

impl Snapshot {
    fn input(&self) -> SiteInput<'_> {
        SiteInput {
            config: &self.config,
            tree: &self.tree,
            reports: &self.assessment.examples,
            registry: &self.registry,
            sources: &self.sources,
            theme: &self.parts.theme,
            history: &self.parts.history,
            assets: &self.parts.assets,
            kept: self.parts.kept.as_deref(),
            album: Some(&self.album),
            colours: &self.colours,
            frame: Some(&self.frame),
            extent: Extent::Unsearched,
            cancel: None,
        }
    }

    /// Makes a file, if it was not made before.
    ///
    /// # Errors
    ///
    /// Where a template does not fit.
    pub(super) fn make(&self, path: &str) -> Result<Option<Bytes>, SiteError> {
        let files = || self.made.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = files().get(path) {
            return Ok(Some(bytes.clone()));
        }
        let Some(bytes) = site::file(self.input(), path)? else { return Ok(None) };
        let bytes = Bytes::from(bytes);
        files().insert(path.to_owned(), bytes.clone());
        Ok(Some(bytes))
    }

    fn pages(&self) -> &BTreeMap<String, usize> {
        self.made.pages.get_or_init(|| {
            let pages = self.tree.pages.iter().enumerate();
            pages.map(|(at, page)| (page.output_path(), at)).collect()
        })
    }

    /// The search index.
    fn index(&self) -> &Result<BTreeMap<String, Bytes>, String> {
        self.made.index.get_or_init(|| {
            let files = site::index(self.input()).map_err(|why| why.to_string())?;
            Ok(files.into_iter().map(|(path, bytes)| (path, bytes.into())).collect())
        })
    }
}

impl Shown for Snapshot {
    fn file(&self, path: &str) -> Result<Option<Bytes>, String> {
        match self.make(path).map_err(|why| why.to_string())? {
            None if path.starts_with(INDEX) => match self.index() {
                Ok(files) => Ok(files.get(path).cloned()),
                Err(why) => Err(why.clone()),
            },
            found => Ok(found),
        }
    }

    fn page(&self, path: &str) -> Option<PageFacts> {
        let page = self.tree.pages.get(*self.pages().get(path)?)?;
        let mut files = vec![self.sources.get(page.source).path.clone()];
        for source in page.document.body.sources() {
            let path = &self.sources.get(source).path;
            if !files.contains(path) {
                files.push(path.clone());
            }
        }
        Some(PageFacts { files, draft: page.front.draft })
    }

    fn has(&self, path: &str) -> bool {
        let paths = self.made.paths.get_or_init(|| site::paths(self.input()).unwrap_or_default());
        paths.contains(path)
    }
}

/// Static files that are not as they were.
pub(super) fn touched(last: &Parts, now: &Parts) -> Vec<String> {
    let all = |parts: &Parts| -> BTreeMap<String, Vec<u8>> {
        let files = parts.theme.assets().iter().chain(&parts.assets);
        files.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
    };
    let (last, now) = (all(last), all(now));
    let gone = last.keys().filter(|path| !now.contains_key(*path));
    let changed = now.iter().filter(|(path, bytes)| last.get(*path) != Some(bytes));
    gone.chain(changed.map(|(path, _)| path)).cloned().collect()
}
