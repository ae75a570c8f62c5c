//! What a rule says about an example. Plain values; which rule said it is filled in by the
//! caller, so a rule cannot speak in another one's name.

use std::ops::Range;

pub use crate::bindings::proofpress::plugin::types::Severity;

/// A half-open range of byte offsets into the example's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

    /// The smallest range that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

/// Who may apply a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// Keeps the meaning; `proofpress fix` applies it.
    Safe,
    /// Probably what the author wants; applied on request.
    Suggestion,
    /// Shown only.
    Manual,
}

/// Replaces a range of the example by other text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What takes its place.
    pub replacement: String,
}

/// A change that mends a finding; applied whole or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a command: ``quote `$file` ``.
    pub title: String,
    /// Who may apply it.
    pub applicability: Applicability,
    /// Its edits, which do not overlap.
    pub edits: Vec<Edit>,
}

/// A second place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What is to be seen there.
    pub message: String,
}

/// One complaint of one rule about one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where it is.
    pub span: Span,
    /// One line: what is wrong, lower case, things named in backticks.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Instead of the rule's own severity.
    pub severity: Option<Severity>,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// Changes that mend it.
    pub fixes: Vec<Fix>,
}

impl Finding {
    /// A finding at `span`.
    pub fn new(span: impl Into<Span>, message: impl Into<String>) -> Self {
        Self {
            span: span.into(),
            message: message.into(),
            help: None,
            severity: None,
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Gives this one finding a severity other than its rule's.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// Points at a second place.
    #[must_use]
    pub fn related(mut self, span: impl Into<Span>, message: impl Into<String>) -> Self {
        self.related.push(Related { span: span.into(), message: message.into() });
        self
    }

    /// Offers a change of one range.
    #[must_use]
    pub fn fix(
        self,
        applicability: Applicability,
        title: impl Into<String>,
        span: impl Into<Span>,
        replacement: impl Into<String>,
    ) -> Self {
        let edit = Edit { span: span.into(), replacement: replacement.into() };
        self.fixes(Fix { title: title.into(), applicability, edits: vec![edit] })
    }

    /// Offers a change of several ranges.
    #[must_use]
    pub fn fixes(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }
}
