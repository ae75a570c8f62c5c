//! What the report of a run says, without the run: it can be said again.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Counts, Human, Report, human};
use crate::check::Coverage;
use crate::diagnostic::Severity;

/// A report for people, in parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Each finding with its lines of source.
    findings: String,
    /// Each example that was not proven, with the reason.
    unproven: String,
    coverage: Coverage,
    counts: Counts,
    pages: usize,
}

impl Told {
    /// What there is to say of a run.
    pub fn of(report: &Report<'_>) -> Self {
        Self {
            findings: Human::findings(report.sources, &report.findings),
            unproven: human::unproven(report),
            coverage: report.coverage(),
            counts: report.counts(),
            pages: report.pages,
        }
    }

    /// The report as text, of a run that took so long.
    pub fn text(&self, human: &Human, duration: Duration) -> String {
        let mut text = self.findings.clone();
        if human.verbose {
            text.push_str(&self.unproven);
        }
        if !human.quiet {
            text.push_str(&human::summary(self.counts, self.coverage, self.pages, duration));
        }
        text
    }

    /// Whether any finding is at or over `threshold`.
    pub fn fails(&self, threshold: Severity) -> bool {
        let Counts { errors, warnings, infos } = self.counts;
        let counted =
            [(Severity::Error, errors), (Severity::Warning, warnings), (Severity::Info, infos)];
        counted.into_iter().any(|(severity, count)| count > 0 && severity >= threshold)
    }
}
