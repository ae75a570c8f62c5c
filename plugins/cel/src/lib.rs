//! Checks and runs expressions of the Common Expression Language.
//!
//! `expression` reads one, for the rules and to be run; `run` evaluates it.

proofpress_plugin::rules!();
proofpress_plugin::export!(checks and runs Cel);

mod expression;
mod run;

use proofpress_plugin::{
    Checker, Declined, Example, Info, NoConfig, Plugin, Rule, RunRequest, RunResult, Runner,
    Session,
};

/// The plugin.
pub struct Cel;

impl Plugin for Cel {
    type Config = NoConfig;

    const INFO: Info = Info {
        id: "cel",
        version: env!("CARGO_PKG_VERSION"),
        license: env!("CARGO_PKG_LICENSE"),
        languages: &["cel"],
        facts: &[("cel-rust", "0.15.0")],
    };
}

impl Checker for Cel {
    type Tree = Vec<expression::Mistake>;

    fn rules() -> &'static [Rule<Self>] {
        RULES
    }

    fn parse(example: &Example, _: &NoConfig) -> Result<Self::Tree, Declined> {
        Ok(expression::compile(&example.source)?.err().unwrap_or_default())
    }

    fn is_sound(mistakes: &Self::Tree) -> bool {
        mistakes.is_empty()
    }
}

impl Runner for Cel {
    fn run(request: &RunRequest, _: &Session<NoConfig>) -> Result<RunResult, Declined> {
        run::run(request)
    }
}
