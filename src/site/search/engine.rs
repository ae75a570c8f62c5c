//! Pagefind itself, as a library: pages in, files out. This alone names it.

use std::path::Path;

use pagefind::api::{PagefindIndex, SyntheticFile};
use pagefind::options::PagefindServiceConfig;

use super::part::Part;
use crate::site::SiteError;

/// What of Pagefind's bundle a page asks for besides the index; its own interfaces are left out,
/// ours is used.
const SCRIPTS: &[&str] = &["pagefind.js", "pagefind-worker.js"];

/// The file that says which indexes there are.
pub(super) const ENTRY: &str = "pagefind-entry.json";

/// Pagefind for a language, and what is the same for every index in it.
pub(super) struct Engine {
    pub(super) language: String,
    /// The files besides the index, by path below `pagefind/`.
    pub(super) frame: Vec<(String, Vec<u8>)>,
    /// [`ENTRY`] of an index with one page.
    pub(super) entry: Vec<u8>,
    /// Pagefind's version, as its files say it.
    pub(super) version: String,
}

impl Engine {
    /// # Errors
    ///
    /// Where Pagefind does not work at all.
    pub(super) fn new(language: &str) -> Result<Self, SiteError> {
        let mut engine = Self {
            language: language.to_lowercase(),
            frame: Vec::new(),
            entry: Vec::new(),
            version: String::new(),
        };
        let page = ("/", "<html><body>x</body></html>".to_owned());
        let files = engine.files(vec![page])?;
        engine.version = Part::read(&files, false)?.version;
        for file in files {
            let name = name(&file.filename);
            match name.as_str() {
                ENTRY => engine.entry = file.contents,
                _ if SCRIPTS.contains(&name.as_str()) || name.ends_with(".pagefind") => {
                    engine.frame.push((name, file.contents));
                }
                _ => {}
            }
        }
        engine.frame.sort();
        Ok(engine)
    }

    /// The part of the index that these pages are: address, and what is searched. `marked` says
    /// whether they mark it.
    ///
    /// # Errors
    ///
    /// Where Pagefind fails.
    pub(super) fn part(&self, pages: Vec<(&str, String)>, marked: bool) -> Result<Part, SiteError> {
        Part::read(&self.files(pages)?, marked)
    }

    /// What Pagefind makes of pages.
    pub(super) fn files(
        &self,
        pages: Vec<(&str, String)>,
    ) -> Result<Vec<SyntheticFile>, SiteError> {
        let failed = |error: &dyn std::fmt::Display| SiteError::Search(error.to_string());
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        let runtime = runtime.map_err(|error| failed(&error))?;
        let files = runtime.block_on(async {
            let config = PagefindServiceConfig::builder()
                .force_language(self.language.clone())
                .exclude_selectors(vec![".anchor".to_owned()])
                .build();
            let mut index = PagefindIndex::new(Some(config))?;
            for (url, text) in pages {
                index.add_html_file(None, Some(url.to_owned()), text).await?;
            }
            index.get_files().await
        });
        files.map_err(|error| failed(&error))
    }
}

/// A file's path below `pagefind/`, with slashes.
pub(super) fn name(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
