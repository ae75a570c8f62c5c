//! The command line tool: parses arguments, calls one command, turns its outcome into an exit
//! code; nothing else.
//!
//! Exit codes: 0 fine, 1 findings at or over the threshold, 2 the job could not be done.

mod cli;
mod commands;

use std::process::ExitCode;

use clap::Parser as _;
use proofpress::report::Terminal;

use cli::{Cli, Color};
use commands::Outcome;

/// Pages are made of many small strings on many threads, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.global.color {
        Color::Auto => {}
        Color::Always => anstream::ColorChoice::Always.write_global(),
        Color::Never => anstream::ColorChoice::Never.write_global(),
    }
    let terminal = Terminal { progress: !cli.global.no_progress, quiet: cli.global.quiet };
    match commands::run(cli, terminal) {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(why) => {
            terminal.fail(&format!("{why:#}"));
            ExitCode::from(2)
        }
    }
}
