//! Source files and places in them.
//!
//! A [`Span`] is always a range of bytes in the *original* file a writer has on disk. Text that
//! was put together from several places (an include, a fence inside a quote) is a [`MappedText`],
//! which knows for each of its bytes where it came from. This module knows nothing of Markdown.

mod lines;
mod mapped;

pub use lines::{Lines, Position};
pub use mapped::MappedText;

use std::collections::BTreeMap;
use std::sync::Arc;

/// A half-open range of byte offsets.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` up to `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The empty range at `offset`.
    pub const fn at(offset: usize) -> Self {
        Self { start: offset, end: offset }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers nothing.
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

/// Names one file of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A place in a source file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file.
    pub source: SourceId,
    /// The range of bytes in it.
    pub span: Span,
}

/// One file as it was read.
#[derive(Debug)]
pub struct SourceFile {
    /// Path relative to the site's root, with `/`: `content/guide/probes.md`.
    pub path: String,
    /// The text. Bytes that are not UTF-8 have been replaced, and reported, when it was read.
    pub text: String,
    lines: Lines,
}

impl SourceFile {
    fn new(path: String, text: String) -> Self {
        let lines = Lines::new(&text);
        Self { path, text, lines }
    }

    /// Line and column of an offset, both counted from one.
    pub fn position(&self, offset: usize) -> Position {
        self.lines.position(&self.text, offset)
    }
}

/// Every file that was read for this site: pages, includes, configuration.
///
/// A clone shares the files with the one it was made of.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Arc<SourceFile>>,
    by_path: Arc<BTreeMap<String, SourceId>>,
}

impl Sources {
    /// Takes a file in, or finds it again if its path is known.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> SourceId {
        let path = path.into();
        if let Some(&id) = self.by_path.get(&path) {
            return id;
        }
        let id = SourceId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        Arc::make_mut(&mut self.by_path).insert(path.clone(), id);
        self.files.push(Arc::new(SourceFile::new(path, text.into())));
        id
    }

    /// Gives a file another text, if it was read. A file with the same text stays what it is.
    pub fn update(&mut self, path: &str, text: impl Into<String>) {
        let Some(id) = self.find(path) else { return };
        let (text, file) = (text.into(), &mut self.files[id.0 as usize]);
        if file.text != text {
            *file = Arc::new(SourceFile::new(path.to_owned(), text));
        }
    }

    /// Forgets that a file is there. Places in it stay what they were, and it counts as another.
    pub fn forget(&mut self, path: &str) {
        if let Some(id) = self.find(path) {
            Arc::make_mut(&mut self.by_path).remove(path);
            let file = &mut self.files[id.0 as usize];
            *file = Arc::new(SourceFile::new(path.to_owned(), file.text.clone()));
        }
    }

    /// A file, to be told from what it is later.
    pub fn file(&self, id: SourceId) -> &Arc<SourceFile> {
        // As for `get`.
        &self.files[id.0 as usize]
    }

    /// The file of that path, if it was read.
    pub fn find(&self, path: &str) -> Option<SourceId> {
        self.by_path.get(path).copied()
    }

    /// A file.
    pub fn get(&self, id: SourceId) -> &SourceFile {
        // An id is only made by `add`, which pushed the file it names.
        &self.files[id.0 as usize]
    }

    /// Every file, in the order they were read.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        (0..).map(SourceId).zip(self.files.iter().map(|file| &**file))
    }
}
