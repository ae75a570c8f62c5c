//! Checks and runs Rego examples: policies, and the tests of policies.
//!
//! `policy` reads a text once, for the rules; `run` loads what a page holds into an evaluator,
//! asks it the query or runs the tests, and prints what `opa` prints; `builtins` are the functions
//! the evaluator lacks, and those that would reach outside.

proofpress_plugin::rules!();
proofpress_plugin::export!(checks and runs Rego);

mod builtins;
mod calls;
mod mistake;
mod policy;
mod recursion;
mod run;
mod version;

use proofpress_plugin::{
    Checker, Declined, Example, Fact, Info, NoConfig, Plugin, Rule, RunRequest, RunResult, Runner,
    Session,
};

/// The plugin.
pub struct Rego;

impl Plugin for Rego {
    type Config = NoConfig;

    const INFO: Info = Info {
        id: "rego",
        version: env!("CARGO_PKG_VERSION"),
        license: env!("CARGO_PKG_LICENSE"),
        languages: &["rego"],
        facts: &[("rego", "v1"), ("regorus", "0.14.1")],
    };
}

impl Checker for Rego {
    type Tree = policy::Policy;

    fn rules() -> &'static [Rule<Self>] {
        RULES
    }

    fn parse(example: &Example, _: &NoConfig) -> Result<policy::Policy, Declined> {
        policy::Policy::read(&example.source, version::of(&example.attrs)?)
    }

    fn is_sound(policy: &policy::Policy) -> bool {
        policy.module.is_some()
    }

    fn facts(policy: &policy::Policy) -> Vec<Fact> {
        version::facts(policy.version)
    }
}

impl Runner for Rego {
    fn run(request: &RunRequest, session: &Session<NoConfig>) -> Result<RunResult, Declined> {
        run::run(request, session.now, session.seed)
    }
}
