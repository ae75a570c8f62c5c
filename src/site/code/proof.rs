//! The line under an example that says what checked it.

use std::fmt::Write as _;

use super::findings::code_words;
use crate::check::{ExampleReport, ProofLine, State};
use crate::highlight::escaped;

/// Adds the proof of an example. Plain text has none: there was nothing to check.
pub(super) fn write(html: &mut String, report: &ExampleReport) {
    let (kind, words) = match &report.state {
        State::Skipped => return,
        State::Passed => ("passed", format!("Checked{}", against(&report.proof))),
        State::FailsAsExpected => ("expected", format!("Fails as shown{}", against(&report.proof))),
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

fn against(proof: &[ProofLine]) -> String {
    let facts = proof.iter().flat_map(|line| &line.facts);
    let facts: Vec<String> =
        facts.map(|(tool, version)| escaped(&format!("{tool} {version}"))).collect();
    if facts.is_empty() { String::new() } else { format!(" against {}", facts.join(", ")) }
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
