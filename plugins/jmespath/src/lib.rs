//! Checks and runs JMESPath expressions.
//!
//! `expression` reads one, for the rules and to be run; `literal` mends literals that other
//! implementations take; `run` applies it to JSON.

proofpress_plugin::rules!();
proofpress_plugin::export!(checks and runs Jmespath);

mod expression;
mod literal;
mod run;

use proofpress_plugin::{
    Checker, Declined, Example, Info, NoConfig, Plugin, Rule, RunRequest, RunResult, Runner,
    Session,
};

/// The plugin.
pub struct Jmespath;

impl Plugin for Jmespath {
    type Config = NoConfig;

    const INFO: Info = Info {
        id: "jmespath",
        version: env!("CARGO_PKG_VERSION"),
        license: env!("CARGO_PKG_LICENSE"),
        languages: &["jmespath"],
        facts: &[("jmespath.rs", "0.5.0")],
    };
}

impl Checker for Jmespath {
    type Tree = expression::Read;

    fn rules() -> &'static [Rule<Self>] {
        RULES
    }

    fn parse(example: &Example, _: &NoConfig) -> Result<expression::Read, Declined> {
        expression::read(&example.source)
    }

    fn is_sound(read: &expression::Read) -> bool {
        read.mistake.is_none()
    }
}

impl Runner for Jmespath {
    fn run(request: &RunRequest, _: &Session<NoConfig>) -> Result<RunResult, Declined> {
        run::run(request)
    }
}
