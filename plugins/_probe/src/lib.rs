//! The hostile plugin: does what the host must withstand, for the host's tests.
//!
//! An example's `attack=` attribute chooses what it does; without one it finds nothing. It
//! implements the contract itself rather than through the SDK's trait, which would not let it
//! lie. Built as a bare component and as one with WASI.

mod answers;
mod drawing;
mod recital;
mod surroundings;
mod violence;
mod whole;

use proofpress_plugin::bindings::checker::exports::proofpress::plugin::example_checker;
use proofpress_plugin::bindings::exports::proofpress::plugin::{lifecycle, meta};
use proofpress_plugin::bindings::proofpress::plugin::types as wire;

/// The plugin.
pub struct Probe;

/// What a check comes to.
type Answer = Result<example_checker::Checked, wire::Failure>;

impl meta::Guest for Probe {
    fn describe() -> meta::Info {
        meta::Info {
            id: "probe".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            license: env!("CARGO_PKG_LICENSE").into(),
            homepage: None,
            languages: vec!["probe".into()],
            facts: vec![wire::Extra { key: "probe".into(), value: "1".into() }],
            capabilities: Vec::new(),
            extra: Vec::new(),
        }
    }

    fn rules() -> Vec<meta::Rule> {
        let rule = |id: &str, default_on| meta::Rule {
            id: id.into(),
            title: format!("`{id}`"),
            docs: format!("# `{id}`\n"),
            severity: wire::Severity::Warning,
            default_on,
            fixable: true,
            tags: vec!["test".into()],
            extra: Vec::new(),
        };
        vec![rule("said", true), rule("quiet", false)]
    }

    fn config_schema() -> String {
        r#"{"type":"object"}"#.into()
    }

    fn validate_config(config: String) -> Vec<meta::ConfigProblem> {
        match config.as_str() {
            "{}" => Vec::new(),
            "panic" => violence::panic(),
            _ => vec![meta::ConfigProblem {
                path: "/key".into(),
                message: "there is\nno `key`".into(),
            }],
        }
    }
}

impl lifecycle::Guest for Probe {
    fn start(session: lifecycle::Session) -> Result<(), wire::Failure> {
        match session.config.as_str() {
            "refuse" => Err(wire::Failure::Config("not this configuration".into())),
            "loop" => violence::endless(),
            _ => Ok(()),
        }
    }
}

impl example_checker::Guest for Probe {
    fn check_example(example: wire::Example) -> Answer {
        let attack = example.attrs.iter().find(|attribute| attribute.key == "attack");
        match attack.map(|attack| attack.value.as_str()) {
            None => Ok(answers::nothing()),
            Some(attack) => violence::attack(attack)
                .or_else(|| surroundings::attack(attack))
                .or_else(|| answers::attack(attack, &example))
                .unwrap_or_else(|| Err(wire::Failure::Internal(format!("no attack `{attack}`")))),
        }
    }
}

#[cfg(target_arch = "wasm32")]
const _: () = {
    proofpress_plugin::bindings::export_base!(Probe with_types_in proofpress_plugin::bindings);
    proofpress_plugin::bindings::checker::export_checker!(
        Probe with_types_in proofpress_plugin::bindings::checker
    );
    proofpress_plugin::bindings::runner::export_runner!(
        Probe with_types_in proofpress_plugin::bindings::runner
    );
    proofpress_plugin::bindings::renderer::export_renderer!(
        Probe with_types_in proofpress_plugin::bindings::renderer
    );
    proofpress_plugin::bindings::documents::export_documents!(
        Probe with_types_in proofpress_plugin::bindings::documents
    );
    proofpress_plugin::bindings::sites::export_sites!(
        Probe with_types_in proofpress_plugin::bindings::sites
    );
};
