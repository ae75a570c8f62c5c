//! What a plugin implements: who it is, and how it reads an example to check it.

use serde::de::DeserializeOwned;

use crate::{Example, PageRule, Rule};

/// A plugin: who it is and how it is configured. What it does is in [`Checker`],
/// [`Runner`](crate::Runner), [`Renderer`](crate::Renderer),
/// [`DocumentChecker`](crate::DocumentChecker) and [`SiteChecker`](crate::SiteChecker).
pub trait Plugin: Sized + 'static {
    /// The plugin's configuration. A plugin without one uses [`NoConfig`]. Unknown keys
    /// should be refused (`#[serde(deny_unknown_fields)]`).
    type Config: DeserializeOwned + Default;

    /// Who it is.
    const INFO: Info;

    /// What it asks for beyond the example it is given; nothing by default. A site grants it under
    /// `[plugins.<id>.allow]`, or it is not used.
    const CAPABILITIES: &'static [Capability] = &[];

    /// Rules about pages, the site or drawings: those of every half but [`Checker`].
    const PAGE_RULES: &'static [PageRule] = &[];

    /// JSON Schema (2020-12) of [`Plugin::Config`]; the default accepts an empty object only.
    const CONFIG_SCHEMA: &'static str =
        r#"{"type":"object","properties":{},"additionalProperties":false}"#;
}

/// A plugin that checks examples: its rules, and the tree they look at.
pub trait Checker: Plugin {
    /// What the rules look at: the parsed example, with spans.
    type Tree;

    /// Its rules: the `RULES` that [`rules!`](crate::rules) made.
    fn rules() -> &'static [Rule<Self>];

    /// Reads an example. Text that does not parse still gives a tree, one that says so, for the
    /// syntax rule to report.
    ///
    /// # Errors
    ///
    /// [`Declined`] where the example turns out not to be this plugin's (YAML that is no
    /// Kubernetes manifest). It counts neither as checked nor as failed.
    fn parse(example: &Example, config: &Self::Config) -> Result<Self::Tree, Declined>;

    /// Whether the text parsed. Rules run only on a sound tree, except those marked
    /// [`Rule::on_broken`].
    fn is_sound(tree: &Self::Tree) -> bool;

    /// What this tree was held against, for the proof, where that is not the same for every
    /// example ([`Info::facts`]).
    fn facts(_tree: &Self::Tree) -> Vec<Fact> {
        Self::INFO.facts.iter().map(|(key, value)| Fact::new(*key, *value)).collect()
    }
}

/// Something beyond the pure function that a plugin is by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capability {
    /// To read files of the site, by globs over paths in the site's folder:
    /// `&["deploy/**/*.yaml"]`.
    ReadFiles(&'static [&'static str]),
}

/// Who a plugin is.
#[derive(Clone, Copy, Debug)]
pub struct Info {
    /// `kubernetes`, or `acme:nginx` for a third party's.
    pub id: &'static str,
    /// Its version: `env!("CARGO_PKG_VERSION")`.
    pub version: &'static str,
    /// Its licence, as an SPDX expression.
    pub license: &'static str,
    /// The languages it handles, lower case.
    pub languages: &'static [&'static str],
    /// Tools and specifications its rules follow, with versions.
    pub facts: &'static [(&'static str, &'static str)],
}

/// A tool or specification an example was held against: `kubernetes`, `1.36`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The tool.
    pub key: String,
    /// Its version.
    pub value: String,
}

impl Fact {
    /// `key` at version `value`.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self { key: key.into(), value: value.into() }
    }
}

/// The example is not for this plugin; the reason is shown in verbose output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declined(pub String);

/// The configuration of a plugin that has none: an empty object.
#[derive(Clone, Copy, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoConfig {}
