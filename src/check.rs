//! Checking: which jobs a site needs, their verdicts, and what the pages expected of them.
//!
//! [`plan()`] is pure: pages and catalogues in, jobs with content hashes out. [`prove()`] asks the
//! cache first and plugins for the rest, on all cores. [`assess()`] holds the verdicts against
//! what each page expects. Nothing here knows what a plugin is made of.

mod assess;
mod cache;
mod key;
mod plan;
mod prove;
mod registry;
mod verdict;

pub use assess::{Assessment, assess};
pub use cache::VerdictCache;
pub use key::JobKey;
pub use plan::{Job, Plan, Planned, plan};
pub use prove::{Proven, ProvenJob, prove};
pub use registry::{Checker, Registered, Registry};
pub use verdict::{Coverage, ExampleReport, ProofLine, State, Verdict};
