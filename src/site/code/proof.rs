//! The line under an example that says what checked it.

use std::fmt::Write as _;

use super::findings::code_words;
use crate::check::{ExampleReport, State};
use crate::highlight::escaped;
use crate::plugin::Ran;

/// Adds the proof of an example. Plain text has none: there was nothing to check.
pub(super) fn write(html: &mut String, report: &ExampleReport) {
    let (kind, words) = match &report.state {
        State::Skipped | State::Expectation => return,
        State::Passed => ("passed", passed(report)),
        State::FailsAsExpected => {
            ("expected", format!("Fails as shown{}{}", against(report), also_ran(report)))
        }
        State::Failed => ("failed", counted(report.findings.len())),
        State::Ignored(reason) => ("unproven", not_checked(reason)),
        State::Unproven(reason) => ("unproven", not_checked(reason)),
    };
    let _ = write!(html, "<div class=\"proof proof-{kind}\" data-pagefind-ignore>");
    let _ = write!(html, "<span class=\"proof-state\">{words}</span>");
    if !report.proof.is_empty() {
        html.push_str("<span class=\"proof-by\">");
        for line in &report.proof {
            let _ =
                write!(html, "<span>{} {}</span>", escaped(&line.plugin), escaped(&line.version));
        }
        html.push_str("</span>");
    }
    html.push_str("</div>");
}

/// What was proven of an example: that it ran, how it ended, and what it was checked against.
fn passed(report: &ExampleReport) -> String {
    let Some(ran) = &report.ran else { return format!("Checked{}", against(report)) };
    let on = on(ran);
    let end = match (&ran.raised, ran.status()) {
        (Some(raised), _) => format!(", raised {}", escaped(&raised.kind)),
        (None, 0) => String::new(),
        (None, status) => format!(", exit status {status}"),
    };
    let checked = against(report);
    let checked = if checked.is_empty() { checked } else { format!("; checked{checked}") };
    format!("Ran{on}{end}{checked}")
}

/// That an example which fails a check was run besides.
fn also_ran(report: &ExampleReport) -> String {
    report.ran.as_ref().map_or_else(String::new, |ran| format!("; ran{}", on(ran)))
}

fn on(ran: &Ran) -> String {
    let tools = tools(&ran.facts);
    if tools.is_empty() { String::new() } else { format!(" on {tools}") }
}

/// What the example was checked against, apart from what ran it.
fn against(report: &ExampleReport) -> String {
    let by_run = report.ran.as_ref().map(|ran| ran.facts.as_slice()).unwrap_or_default();
    let facts = report.proof.iter().flat_map(|line| &line.facts);
    let facts: Vec<_> = facts.filter(|fact| !by_run.contains(fact)).cloned().collect();
    if facts.is_empty() { String::new() } else { format!(" against {}", tools(&facts)) }
}

fn tools(facts: &[(String, String)]) -> String {
    let facts = facts.iter().map(|(tool, version)| escaped(&format!("{tool} {version}")));
    facts.collect::<Vec<_>>().join(", ")
}

fn counted(findings: usize) -> String {
    match findings {
        1 => "1 finding".into(),
        many => format!("{many} findings"),
    }
}

fn not_checked(reason: &str) -> String {
    if reason.is_empty() {
        "Not checked".into()
    } else {
        format!("Not checked: {}", code_words(reason))
    }
}
