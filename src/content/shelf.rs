//! Pages as they were read the last time, so that those that did not change are not read again.
//!
//! A page is kept with the files it was made of and the settings that decide how it is read. While all
//! of those are the same, so is the page.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Page;
use crate::diagnostic::Finding;
use crate::source::{SourceFile, SourceId, Sources};

/// What the content folder holds, and its pages.
#[derive(Debug, Default)]
pub struct Shelf {
    /// The Markdown files of the content folder, by path; none before it was walked, and after
    /// files came or went.
    pub(super) files: Option<Vec<String>>,
    /// What was wrong with the bytes of a file, by its path.
    pub(super) bytes: BTreeMap<String, Finding>,
    /// What decides how every page is read.
    pub(super) settings: Option<[u8; 32]>,
    /// What pages may call on.
    pub(super) calls: Option<[u8; 32]>,
    /// The pages, by their file's path.
    pub(super) pages: BTreeMap<String, Kept>,
}

/// A page that was read.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    /// The page; none for a draft that is left out.
    pub(super) page: Option<Arc<Page>>,
    /// What was wrong with it.
    pub(super) findings: Vec<Finding>,
    /// Its file and those it brings in, as they were.
    pub(super) files: Vec<(SourceId, Arc<SourceFile>)>,
    /// Whether it calls on shortcodes or variables.
    pub(super) calls: bool,
    /// Whether something it brings in was not there, and may be by now.
    pub(super) lacks: bool,
}

impl Shelf {
    /// Says that a file has other bytes, was made, or is no longer there. What is known of it is
    /// forgotten; `sources` has the file as it is now, or no longer has it.
    pub fn changed(&mut self, path: &str, sources: &Sources) {
        self.bytes.remove(path);
        let known = self.pages.contains_key(path);
        if !known || sources.find(path).is_none() {
            self.files = None;
        }
    }

    /// The page of a file, where it is as it was.
    pub(super) fn get(&self, path: &str, sources: &Sources) -> Option<&Kept> {
        let kept = self.pages.get(path)?;
        let is_same =
            |(id, file): &(SourceId, Arc<SourceFile>)| Arc::ptr_eq(sources.file(*id), file);
        (!kept.lacks && kept.files.iter().all(is_same)).then_some(kept)
    }
}
