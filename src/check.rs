//! Checking: which jobs a site needs, their verdicts, and what the pages expected of them.
//!
//! [`plan()`] is pure: pages and catalogues in, jobs with content hashes out. [`prove()`] asks the
//! cache first and plugins for the rest, on all cores. [`assess()`] holds the verdicts against
//! what each page expects. Nothing here knows what a plugin is made of.

mod assess;
mod cache;
mod disable;
pub mod expectation;
mod key;
mod known;
mod output;
mod pages;
mod plan;
mod prove;
mod registry;
mod reports;
pub mod table;
mod verdict;
mod workspace;

pub use assess::{Assessment, assess, assess_pages};
pub use cache::VerdictCache;
pub use disable::Disabled;
pub use key::JobKey;
pub use known::known;
pub use pages::{Pages, plan_pages, plan_site};
pub use plan::{Job, Plan, Planned, Task, plan};
pub use prove::{Proven, ProvenJob, prove};
pub use registry::{Prover, Registered, Registry};
pub use reports::Reports;
pub use verdict::{Coverage, Deed, ExampleReport, Figure, ProofLine, State, Verdict};
pub use workspace::Blocked;
