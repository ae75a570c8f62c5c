//! One state of the site in the preview: what is shown, and what is wrong with it.
//!
//! A generation never changes once it is there. Who makes the site hands out the next one, and
//! whoever still reads from the last goes on to do so.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use serde::Serialize;

use crate::config::Editor;
use crate::diagnostic::{Finding, Severity};
use crate::source::Sources;

/// A site that can be asked for its files. They may be made when they are first asked for: the
/// preview asks on threads that may wait.
pub trait Shown: Send + Sync {
    /// The file at an output path, `guide/index.html`, with the bytes that `build` would write;
    /// none where there is none.
    ///
    /// # Errors
    ///
    /// Why it could not be made, for people.
    fn file(&self, path: &str) -> Result<Option<Bytes>, String>;

    /// What is to be known of the page that is published at an output path.
    fn page(&self, path: &str) -> Option<PageFacts>;

    /// Whether there is a file, without making it.
    fn has(&self, path: &str) -> bool;
}

/// What the preview knows of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageFacts {
    /// The files it is made of, relative to the site's root, its own first: what it includes is
    /// part of it.
    pub files: Vec<String>,
    /// Whether it is a draft.
    pub draft: bool,
}

/// A finding as plain data: `check --format json` has it in these words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Complaint {
    /// The file, relative to the site's root.
    pub path: String,
    /// Line, from one.
    pub line: usize,
    /// Column, from one.
    pub column: usize,
    /// Where it ends.
    pub end_line: usize,
    /// Where it ends.
    pub end_column: usize,
    /// The rule's full id.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The example it is about.
    pub example: Option<String>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Complaint {
    /// A finding, with its place in words of people.
    pub fn of(finding: &Finding, sources: &Sources) -> Self {
        let file = sources.get(finding.location.source);
        let start = file.position(finding.location.span.start);
        let end = file.position(finding.location.span.end);
        Self {
            path: file.path.clone(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            rule: finding.rule.clone(),
            severity: finding.severity,
            message: finding.message.clone(),
            example: finding.example.clone(),
            help: finding.help.clone(),
        }
    }

    /// Complaints as they are listed: the worst first, then by file and place.
    pub fn sort(complaints: &mut [Self]) {
        complaints.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.cmp(b)));
    }
}

/// How many complaints of each severity there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// The rest.
    pub infos: usize,
}

impl Counts {
    /// Counts complaints.
    pub(super) fn of<'a>(complaints: impl IntoIterator<Item = &'a Complaint>) -> Self {
        let mut counts = Self::default();
        for complaint in complaints {
            match complaint.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Info => counts.infos += 1,
            }
        }
        counts
    }
}

/// One state of the preview.
#[derive(Clone)]
pub struct Generation {
    /// Counted from one; 0 before there is anything.
    pub number: u64,
    /// The site; none before one could be made.
    pub site: Option<Arc<dyn Shown>>,
    /// What every address of the site begins with: `/` or `/docs/`.
    pub root: String,
    /// What is wrong, the worst first.
    pub complaints: Arc<[Complaint]>,
    /// Why the last change is not shown, where it is not: `site` is then the last good one.
    pub trouble: Option<String>,
    /// How many examples wait for their verdict.
    pub awaited: usize,
    /// Files other than pages whose bytes have changed since the preview began, with the number of
    /// the generation that brought their bytes of now.
    pub touched: Arc<BTreeMap<String, u64>>,
    /// What a place is opened with.
    pub editor: Editor,
}

impl Generation {
    /// Before there is anything.
    pub fn none(root: String) -> Self {
        Self {
            number: 0,
            site: None,
            root,
            complaints: Arc::default(),
            trouble: None,
            awaited: 0,
            touched: Arc::default(),
            editor: Editor::default(),
        }
    }
}
