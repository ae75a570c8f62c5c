//! Checks YAML, JSON and TOML examples: the text alone, against the specification of its format.
//! What the data means to a program (a Kubernetes manifest, a workflow) is for other plugins.

mod json;
mod template;
mod toml;
mod tree;
mod yaml;

proofpress_plugin::rules!();
proofpress_plugin::export!(checks Data);

#[doc(hidden)]
pub use tree::Tree;

use proofpress_plugin::{Checker, Declined, Example, Fact, Info, NoConfig, Plugin, Rule};

/// The plugin.
pub struct Data;

impl Plugin for Data {
    type Config = NoConfig;

    const INFO: Info = Info {
        id: "data",
        version: env!("CARGO_PKG_VERSION"),
        license: env!("CARGO_PKG_LICENSE"),
        languages: &[
            "yaml",
            "yml",
            "kubernetes",
            "k8s",
            "k8s-yaml",
            "json",
            "jsonc",
            "jsonl",
            "ndjson",
            "toml",
        ],
        facts: &[("yaml", yaml::SPEC), ("json", json::SPEC), ("toml", toml::SPEC)],
    };
}

impl Checker for Data {
    type Tree = Tree;

    fn rules() -> &'static [Rule<Self>] {
        RULES
    }

    fn parse(example: &Example, _: &NoConfig) -> Result<Tree, Declined> {
        Tree::read(&example.lang, &example.source)
    }

    fn is_sound(tree: &Tree) -> bool {
        tree.is_sound()
    }

    fn facts(tree: &Tree) -> Vec<Fact> {
        vec![tree.fact()]
    }
}
