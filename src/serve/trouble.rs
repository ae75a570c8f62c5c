//! Why there is no site to show, and where that is mended.

use super::fresh::frames;
use super::generation::Complaint;
use crate::config::Config;
use crate::diagnostic::{Finding, Severity};
use crate::error::Error;
use crate::press::TemplateFault;
use crate::source::Sources;
use crate::world::World;

/// Why there is no site.
pub(super) struct Trouble {
    /// The reason, in one line.
    pub(super) why: String,
    /// What has to be mended, where that is known.
    pub(super) complaints: Vec<Complaint>,
    /// The same for the terminal.
    pub(super) frames: String,
}

impl Trouble {
    /// These have to be mended first.
    pub(super) fn of(sources: &Sources, findings: &[&Finding], why: String) -> Self {
        let complaints = findings.iter().map(|finding| Complaint::of(finding, sources)).collect();
        Self { why, complaints, frames: frames(sources, findings) }
    }

    /// Something failed that has no place in a file.
    pub(super) fn plain(why: &Error) -> Self {
        Self { why: why.to_string(), complaints: Vec::new(), frames: String::new() }
    }

    /// A theme that cannot be used, with the place in it where that is known.
    pub(super) fn of_theme(error: &Error, config: &Config, world: &dyn World) -> Self {
        let complaint = |fault: TemplateFault| Complaint {
            path: fault.path,
            line: fault.line,
            column: 1,
            end_line: fault.line,
            end_column: 1,
            rule: String::new(),
            severity: Severity::Error,
            message: fault.message,
            example: None,
            help: None,
        };
        let fault = TemplateFault::of(error, config, world);
        Self {
            why: error.to_string(),
            complaints: fault.map(complaint).into_iter().collect(),
            frames: String::new(),
        }
    }
}
