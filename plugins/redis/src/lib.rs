//! Checks and runs Redis commands and scripts.
//!
//! `text` finds the commands of an example, `trial` holds them against the engine's tables and
//! parsers, for the rules; `options` reads redis-cli's arguments, `cli` feeds lines to the engine as
//! redis-cli does, and `run` makes a result of what it prints.

proofpress_plugin::rules!();
proofpress_plugin::export!(checks and runs Redis);

mod cli;
mod options;
mod run;
mod text;
mod trial;

use proofpress_plugin::{
    Checker, Declined, Example, Info, NoConfig, Plugin, Rule, RunRequest, RunResult, Runner,
    Session,
};

/// The language of an example that is a script.
const SCRIPT: &str = "redis-lua";

/// The plugin.
pub struct Redis;

impl Plugin for Redis {
    type Config = NoConfig;

    const INFO: Info = Info {
        id: "redis",
        version: env!("CARGO_PKG_VERSION"),
        license: env!("CARGO_PKG_LICENSE"),
        languages: &["redis", "redis-cli", SCRIPT],
        facts: &[("redis", proofpress_redis_engine::table::VERSION)],
    };
}

impl Checker for Redis {
    type Tree = trial::Checked;

    fn rules() -> &'static [Rule<Self>] {
        RULES
    }

    fn parse(example: &Example, _: &NoConfig) -> Result<trial::Checked, Declined> {
        Ok(if example.lang == SCRIPT {
            trial::script(&example.source)
        } else {
            trial::commands(&example.source)
        })
    }

    fn is_sound(checked: &trial::Checked) -> bool {
        checked.problems.is_empty()
    }
}

impl Runner for Redis {
    fn run(request: &RunRequest, session: &Session<NoConfig>) -> Result<RunResult, Declined> {
        run::run(request, session.now, session.seed)
    }
}
