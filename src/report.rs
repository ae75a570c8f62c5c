//! What a run found, told: one file a format. The only module whose text reaches a terminal.

mod diff;
mod human;
mod json;
mod print;
mod told;

use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use diff::text_diff;
pub use human::Human;
pub use json::Json;
pub use print::{Progress, Terminal};
pub use told::Told;

use crate::check::{Assessment, Coverage, Registry};
use crate::diagnostic::{Finding, Severity};
use crate::source::Sources;

/// Everything there is to tell of a run.
pub struct Report<'a> {
    /// The files findings point into.
    pub sources: &'a Sources,
    /// Every finding that counts, by path and place.
    pub findings: Vec<&'a Finding>,
    /// The examples.
    pub assessment: &'a Assessment,
    /// The plugins.
    pub registry: &'a Registry,
    /// Pages looked at.
    pub pages: usize,
    /// Plugins compiled in this run.
    pub compiled: usize,
    /// What it took.
    pub duration: Duration,
}

/// A way to tell it.
pub trait Format {
    /// The report as text.
    fn render(&self, report: &Report<'_>) -> String;
}

/// How many findings of each severity there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// The rest.
    pub infos: usize,
}

impl<'a> Report<'a> {
    /// Puts findings in their one order.
    pub fn sorted(sources: &Sources, mut findings: Vec<&'a Finding>) -> Vec<&'a Finding> {
        let path = |finding: &Finding| sources.get(finding.location.source).path.as_str();
        findings.sort_by(|a, b| a.sort_key(path(a)).cmp(&b.sort_key(path(b))));
        findings
    }

    /// Counts the findings.
    pub fn counts(&self) -> Counts {
        let count =
            |severity| self.findings.iter().filter(|finding| finding.severity == severity).count();
        Counts {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
        }
    }

    /// Counts the examples.
    pub fn coverage(&self) -> Coverage {
        self.assessment.coverage()
    }

    /// Whether any finding is at or over `threshold`.
    pub fn fails(&self, threshold: Severity) -> bool {
        self.findings.iter().any(|finding| finding.severity >= threshold)
    }
}
