//! What a renderer is given and what it drew, in our own types.

use serde::{Deserialize, Serialize};

use super::{Artifact, CheckInput, PluginFinding};

/// An example as a renderer gets it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DrawInput {
    /// The example.
    pub example: CheckInput,
    /// What a drawing may use of the theme, by name: `accent` is `var(--blue)`.
    pub theme: Vec<(String, String)>,
}

/// What was drawn. Findings, text and sizes are validated; what is in the artifacts is as the
/// plugin made it, and [`crate::sanitize`] decides whether it can be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// What is to be shown.
    pub body: Artifact,
    /// The files it needs.
    pub assets: Vec<Artifact>,
    /// The same in words; never empty.
    pub alt: String,
    /// The findings, sorted by place, rule and message.
    pub findings: Vec<PluginFinding>,
    /// What drew it: `graphviz` `12.2`.
    pub facts: Vec<(String, String)>,
    /// Units of work it took.
    pub fuel: u64,
}
