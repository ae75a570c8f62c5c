//! Checks and runs regular expressions, in two flavours: that of RE2, without backtracking, and
//! that of PCRE and its relatives, as far as the engine goes.
//!
//! `pattern` reads one, for the rules and to be run; `backtracking` finds repetitions that take
//! exponential time; `run` matches lines.

proofpress_plugin::rules!();
proofpress_plugin::export!(checks and runs Regex);

mod backtracking;
mod flavour;
mod pattern;
mod run;

use proofpress_plugin::{
    Checker, Declined, Example, Fact, Info, NoConfig, Plugin, Rule, RunRequest, RunResult, Runner,
    Session,
};

/// The plugin.
pub struct Regex;

impl Plugin for Regex {
    type Config = NoConfig;

    const INFO: Info = Info {
        id: "regex",
        version: env!("CARGO_PKG_VERSION"),
        license: env!("CARGO_PKG_LICENSE"),
        languages: &["regex", "regexp", "re2", "pcre"],
        facts: &[("regex", "1.13"), ("fancy-regex", "0.16.2")],
    };
}

impl Checker for Regex {
    type Tree = pattern::Read;

    fn rules() -> &'static [Rule<Self>] {
        RULES
    }

    fn parse(example: &Example, _: &NoConfig) -> Result<pattern::Read, Declined> {
        pattern::read(&example.source, flavour::of(&example.lang, &example.attrs)?)
    }

    fn is_sound(read: &pattern::Read) -> bool {
        read.mistakes.is_empty()
    }

    fn facts(read: &pattern::Read) -> Vec<Fact> {
        vec![read.flavour.fact()]
    }
}

impl Runner for Regex {
    fn run(request: &RunRequest, _: &Session<NoConfig>) -> Result<RunResult, Declined> {
        run::run(request)
    }
}
