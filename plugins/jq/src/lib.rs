//! Checks and runs jq filters.
//!
//! `program` compiles a filter, for the rules and to be run; `definitions` adds what jq has and the
//! engine lacks, and `reach` finds those a filter calls; `size` tells filters the parser has no room
//! for; `options` reads jq's arguments; `run` feeds a filter and writes what jq writes.

proofpress_plugin::rules!();
proofpress_plugin::export!(checks and runs Jq);

mod assignment;
mod definitions;
mod interpolation;
mod message;
mod number;
mod options;
mod program;
mod reach;
mod run;
mod size;
mod values;
mod write;

use proofpress_plugin::{
    Checker, Declined, Example, Info, NoConfig, Plugin, Rule, RunRequest, RunResult, Runner,
    Session,
};

/// The plugin.
pub struct Jq;

impl Plugin for Jq {
    type Config = NoConfig;

    const INFO: Info = Info {
        id: "jq",
        version: env!("CARGO_PKG_VERSION"),
        license: env!("CARGO_PKG_LICENSE"),
        languages: &["jq"],
        facts: &[("jq-language", "1.7"), ("jaq", "3.1.2")],
    };
}

impl Checker for Jq {
    type Tree = program::Checked;

    fn rules() -> &'static [Rule<Self>] {
        RULES
    }

    fn parse(example: &Example, _: &NoConfig) -> Result<program::Checked, Declined> {
        Ok(program::check(&example.source))
    }

    fn is_sound(checked: &program::Checked) -> bool {
        checked.problems.is_empty()
    }
}

impl Runner for Jq {
    fn run(request: &RunRequest, session: &Session<NoConfig>) -> Result<RunResult, Declined> {
        run::run(request, session.now)
    }
}
