//! Runs shell examples: bash's language and the everyday commands, in memory.
//!
//! `session` takes a request apart and puts the answer together; `syntax` reads commands, `expand`
//! and `exec` run them in a `shell` with its `vars` and `builtins`; `tools` are the commands in
//! `/usr/bin`; `os` is the machine beneath: files, pipes, processes, time. Nothing here reaches
//! outside, and the same request gives the same bytes.

proofpress_plugin::export!(runs Bash);

mod builtins;
mod exec;
mod expand;
mod os;
mod session;
mod shell;
mod syntax;
mod tools;
mod vars;

use proofpress_plugin::{Declined, Info, NoConfig, Plugin, RunRequest, RunResult, Runner, Session};

/// The plugin.
pub struct Bash;

impl Plugin for Bash {
    type Config = NoConfig;

    const INFO: Info = Info {
        id: "bash",
        version: env!("CARGO_PKG_VERSION"),
        license: env!("CARGO_PKG_LICENSE"),
        languages: &[
            "bash",
            "sh",
            "shell",
            "console",
            "terminal",
            "shell-session",
            "shellsession",
            "sh-session",
            "bash-session",
        ],
        // The language that is followed, not a program that is run.
        facts: &[("bash-language", "5.2")],
    };
}

impl Runner for Bash {
    fn run(request: &RunRequest, session: &Session<NoConfig>) -> Result<RunResult, Declined> {
        Ok(session::run(request, session.now, session.seed))
    }
}
