//! Holds a transcript, command by command, against what came of it.

use super::Subject;
use super::run::is_special;
use crate::check::expectation::Expectation;
use crate::check::output::{self, Style};
use crate::diagnostic::Finding;
use crate::plugin::{Ran, RanStep};
use crate::source::Span;
use crate::transcript::{Step, Transcript};

/// Adds what is wrong with a transcript, and what it should read.
pub(super) fn hold(
    subject: &Subject<'_>,
    transcript: &Transcript,
    ran: &Ran,
    expectation: &Expectation<'_>,
    findings: &mut Vec<Finding>,
    blessed: &mut Vec<(usize, String)>,
) {
    let before = findings.len();
    let mut blessing = Blessing::new(subject.example.text.as_str());
    let last = transcript.steps.len().saturating_sub(1);
    for (at, step) in transcript.steps.iter().enumerate() {
        let Some(outcome) = ran.steps.get(at) else {
            if ran.raised.as_ref().is_none_or(|raised| !is_special(raised)) {
                findings.push(not_reached(subject, step));
            }
            break;
        };
        let cut_off = ran.raised.as_ref().is_some_and(is_special) && at + 1 == ran.steps.len();
        // The status of the last command is also the transcript's: `exit=` may name it.
        let of_all = expectation.status.filter(|_| at == last);
        let wanted =
            step.status.or(of_all).or(Some(0)).filter(|_| transcript.has_status && !cut_off);
        findings.extend(status(subject, step, outcome, wanted));
        findings.extend(step_output(subject, step, outcome, &mut blessing));
        if wanted.is_some_and(|wanted| wanted != outcome.status) && of_all.unwrap_or(0) == 0 {
            blessing.status(step, outcome.status);
        }
    }
    if let Some(raised) = ran.raised.as_ref().filter(|raised| is_special(raised)) {
        findings.extend(subject.special(raised));
    }
    if findings.len() > before {
        blessed.push((subject.example.index, blessing.finish()));
    }
}

/// What is wrong with what a command wrote.
fn step_output(
    subject: &Subject<'_>,
    step: &Step,
    outcome: &RanStep,
    blessing: &mut Blessing<'_>,
) -> Option<Finding> {
    let text = subject.example.text.as_str();
    let expected = text.get(step.output.start..step.output.end).unwrap_or_default();
    let style = style(subject.lang(), &step.command)?;
    let difference = output::compare(expected, &outcome.terminal(), style)?;
    blessing.output(step, &difference.blessed);
    let past_the_end = difference.at >= expected.trim_end().lines().count();
    let mut finding = subject.differs(
        subject.example,
        step.output.start,
        difference,
        "the output of this command",
    );
    // Past its output stands the next command: better to show the command itself.
    if past_the_end && let Some(line) = step.lines.first() {
        finding.location = subject.example.text.locate(*line);
    }
    Some(finding)
}

/// How the output of a command is compared; none where the page says not to (doctest's `SKIP`).
fn style(lang: &str, command: &str) -> Option<Style> {
    if !matches!(lang, "pycon" | "python" | "py" | "python3") {
        return Some(Style::default());
    }
    let directive = command.split_once("# doctest:").map_or("", |(_, directive)| directive);
    let has = |name: &str| directive.split([',', ' ']).any(|word| word.trim() == name);
    let style = Style {
        doctest: true,
        ellipsis: has("+ELLIPSIS"),
        any_space: has("+NORMALIZE_WHITESPACE"),
    };
    (!has("+SKIP")).then_some(style)
}

/// What is wrong with how a command ended.
fn status(
    subject: &Subject<'_>,
    step: &Step,
    outcome: &RanStep,
    wanted: Option<i32>,
) -> Option<Finding> {
    let (wanted, status) = (wanted?, outcome.status);
    if wanted == status {
        return None;
    }
    let message = format!("this ended with status {status}, and {wanted} is expected");
    let help = match step.status {
        None => format!("if it is meant to fail, say so after its output: `? {status}`"),
        Some(_) => "mend the command, or the `? N` line after its output".to_owned(),
    };
    Some(at_command(subject, step, "expect/exit-status", message).help(help))
}

fn not_reached(subject: &Subject<'_>, step: &Step) -> Finding {
    let message = "the transcript had ended before this command".to_owned();
    at_command(subject, step, "expect/output", message)
        .help("a command before it ended the session; mend that, or take this one out")
}

fn at_command(subject: &Subject<'_>, step: &Step, rule: &str, message: String) -> Finding {
    let line = step.lines.first();
    let at = line.map_or(subject.example.opening, |line| subject.example.text.locate(*line));
    Finding::error(rule, at, message)
}

/// A transcript that is being written anew: its commands as they stand, with other outputs and
/// statuses after some of them.
struct Blessing<'t> {
    text: &'t str,
    /// What replaces which part of the text, in order.
    changes: Vec<(Span, String)>,
}

impl<'t> Blessing<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, changes: Vec::new() }
    }

    /// Gives a command another output. Blank lines that end the old one stay.
    fn output(&mut self, step: &Step, output: &str) {
        let old = self.text.get(step.output.start..step.output.end).unwrap_or_default();
        let kept = old.trim_end().len();
        let line_end = old[kept..].find('\n').map_or(old.len(), |at| kept + at + 1);
        let end = if kept == 0 { 0 } else { line_end };
        let span = Span::new(step.output.start, step.output.start + end);
        self.changes.push((span, output.to_owned()));
    }

    /// Gives a command another status, after its output.
    fn status(&mut self, step: &Step, status: i32) {
        let start = step.output.end;
        let rest = self.text.get(start..).unwrap_or_default();
        let old =
            if step.status.is_some() { rest.find('\n').map_or(rest.len(), |at| at + 1) } else { 0 };
        let line = if status == 0 { String::new() } else { format!("? {status}\n") };
        self.changes.push((Span::new(start, start + old), line));
    }

    fn finish(self) -> String {
        let mut text = String::with_capacity(self.text.len());
        let mut done = 0;
        for (span, new) in self.changes {
            text.push_str(self.text.get(done..span.start).unwrap_or_default());
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(&new);
            done = span.end;
        }
        text.push_str(self.text.get(done..).unwrap_or_default());
        text
    }
}
