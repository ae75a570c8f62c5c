//! What proofpress has to say about a site: findings. Plain data, no colours, no I/O; how a
//! finding looks on a terminal is the business of `report/`.

use serde::{Deserialize, Serialize};

pub use crate::spelling::did_you_mean;

use crate::source::{Location, Span};

/// How bad a finding is. Ordered: an error is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Works, and should not be copied as it is.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// The word for it, as in configuration and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A change to one place of a source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub location: Location,
    /// What takes its place.
    pub replacement: String,
}

/// Who may apply a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// Keeps the meaning; `fix` applies it.
    Safe,
    /// Probably what the writer wants; `fix --suggestions` applies it.
    Suggestion,
    /// Shown only.
    Manual,
}

/// A change that mends a finding; applied whole or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a command.
    pub title: String,
    /// Who may apply it.
    pub applicability: Applicability,
    /// The changes, which do not overlap.
    pub edits: Vec<Edit>,
}

/// A second place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub location: Location,
    /// What is to be seen there.
    pub message: String,
}

/// Lines that were expected and lines that came, in the order of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineDiff(pub Vec<DiffLine>);

/// One line of a [`LineDiff`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiffLine {
    /// Expected, and it came.
    Same(String),
    /// Expected, and it did not come.
    Expected(String),
    /// It came and was not expected.
    Actual(String),
}

impl LineDiff {
    /// The lines as in a unified diff, ` `, `-` or `+` before each, those far from any
    /// difference left out. Control characters are made visible.
    pub fn unified(&self) -> Vec<String> {
        const CONTEXT: usize = 2;
        let differs = |at: usize| !matches!(self.0[at], DiffLine::Same(_));
        let near = |at: usize| {
            let from = at.saturating_sub(CONTEXT);
            (from..(at + CONTEXT + 1).min(self.0.len())).any(differs)
        };
        let mut lines = Vec::new();
        let mut left_out = false;
        for (at, line) in self.0.iter().enumerate() {
            if !near(at) {
                if !left_out && !lines.is_empty() {
                    lines.push(" …".to_owned());
                }
                left_out = true;
                continue;
            }
            left_out = false;
            let (sign, text) = match line {
                DiffLine::Same(text) => (' ', text),
                DiffLine::Expected(text) => ('-', text),
                DiffLine::Actual(text) => ('+', text),
            };
            lines.push(format!("{sign}{}", visible(text)));
        }
        lines
    }
}

/// A line of somebody's output, fit for a terminal: control characters, and those that change
/// the direction of writing, as pictures.
pub(crate) fn visible(line: &str) -> String {
    let picture = |c: char| match u32::from(c) {
        9 => '\t',
        code @ 0..=31 => char::from_u32(0x2400 + code).unwrap_or('␦'),
        127..=159 | 0x202a..=0x202e | 0x2066..=0x2069 => '␦',
        _ => c,
    };
    line.chars().map(picture).collect()
}

/// One complaint of one rule about one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's full id: `kubernetes/latest-tag`.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// One line: what is wrong, lower case, things named in backticks.
    pub message: String,
    /// Where, in the original file.
    pub location: Location,
    /// The example it is about, if it is about one: `guide/probes.md#3`.
    pub example: Option<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// Changes that mend it.
    pub fixes: Vec<Fix>,
    /// What was expected and what came, where it is about an output.
    pub diff: Option<LineDiff>,
}

impl Finding {
    /// A finding of `rule` at `location`.
    pub fn new(
        rule: impl Into<String>,
        severity: Severity,
        location: Location,
        message: impl Into<String>,
    ) -> Self {
        let mut message = message.into();
        if message.contains(['\n', '\r']) {
            // It names something that goes over several lines.
            message = visible(&message);
        }
        Self {
            rule: rule.into(),
            severity,
            message,
            location,
            example: None,
            help: None,
            related: Vec::new(),
            fixes: Vec::new(),
            diff: None,
        }
    }

    /// An error.
    pub fn error(rule: &str, location: Location, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Error, location, message)
    }

    /// A warning.
    pub fn warning(rule: &str, location: Location, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Warning, location, message)
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says which example it is about.
    #[must_use]
    pub fn example(mut self, id: impl Into<String>) -> Self {
        self.example = Some(id.into());
        self
    }

    /// What findings are sorted by in every output. Files come by path, so the caller gives it.
    pub fn sort_key<'a>(&'a self, path: &'a str) -> (&'a str, Span, &'a str, &'a str) {
        (path, self.location.span, &self.rule, &self.message)
    }
}
