//! `kill -9` before the process was asked to end.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Shell;
use crate::command::Run;

pub(crate) const RULE: Rule<Shell> = Rule::new(Severity::Warning, check).tags(&["reliability"]);

fn check(cx: &Context<'_, Shell>) -> Vec<Finding> {
    let mut kills: Vec<Run<'_>> = cx
        .tree
        .runs()
        .filter(|run| ["kill", "pkill", "killall"].contains(&run.name.as_str()))
        .collect();
    kills.sort_by_key(|run| run.span.start);
    let mut findings = Vec::new();
    for run in kills {
        match signal(&run).as_deref() {
            Some("9" | "KILL" | "SIGKILL") => findings.push(
                Finding::new(
                    run.span,
                    format!("`{} -9` gives the process no chance to clean up", run.name),
                )
                .help(format!(
                    "try `{}` first, and `-9` only if the process is still there",
                    run.name
                )),
            ),
            // These ask nothing of the process.
            Some("0" | "l" | "L") => {}
            // From here on the process was asked.
            _ => return findings,
        }
    }
    findings
}

/// The signal that is sent, without `SIG`-less forms made alike; nothing where it is the default.
fn signal(run: &Run<'_>) -> Option<String> {
    let words: Vec<String> = run.literals().collect();
    let first = words.first()?;
    if let Some(at) = words.iter().position(|word| word == "-s" || word == "--signal") {
        return words.get(at + 1).map(|name| name.to_uppercase());
    }
    if let Some(name) = words.iter().find_map(|word| word.strip_prefix("--signal=")) {
        return Some(name.to_uppercase());
    }
    let given = words.iter().find_map(|word| word.strip_prefix('-').filter(|rest| is_signal(rest)));
    given.map(str::to_uppercase).or_else(|| first.strip_prefix('-').map(|_| String::from("OTHER")))
}

fn is_signal(name: &str) -> bool {
    let number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    number
        || name == "l"
        || name == "L"
        || (name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_uppercase()))
}
