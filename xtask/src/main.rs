//! Everything a contributor or CI does, as one command: `cargo xtask`.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a developer's tool: it talks on the terminal and works on the workspace's files"
)]

mod bench;
mod c_compiler;
mod c_sources;
mod ci;
mod componentize;
mod components;
mod compose;
mod contract;
mod dist;
mod fuzz;
mod kill;
mod pypi;
mod site;
mod soak;
mod source_digest;
mod tidy;
mod workspace;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  site             build the plugins and the host, check and build `content/` into `site/`
  test [ARGS…]     run every test; ARGS go to `cargo test`
  plugins          build the first-party plugins into `target/components/`
  c-sources        only fetch the C that plugins are compiled from
  ci [STEP…]       what CI runs, or some steps of it: fmt tidy clippy deny doc site test
  dist             the program for a release: optimised, its plugins compiled
  fuzz SECS [T…]   run the fuzz targets, or some, each for so many seconds
  contract         write the contract's reference, `content/manual/contract.md`
  bench [OPTION…]  what builds and previews cost beside other tools; `bench --help` tells more
  kill [OPTION…]   end builds at random moments and look at what they leave
  soak [OPTION…]   edit a site under the preview for an hour, and hold it against a build
  tidy             the house rules that no lint knows
  fmt              format everything, rule files included
  new-rule D NAME  start the rule NAME of plugin D: its file and its page
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match args.as_slice() {
        ["site"] => site::site(),
        ["test", rest @ ..] => ci::test(rest),
        ["c-sources"] => c_sources::prepare(),
        ["plugins"] => components::build(components::Which::FirstParty),
        ["ci", steps @ ..] => ci::ci(steps),
        ["dist"] => dist::dist(),
        ["fuzz", seconds, targets @ ..] => fuzz::fuzz(seconds, targets),
        ["contract"] => contract::write(),
        ["bench", rest @ ..] => bench::bench(rest),
        ["kill", rest @ ..] => kill::kill(rest),
        ["soak", rest @ ..] => soak::soak(rest),
        ["tidy"] => tidy::tidy(),
        ["fmt"] => ci::format(),
        ["new-rule", domain, name] => tidy::new_rule(domain, name),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        other => Err(anyhow::anyhow!("unknown command `{}`\n\n{HELP}", other.join(" "))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why:#}");
            ExitCode::FAILURE
        }
    }
}
