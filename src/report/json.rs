//! The report for programs: `check --format json`. Its shape is versioned and documented in the
//! manual; keys are added, never changed.

use serde::Serialize;

use super::{Format, Report};
use crate::diagnostic::{Applicability, Finding, Fix, LineDiff};
use crate::plugin::Ran;
use crate::source::Location;

/// JSON, one object.
pub struct Json;

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    summary: Summary,
    findings: Vec<JsonFinding<'a>>,
    examples: Vec<JsonExample<'a>>,
    plugins: Vec<JsonPlugin<'a>>,
}

#[derive(Serialize)]
struct Summary {
    pages: usize,
    examples: usize,
    checked: usize,
    ran: usize,
    ignored: usize,
    unproven: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    cached: usize,
    duration_ms: u128,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    rule: &'a str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    example: Option<&'a str>,
    help: Option<&'a str>,
    url: Option<&'a str>,
    fixes: Vec<JsonFix<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<Vec<String>>,
}

#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    title: &'a str,
    applicability: Applicability,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    replacement: &'a str,
}

#[derive(Serialize)]
struct JsonExample<'a> {
    id: &'a str,
    path: &'a str,
    line: usize,
    lang: &'a str,
    plugins: Vec<&'a str>,
    verdict: &'static str,
    ran: bool,
    /// Outside of the sandbox.
    #[serde(skip_serializing_if = "is_false")]
    native: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fuel: Option<u64>,
    cached: bool,
    duration_us: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonPlugin<'a> {
    id: &'a str,
    version: &'a str,
    digest: String,
}

impl Format for Json {
    fn render(&self, report: &Report<'_>) -> String {
        let (counts, coverage) = (report.counts(), report.coverage());
        let document = Document {
            schema: 1,
            summary: Summary {
                pages: report.pages,
                examples: coverage.examples,
                checked: coverage.checked,
                ran: coverage.ran,
                ignored: coverage.ignored,
                unproven: coverage.unproven,
                errors: counts.errors,
                warnings: counts.warnings,
                infos: counts.infos,
                cached: coverage.cached,
                duration_ms: report.duration.as_millis(),
            },
            findings: report.findings.iter().map(|finding| json_finding(report, finding)).collect(),
            examples: examples(report),
            plugins: plugins(report),
        };
        // Strings, numbers and lists of them: nothing serde_json could refuse.
        let mut text = serde_json::to_string(&document).unwrap_or_default();
        text.push('\n');
        text
    }
}

fn place<'a>(report: &Report<'a>, location: Location) -> Place<'a> {
    let file = report.sources.get(location.source);
    let (start, end) = (file.position(location.span.start), file.position(location.span.end));
    Place {
        path: &file.path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

fn json_finding<'a>(report: &Report<'a>, finding: &'a Finding) -> JsonFinding<'a> {
    JsonFinding {
        rule: &finding.rule,
        severity: finding.severity.name(),
        message: &finding.message,
        place: place(report, finding.location),
        example: finding.example.as_deref(),
        help: finding.help.as_deref(),
        url: None,
        fixes: finding.fixes.iter().map(|fix| json_fix(report, fix)).collect(),
        diff: finding.diff.as_ref().map(LineDiff::unified),
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

fn json_fix<'a>(report: &Report<'a>, fix: &'a Fix) -> JsonFix<'a> {
    let edits = fix.edits.iter();
    let edits = edits.map(|edit| JsonEdit {
        place: place(report, edit.location),
        replacement: &edit.replacement,
    });
    JsonFix { title: &fix.title, applicability: fix.applicability, edits: edits.collect() }
}

fn examples<'a>(report: &Report<'a>) -> Vec<JsonExample<'a>> {
    let examples = report.assessment.examples.values();
    let mut examples: Vec<_> = examples
        .map(|example| JsonExample {
            id: &example.id,
            path: &report.sources.get(example.opening.source).path,
            line: report
                .sources
                .get(example.opening.source)
                .position(example.opening.span.start)
                .line,
            lang: &example.lang,
            plugins: example.proof.iter().map(|line| line.plugin.as_str()).collect(),
            verdict: example.state.name(),
            ran: example.ran.is_some(),
            native: example.is_native,
            status: example.ran.as_ref().map(Ran::status),
            fuel: example.ran.as_ref().map(|ran| ran.fuel),
            cached: example.cached,
            duration_us: example.duration_us,
            reason: example.state.reason(),
        })
        .collect();
    examples.sort_by_key(|example| (example.path, example.line));
    examples
}

fn plugins<'a>(report: &Report<'a>) -> Vec<JsonPlugin<'a>> {
    let plugins = report.registry.plugins().iter();
    plugins
        .map(|plugin| JsonPlugin {
            id: &plugin.catalogue.id,
            version: &plugin.catalogue.version,
            digest: format!("sha256:{}", plugin.digest),
        })
        .collect()
}
