//! How an example is shown: its lines, what was found in them, and the proof under it.

mod ansi;
mod artifact;
mod diff;
mod drawing;
mod findings;
mod language;
mod line;
mod magic;
mod markup;
pub mod notes;
mod odd;
mod proof;
mod source;

use std::fmt::Write as _;

use crate::check::expectation::{OUTPUT, TABLE};
use crate::check::table::Table;
use crate::check::{ExampleReport, State};
use crate::highlight::{Colours, escaped};
use crate::markdown::Example;
use crate::plugin::{Ran, RanStep};
use crate::theme::words::{CodeWords, Words};
use crate::transcript;

pub(crate) use findings::code_words;
pub use language::label;
pub(crate) use proof::reason_of;
use source::Source;

/// Finds the page of a rule: `kubernetes/latest-tag` to its address.
pub type RuleUrl<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// Finds a file of the site: its path below the root to its address.
pub type FileUrl<'a> = dyn Fn(&str) -> String + 'a;

/// What is around an example.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// Finds the pages of rules.
    pub rule_url: &'a RuleUrl<'a>,
    /// Finds files of the site.
    pub file_url: &'a FileUrl<'a>,
    /// How many notes follow it: see [`notes::following`].
    pub notes: usize,
    /// What the theme says by itself.
    pub words: &'a Words,
    /// The colours of code that was shown before.
    pub colours: &'a Colours,
}

impl std::fmt::Debug for Around<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Around").field("notes", &self.notes).finish_non_exhaustive()
    }
}

/// What a link to an example ends with: `example-3`.
pub fn id(example: &Example) -> String {
    format!("example-{}", example.index + 1)
}

/// Whether nothing but the example as a whole can be linked to, and nothing in it links anywhere
/// that could be wrong.
pub fn is_plain(report: Option<&ExampleReport>, around: &Around<'_>) -> bool {
    around.notes == 0 && report.is_none_or(|report| report.figure.is_none())
}

/// As much of an example as a link to it needs.
pub fn outline(example: &Example) -> String {
    format!("<figure id=\"{}\"></figure>\n", id(example))
}

/// The HTML of an example.
pub fn render(example: &Example, report: Option<&ExampleReport>, around: &Around<'_>) -> String {
    let display = &example.fence.display;
    let lang = example.fence.lang.as_str();
    let bad = report.is_some_and(|report| report.state == State::FailsAsExpected);
    let failed = report.is_some_and(|report| report.state == State::Failed);
    let source = Source::new(example, around.notes, around.colours);

    let figure = report.and_then(|report| report.figure.as_ref());

    let mut html = String::from("<figure class=\"code");
    let modifiers = [
        ("bad", bad),
        ("failed", failed),
        ("wrap", display.wrap),
        ("focus", source.has_focus()),
        ("numbers", display.first_line_number.is_some()),
        ("output", matches!(lang, OUTPUT | TABLE)),
        ("console", transcript::read(lang, example.text.as_str()).is_some()),
        ("drawing", figure.is_some()),
        ("titled", display.title.is_some() || lang == TABLE),
        ("noted", source.has_notes()),
    ];
    for (name, _) in modifiers.iter().filter(|(_, on)| *on) {
        let _ = write!(html, " code-{name}");
    }
    let _ = write!(html, "\" id=\"{}\">", id(example));
    let words = around.words;
    bar(&mut html, example, bad, source.has_hidden(), &words.code);
    if let Some(table) = table_of(example) {
        artifact::table(&mut html, &table);
        html.push_str("</figure>\n");
        return html;
    }
    match figure {
        Some(figure) => {
            drawing::write(&mut html, example, figure, around.file_url);
            let found = report.is_some_and(|report| !report.findings.is_empty());
            drawing::with_source(&mut html, example, found, &words.code, |html| {
                source.write(html, report, around);
            });
        }
        None => source.write(&mut html, report, around),
    }
    if let Some(report) = report {
        if let Some(ran) = report.ran.as_ref().filter(|_| shows_output(example)) {
            outcome(&mut html, ran, &words.code);
        }
        proof::write(&mut html, example, report, words);
    }
    html.push_str("</figure>\n");
    html
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
fn outcome(html: &mut String, ran: &Ran, words: &CodeWords) {
    let text: String = ran.steps.iter().map(RanStep::terminal).collect();
    if !text.is_empty() {
        let _ = write!(
            html,
            "<pre class=\"code-ran\" data-says=\"{}\" tabindex=\"0\" \
             data-pagefind-weight=\"0.5\"><code>",
            escaped(&words.code_prints)
        );
        html.push_str(&terminal(&text));
        html.push_str("</code></pre>");
    }
    artifact::write(html, &ran.artifacts, words);
}

/// What a run printed as HTML.
fn terminal(text: &str) -> String {
    odd::visible(&ansi::text(text)).into_owned()
}

/// Title, language, mark and copy button.
fn bar(html: &mut String, example: &Example, bad: bool, hidden: bool, words: &CodeWords) {
    html.push_str("<figcaption class=\"code-bar\">");
    if let Some(title) = &example.fence.display.title {
        let _ = write!(html, "<span class=\"code-title\">{}</span>", escaped(title));
    }
    html.push_str("<span class=\"code-facts\" data-pagefind-ignore>");
    if hidden {
        let _ = write!(
            html,
            "<label class=\"code-reveal\"><input type=\"checkbox\">{}</label>",
            escaped(&words.code_hidden)
        );
    }
    if bad {
        let _ = write!(html, "<span class=\"code-mark\">{}</span>", escaped(&words.code_bad));
    }
    let label = match example.fence.get("stream") {
        Some("stderr") => Some(words.code_stderr.clone()),
        _ => {
            let lang = match (&example.fence.display.changed_lang, example.fence.lang.as_str()) {
                (Some(changed), "diff" | "patch") => changed,
                (_, lang) => lang,
            };
            label(lang, words)
        }
    };
    if let Some(label) = label {
        let _ = write!(html, "<span class=\"code-lang\">{}</span>", escaped(&label));
    }
    html.push_str("</span></figcaption>");
}
