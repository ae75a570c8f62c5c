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
    /// Line and column of an offset, both counted from one.
    pub fn position(&self, offset: usize) -> Position {
        self.lines.position(&self.text, offset)
    }
}

/// Every file that was read for this site: pages, includes, configuration.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    by_path: BTreeMap<String, SourceId>,
}

impl Sources {
    /// Takes a file in, or finds it again if its path is known.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> SourceId {
        let path = path.into();
        if let Some(&id) = self.by_path.get(&path) {
            return id;
        }
        let id = SourceId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        let text = text.into();
        let lines = Lines::new(&text);
        self.by_path.insert(path.clone(), id);
        self.files.push(SourceFile { path, text, lines });
        id
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
        (0..).map(SourceId).zip(&self.files)
    }
}
