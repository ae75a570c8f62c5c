//! How an example is shown: its lines, what was found in them, and the proof under it.

mod artifact;
mod drawing;
mod findings;
mod language;
mod line;
mod proof;

use std::fmt::Write as _;

use crate::check::expectation::{OUTPUT, TABLE};
use crate::check::table::Table;
use crate::check::{ExampleReport, State};
use crate::highlight::{self, escaped};
use crate::markdown::Example;
use crate::plugin::{Ran, RanStep};
use crate::transcript;

use findings::Placed;
pub use language::label;
use line::Line;

/// Finds the page of a rule: `kubernetes/latest-tag` to its address.
pub type RuleUrl<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// Finds a file of the site: its path below the root to its address.
pub type FileUrl<'a> = dyn Fn(&str) -> String + 'a;

/// The HTML of an example.
pub fn render(
    example: &Example,
    report: Option<&ExampleReport>,
    rule_url: &RuleUrl,
    file_url: &FileUrl,
) -> String {
    let display = &example.fence.display;
    let lang = example.fence.lang.as_str();
    let bad = report.is_some_and(|report| report.state == State::FailsAsExpected);
    let failed = report.is_some_and(|report| report.state == State::Failed);

    let figure = report.and_then(|report| report.figure.as_ref());

    let mut html = String::from("<figure class=\"code");
    let modifiers = [
        ("bad", bad),
        ("failed", failed),
        ("wrap", display.wrap),
        ("focus", !display.focus.0.is_empty()),
        ("numbers", display.first_line_number.is_some()),
        ("output", matches!(lang, OUTPUT | TABLE)),
        ("console", transcript::read(lang, example.text.as_str()).is_some()),
        ("drawing", figure.is_some()),
        ("titled", display.title.is_some() || lang == TABLE),
    ];
    for (name, _) in modifiers.iter().filter(|(_, on)| *on) {
        let _ = write!(html, " code-{name}");
    }
    let _ = write!(html, "\" id=\"example-{}\">", example.index + 1);
    bar(&mut html, example, bad);
    if let Some(table) = table_of(example) {
        artifact::table(&mut html, &table);
        html.push_str("</figure>\n");
        return html;
    }
    match figure {
        Some(figure) => {
            drawing::write(&mut html, example, figure, file_url);
            let found = report.is_some_and(|report| !report.findings.is_empty());
            drawing::with_source(&mut html, example, found, |html| {
                source(html, example, report, rule_url);
            });
        }
        None => source(&mut html, example, report, rule_url),
    }
    if let Some(report) = report {
        if let Some(ran) = report.ran.as_ref().filter(|_| shows_output(example)) {
            outcome(&mut html, ran);
        }
        proof::write(&mut html, example, report);
    }
    html.push_str("</figure>\n");
    html
}

/// The example's text, with what was found in it.
fn source(
    html: &mut String,
    example: &Example,
    report: Option<&ExampleReport>,
    rule_url: &RuleUrl,
) {
    let display = &example.fence.display;
    html.push_str("<pre tabindex=\"0\" data-pagefind-weight=\"0.5\"><code>");
    let placed = Placed::new(example, report);
    for (at, line) in coloured(example).iter().enumerate() {
        if display.hidden.contains(at + 1) {
            continue;
        }
        line.write(html, at, display, placed.marks(at));
        placed.write_on(html, at, rule_url);
    }
    html.push_str("</code></pre>");
    placed.write_rest(html, display, rule_url);
}

/// The table a block holds, where it is one.
fn table_of(example: &Example) -> Option<Table> {
    (example.fence.lang == TABLE).then(|| Table::from_markdown(example.text.as_str())).flatten()
}

/// Whether what an example printed is shown under it.
fn shows_output(example: &Example) -> bool {
    example.fence.get("show-output").is_some()
}

/// What a run printed, and what else it made.
fn outcome(html: &mut String, ran: &Ran) {
    let text: String = ran.steps.iter().map(RanStep::terminal).collect();
    if !text.is_empty() {
        html.push_str("<pre class=\"code-ran\" tabindex=\"0\" data-pagefind-weight=\"0.5\"><code>");
        html.push_str(&escaped(&text));
        html.push_str("</code></pre>");
    }
    artifact::write(html, &ran.artifacts);
}

/// Title, language, mark and copy button.
fn bar(html: &mut String, example: &Example, bad: bool) {
    html.push_str("<figcaption class=\"code-bar\">");
    if let Some(title) = &example.fence.display.title {
        let _ = write!(html, "<span class=\"code-title\">{}</span>", escaped(title));
    }
    html.push_str("<span class=\"code-facts\" data-pagefind-ignore>");
    if bad {
        html.push_str("<span class=\"code-mark\">anti-pattern</span>");
    }
    let label = match example.fence.get("stream") {
        Some("stderr") => Some("Standard error".to_owned()),
        _ => label(&example.fence.lang),
    };
    if let Some(label) = label {
        let _ = write!(html, "<span class=\"code-lang\">{}</span>", escaped(&label));
    }
    html.push_str("</span></figcaption>");
}

/// The lines of the example in colour; the last line end makes no line.
fn coloured(example: &Example) -> Vec<Line> {
    let text = example.text.as_str();
    let lang = example.fence.lang.as_str();
    match transcript::read(lang, text) {
        Some(transcript) => line::transcript(typed_in(lang), text, &transcript),
        None => highlight::lines(lang, text).into_iter().map(Line::code).collect(),
    }
}

/// The language of the commands of a transcript.
fn typed_in(lang: &str) -> &str {
    match lang {
        "pycon" => "python",
        "sqlite" | "sqlite3" => "sql",
        lang if transcript::is_transcript(lang) => "bash",
        lang => lang,
    }
}
