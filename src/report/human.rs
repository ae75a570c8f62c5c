//! The report for people: each finding with its lines of source, then the counts.

mod window;

use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer};

use super::{Counts, Format, Report, Told};
use crate::check::Coverage;
use crate::diagnostic::{Finding, LineDiff, Severity};
use crate::source::Sources;
use window::Window;

/// Text with frames of source. It is written with colours; where there are to be none, the
/// terminal takes them out.
pub struct Human {
    /// Whether examples that could not be proven are listed one by one.
    pub verbose: bool,
    /// Whether only findings are told, without the counts.
    pub quiet: bool,
}

impl Human {
    /// Findings alone, each with its lines of source.
    pub fn findings(sources: &Sources, findings: &[&Finding]) -> String {
        let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
        let frames = findings.iter().map(|finding| frame(&renderer, sources, finding) + "\n\n");
        frames.collect()
    }
}

impl Format for Human {
    fn render(&self, report: &Report<'_>) -> String {
        Told::of(report).text(self, report.duration)
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
}

fn frame(renderer: &Renderer, sources: &Sources, finding: &Finding) -> String {
    let main = Window::around(sources, finding.location);
    let related: Vec<(&str, Window<'_>)> = { finding.related.iter() }
        .map(|related| (related.message.as_str(), Window::around(sources, related.location)))
        .collect();
    let title = level(finding.severity).primary_title(&finding.message).id(&finding.rule);
    let mut group = main.show(Group::with_title(title), AnnotationKind::Primary, None);
    for (message, window) in &related {
        group = window.show(group, AnnotationKind::Context, Some(message));
    }
    if let Some(diff) = &finding.diff {
        group = group.element(Level::NOTE.message(difference(diff)));
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(help));
    }
    for fix in &finding.fixes {
        group = group.element(Level::NOTE.message(format!("fix: {}", fix.title)));
    }
    renderer.render(&[group])
}

/// The most lines of a difference that are shown.
const MOST_DIFFERENT: usize = 40;

/// What was expected and what came, in red and green.
fn difference(diff: &LineDiff) -> String {
    let lines = diff.unified();
    let mut text = String::from("expected `-`, got `+`");
    for line in lines.iter().take(MOST_DIFFERENT) {
        let colour = match line.get(..1) {
            Some("-") => "\u{1b}[31m",
            Some("+") => "\u{1b}[32m",
            _ => "",
        };
        let end = if colour.is_empty() { "" } else { "\u{1b}[0m" };
        let _ = write!(text, "\n{colour}{line}{end}");
    }
    if lines.len() > MOST_DIFFERENT {
        let _ = write!(text, "\n and {} more lines", lines.len() - MOST_DIFFERENT);
    }
    text
}

/// Every example that was not proven, with the reason.
pub(super) fn unproven(report: &Report<'_>) -> String {
    let mut text = String::new();
    for example in report.assessment.examples.values() {
        if let Some(reason) = example.state.reason() {
            let file = report.sources.get(example.opening.source);
            let line = file.position(example.opening.span.start).line;
            let reason = if reason.is_empty() { "no reason given" } else { reason };
            let state = example.state.name();
            let _ = writeln!(text, "{state} {}:{line}: {reason}", file.path);
        }
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// The counts, and how long it took.
pub(super) fn summary(
    counts: Counts,
    coverage: Coverage,
    pages: usize,
    took: std::time::Duration,
) -> String {
    let mut text = format!(
        "{} on {}: {} checked",
        count(coverage.examples, "example"),
        count(pages, "page"),
        coverage.checked
    );
    let counted =
        [(coverage.ran, "run"), (coverage.ignored, "ignored"), (coverage.unproven, "unproven")];
    for (number, what) in counted {
        if number > 0 {
            let _ = write!(text, ", {number} {what}");
        }
    }
    if coverage.expectations > 0 {
        let _ = write!(text, ", {}", count(coverage.expectations, "expected output"));
    }
    let skipped = coverage.examples
        - coverage.checked
        - coverage.ignored
        - coverage.unproven
        - coverage.expectations;
    if skipped > 0 {
        let _ = write!(text, ", {skipped} plain text");
    }
    let _ = writeln!(text, " in {}", duration(took));
    let mut parts = Vec::new();
    for (number, what) in [(counts.errors, "error"), (counts.warnings, "warning")] {
        if number > 0 {
            parts.push(count(number, what));
        }
    }
    if counts.infos > 0 {
        parts.push(format!("{} for information", counts.infos));
    }
    let _ = writeln!(
        text,
        "{}",
        if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
    );
    text
}

/// `1 page`, `2 pages`.
fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// `37 ms` or `1.4 s`.
fn duration(duration: std::time::Duration) -> String {
    let millis = duration.as_millis();
    if millis < 1000 { format!("{millis} ms") } else { format!("{:.1} s", duration.as_secs_f64()) }
}
