//! Checks and runs JavaScript as Node.js does, with QuickJS-ng.
//!
//! `syntax` decides whether a text is a script or a module and where it breaks; `run` takes a
//! request apart and puts the answer together; `engine` is QuickJS with its limits, and `native`
//! what the scripts in `node/` get from it: output, files, digests, compiled code. Those scripts
//! are the rest of Node.js: `console`, timers on a virtual clock, `require`, `fs` in memory.
//! The build script compiles them, and a run loads those it comes to. Nothing here reaches outside,
//! and the same request gives the same bytes.

proofpress_plugin::rules!();
proofpress_plugin::export!(checks and runs JavaScript);

mod digest;
mod engine;
mod modules;
mod native;
mod run;
mod sources;
mod syntax;
mod wording;

use proofpress_plugin::{
    Checker, Declined, Example, Info, NoConfig, Plugin, Rule, RunRequest, RunResult, Runner,
    Session,
};

/// The plugin.
pub struct JavaScript;

/// The language level and the engine, for proofs.
const FACTS: &[(&str, &str)] = &[("ecmascript", "2025"), ("quickjs-ng", "0.16.2")];

impl Plugin for JavaScript {
    type Config = NoConfig;

    const INFO: Info = Info {
        id: "javascript",
        version: env!("CARGO_PKG_VERSION"),
        license: env!("CARGO_PKG_LICENSE"),
        languages: &["javascript", "js", "mjs", "cjs", "node"],
        facts: FACTS,
    };
}

impl Checker for JavaScript {
    type Tree = syntax::Checked;

    fn rules() -> &'static [Rule<Self>] {
        RULES
    }

    fn parse(example: &Example, _: &NoConfig) -> Result<syntax::Checked, Declined> {
        syntax::check(&example.lang, &example.source)
    }

    fn is_sound(checked: &syntax::Checked) -> bool {
        checked.problem.is_none()
    }
}

impl Runner for JavaScript {
    fn run(request: &RunRequest, session: &Session<NoConfig>) -> Result<RunResult, Declined> {
        run::run(request, session)
    }
}
