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
    pub(super) why: String,
    pub(super) complaints: Vec<Complaint>,
    pub(super) frames: String,
}

impl Trouble {
    pub(super) fn of(sources: &Sources, findings: &[&Finding], why: String) -> Self {
        let complaints = findings.iter().map(|finding| Complaint::of(finding, sources)).collect();
        Self { why, complaints, frames: frames(sources, findings) }
    }

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
