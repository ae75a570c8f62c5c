//! Checks Kubernetes manifests: against the API of a Kubernetes version, and against what goes
//! wrong in clusters.
//!
//! text -> `syntax` (YAML values with spans) -> `manifest` (objects, target version) -> rules,
//! which look through `workload` at pods and through `schema` at the API.

proofpress_plugin::rules!();
proofpress_plugin::export!(checks Kubernetes);

mod cron;
mod manifest;
mod quantity;
mod scalar;
mod schema;
mod syntax;
mod workload;

use proofpress_plugin::{Checker, Declined, Example, Fact, Info, NoConfig, Plugin, Rule};

pub use manifest::Manifests;

/// The plugin.
pub struct Kubernetes;

impl Plugin for Kubernetes {
    type Config = NoConfig;

    const INFO: Info = Info {
        id: "kubernetes",
        version: env!("CARGO_PKG_VERSION"),
        license: env!("CARGO_PKG_LICENSE"),
        languages: &["yaml", "yml", "kubernetes", "k8s", "k8s-yaml"],
        facts: &[("kubernetes", schema::NEWEST)],
    };
}

impl Checker for Kubernetes {
    type Tree = Manifests;

    fn rules() -> &'static [Rule<Self>] {
        RULES
    }

    fn parse(example: &Example, _: &NoConfig) -> Result<Manifests, Declined> {
        manifest::read(example)
    }

    /// Text that is no YAML is declined: the `data` plugin reports it.
    fn is_sound(_: &Manifests) -> bool {
        true
    }

    fn facts(tree: &Manifests) -> Vec<Fact> {
        vec![Fact::new("kubernetes", tree.api.version())]
    }
}
