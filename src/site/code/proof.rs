//! The line under an example that says what was proven of it and by what, and what opens below
//! that line.

use std::fmt::Write as _;

use super::findings::code_words;
use crate::check::{Deed, ExampleReport, Figure, ProofLine, State};
use crate::fence::Fence;
use crate::highlight::escaped;
use crate::markdown::Example;
use crate::plugin::{Ran, RanStep};
use crate::site::proof::tool;

/// The most of what a run printed that is told under an example, in bytes.
const PRINTED: usize = 4096;

/// Adds the proof of an example: one line, and on demand who did what. Plain text has none: there
/// was nothing to check.
pub(super) fn write(html: &mut String, example: &Example, report: &ExampleReport) {
    let (kind, words) = match &report.state {
        State::Skipped | State::Expectation => return,
        State::Passed => ("passed", passed(example, report)),
        State::FailsAsExpected => {
            ("expected", format!("Fails as shown{}{}", against(report), also_ran(report)))
        }
        State::Failed => ("failed", counted(report.findings.len())),
        State::Awaited => ("awaited", "Checking …".to_owned()),
        State::Ignored(reason) => ("unproven", not_checked(reason)),
        State::Unproven(reason) => ("unproven", not_checked(reason)),
    };
    if report.proof.is_empty() {
        let _ = write!(
            html,
            "<p class=\"proof proof-{kind} proof-line\" data-pagefind-ignore>\
             <span class=\"proof-state\">{words}</span></p>"
        );
        return;
    }
    let _ = write!(
        html,
        "<details class=\"proof proof-{kind}\" data-pagefind-ignore><summary class=\"proof-line\">\
         <span class=\"proof-state\">{words}</span><span class=\"proof-by\">"
    );
    let mut said = Vec::new();
    for line in &report.proof {
        let by = format!("{} {}", escaped(&line.plugin), escaped(&line.version));
        // One plugin may have checked and run it.
        if !said.contains(&by) {
            let _ = write!(html, "<span>{by}</span>");
            said.push(by);
        }
    }
    html.push_str("</span></summary><dl class=\"proof-more\">");
    for line in &report.proof {
        deed(html, line, report);
    }
    if let Some(ran) = report.ran.as_ref().filter(|_| !super::shows_output(example)) {
        printed(html, ran);
    }
    html.push_str("</dl></details>");
}

/// What one plugin did.
fn deed(html: &mut String, line: &ProofLine, report: &ExampleReport) {
    let by = format!("{} {}", escaped(&line.plugin), escaped(&line.version));
    let tools = tools(&line.facts);
    let with = |word: &str| match tools.as_str() {
        "" => String::new(),
        tools => format!(" {word} {tools}"),
    };
    let _ = match line.deed {
        Deed::Checked { rules } => {
            let rules = match rules {
                0 => String::new(),
                1 => ", with 1 rule".to_owned(),
                many => format!(", with {many} rules"),
            };
            write!(html, "<dt>Checked by</dt><dd>{by}{}{rules}</dd>", with("against"))
        }
        Deed::Drew => write!(html, "<dt>Drawn by</dt><dd>{by}{}</dd>", with("with")),
        Deed::Ran => {
            let status = report.ran.as_ref().map_or(0, Ran::status);
            let place = if report.is_native { "outside the sandbox" } else { "in the sandbox" };
            write!(
                html,
                "<dt>Run by</dt><dd>{by}{}, {place}, exit status {status}</dd>",
                with("on")
            )
        }
    };
}

/// What a run printed that the page does not show beside it.
fn printed(html: &mut String, ran: &Ran) {
    let text: String = ran.steps.iter().map(RanStep::terminal).collect();
    if text.is_empty() {
        return;
    }
    let shown = &text[..text.floor_char_boundary(PRINTED)];
    html.push_str("<dt>Printed</dt><dd><pre tabindex=\"0\">");
    html.push_str(&super::terminal(shown));
    if shown.len() < text.len() {
        html.push('…');
    }
    html.push_str("</pre></dd>");
}

/// What was proven of an example: that it ran, how it ended, and what it was checked against.
fn passed(example: &Example, report: &ExampleReport) -> String {
    let drawn = report.figure.as_ref().map(drawn);
    let Some(ran) = &report.ran else {
        let against = against(report);
        return match drawn {
            None => format!("Checked{against}"),
            Some(drawn) if against.is_empty() => drawn,
            Some(drawn) => format!("{drawn}; checked{against}"),
        };
    };
    let on = on(ran) + if report.is_native { ", outside the sandbox" } else { "" };
    let end = match (&ran.raised, ran.status()) {
        (Some(raised), _) => format!(", raised {}", escaped(&raised.kind)),
        (None, 0) => String::new(),
        (None, status) => format!(", exit status {status}"),
    };
    let checked = against(report);
    let checked = if checked.is_empty() { checked } else { format!("; checked{checked}") };
    let given = given(&example.fence);
    let drawn = drawn.map_or_else(String::new, |drawn| format!("{drawn}; "));
    format!("{drawn}Ran{on}{given}{end}{checked}")
}

/// That an example was drawn, and with what.
fn drawn(figure: &Figure) -> String {
    if figure.facts.is_empty() {
        "Drawn".to_owned()
    } else {
        format!("Drawn with {}", tools(&figure.facts))
    }
}

/// What a run was given that the example does not show: arguments, variables, input.
fn given(fence: &Fence) -> String {
    let arguments = fence.get("args").filter(|args| !args.is_empty()).map(quoted);
    let variables = fence.attributes.iter().filter_map(|attribute| {
        let name = attribute.key.strip_prefix("env.")?;
        Some(quoted(&format!("{name}={}", attribute.value.as_deref().unwrap_or_default())))
    });
    let words: Vec<String> = arguments.into_iter().chain(variables).collect();
    let with = if words.is_empty() { String::new() } else { format!(" with {}", words.join(" ")) };
    let input = match fence.get("stdin").unwrap_or_default() {
        "" => String::new(),
        text => match text.strip_prefix('@') {
            Some(file) => format!(", input from {}", quoted(file)),
            None => format!(", input {}", quoted(text)),
        },
    };
    with + &input
}

/// Text as code, cut where it is long.
fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let short: String = text.chars().take(LONGEST).collect();
    let more = if short.len() < text.len() { "…" } else { "" };
    format!("<code>{}{more}</code>", escaped(&short))
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
    let by_drawing = report.figure.as_ref().map(|figure| figure.facts.as_slice());
    let by_drawing = by_drawing.unwrap_or_default();
    let known: Vec<String> = tool::names(by_run.iter().chain(by_drawing));
    // What ran it may go by another name where it checked: `bash`, `bash-language`.
    let mut names = tool::names(facts.chain(by_run));
    names.retain(|name| !known.contains(name));
    if names.is_empty() {
        String::new()
    } else {
        format!(" against {}", escaped(&names.join(", ")))
    }
}

fn tools(facts: &[(String, String)]) -> String {
    escaped(&tool::names(facts).join(", "))
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
