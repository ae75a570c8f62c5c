//! The line under an example that says what was proven of it and by what, and what opens below
//! that line.

use std::fmt::Write as _;

use super::findings::code_words;
use crate::check::{Deed, ExampleReport, ProofLine, State};
use crate::fence::Fence;
use crate::highlight::escaped;
use crate::markdown::Example;
use crate::plugin::{Ran, RanStep};
use crate::site::proof::tool;
use crate::theme::words::{ProofWords, Words, fill};

/// The most of what a run printed that is told under an example, in bytes.
const PRINTED: usize = 4096;
/// Between two things that were proven of one example.
const BETWEEN: &str = " · ";

/// Adds the proof of an example: one line, and on demand who did what. Plain text has none: there
/// was nothing to check.
pub(super) fn write(html: &mut String, example: &Example, report: &ExampleReport, words: &Words) {
    let telling = Telling { example, report, words: &words.proof };
    let (kind, said) = match &report.state {
        State::Skipped | State::Expectation => return,
        State::Passed => ("passed", telling.passed()),
        State::FailsAsExpected => ("expected", telling.fails()),
        State::Failed => ("failed", telling.counted()),
        State::Ignored(reason) => ("unproven", telling.unchecked(&code_words(reason))),
        State::Unproven(reason) => {
            ("unproven", telling.unchecked(&reason_of(report, reason, words)))
        }
        State::Awaited => ("awaited", words.proof.proof_awaited.clone()),
    };
    if report.proof.is_empty() {
        let _ = write!(
            html,
            "<p class=\"proof proof-{kind} proof-line\" data-pagefind-ignore>\
             <span class=\"proof-state\">{said}</span></p>"
        );
        return;
    }
    let _ = write!(
        html,
        "<details class=\"proof proof-{kind}\" data-pagefind-ignore><summary class=\"proof-line\">\
         <span class=\"proof-state\">{said}</span><span class=\"proof-by\">"
    );
    let mut named = Vec::new();
    for line in &report.proof {
        let by = by(line);
        // One plugin may have checked and run it.
        if !named.contains(&by) {
            let _ = write!(html, "<span>{by}</span>");
            named.push(by);
        }
    }
    html.push_str("</span></summary><dl class=\"proof-more\">");
    for line in &report.proof {
        telling.deed(html, line);
    }
    if let Some(ran) = report.ran.as_ref().filter(|_| !super::shows_output(example)) {
        telling.printed(html, ran);
    }
    html.push_str("</dl></details>");
}

/// Why nothing checked an example, as HTML: in the site's language where it is what is usual.
pub(crate) fn reason_of(report: &ExampleReport, reason: &str, words: &Words) -> String {
    if report.has_no_plugin() {
        let lang = format!("<code>{}</code>", escaped(&report.lang));
        return fill(&escaped(&words.proof.proof_no_plugin), &lang);
    }
    match words.foreign() {
        "" => code_words(reason),
        foreign => format!("<span{foreign}>{}</span>", code_words(reason)),
    }
}

/// An example, what became of it, and the words to tell that in.
struct Telling<'a> {
    example: &'a Example,
    report: &'a ExampleReport,
    words: &'a ProofWords,
}

impl Telling<'_> {
    /// What one plugin did.
    fn deed(&self, html: &mut String, line: &ProofLine) {
        let words = self.words;
        let tools = tools(&line.facts);
        let with = |word: &str| match tools.as_str() {
            "" => by(line),
            tools => format!("{} {}", by(line), fill(&escaped(word), tools)),
        };
        let (title, parts) = match line.deed {
            Deed::Checked { rules } => {
                let rules = match rules {
                    0 => String::new(),
                    1 => escaped(&words.proof_rule),
                    many => fill(&escaped(&words.proof_rules), &many.to_string()),
                };
                (&words.proof_checked_by, vec![with(&words.proof_against), rules])
            }
            Deed::Drew => (&words.proof_drawn_by, vec![with(&words.proof_with)]),
            Deed::Ran => {
                let place = match self.report.is_native {
                    true => &words.proof_outside,
                    false => &words.proof_inside,
                };
                let status = self.report.ran.as_ref().map_or(0, Ran::status);
                let exit = fill(&escaped(&words.proof_exit), &status.to_string());
                (&words.proof_run_by, vec![with(&words.proof_on), escaped(place), exit])
            }
        };
        let _ = write!(html, "<dt>{}</dt><dd>{}</dd>", escaped(title), self.joined(parts));
    }

    /// What a run printed that the page does not show beside it.
    fn printed(&self, html: &mut String, ran: &Ran) {
        let text: String = ran.steps.iter().map(RanStep::terminal).collect();
        if text.is_empty() {
            return;
        }
        let shown = &text[..text.floor_char_boundary(PRINTED)];
        let title = escaped(&self.words.proof_printed);
        let _ = write!(html, "<dt>{title}</dt><dd><pre tabindex=\"0\">");
        html.push_str(&super::terminal(shown));
        if shown.len() < text.len() {
            html.push('…');
        }
        html.push_str("</pre></dd>");
    }

    /// What was proven of an example: that it was drawn, that it ran and how it ended, and what it
    /// was checked against.
    fn passed(&self) -> String {
        let words = self.words;
        let drawn = self.report.figure.as_ref().map(|figure| {
            phrase(&words.proof_drawn, &words.proof_drawn_with, &tools(&figure.facts))
        });
        let ran = self.report.ran.as_ref().map(|ran| self.ran(ran));
        let against = self.against();
        // That it was checked goes without saying where more was done.
        let checked = (ran.is_none() && drawn.is_none()) || !against.is_empty();
        let checked =
            checked.then(|| phrase(&words.proof_checked, &words.proof_checked_against, &against));
        let said: Vec<String> = [drawn, ran, checked].into_iter().flatten().collect();
        said.join(BETWEEN)
    }

    /// That it ran, on what, with what, and how it ended.
    fn ran(&self, ran: &Ran) -> String {
        let words = self.words;
        let mut parts = vec![phrase(&words.proof_ran, &words.proof_ran_on, &tools(&ran.facts))];
        if self.report.is_native {
            parts.push(escaped(&words.proof_outside));
        }
        parts.extend(self.given(&self.example.fence));
        match (&ran.raised, ran.status()) {
            (Some(raised), _) => {
                parts.push(fill(&escaped(&words.proof_raised), &escaped(&raised.kind)));
            }
            (None, 0) => {}
            (None, status) => {
                parts.push(fill(&escaped(&words.proof_exit), &status.to_string()));
            }
        }
        self.joined(parts)
    }

    /// What a run was given that the example does not show: arguments, variables, input.
    fn given(&self, fence: &Fence) -> Vec<String> {
        let arguments = fence.get("args").filter(|args| !args.is_empty()).map(quoted);
        let variables = fence.attributes.iter().filter_map(|attribute| {
            let name = attribute.key.strip_prefix("env.")?;
            Some(quoted(&format!("{name}={}", attribute.value.as_deref().unwrap_or_default())))
        });
        let given: Vec<String> = arguments.into_iter().chain(variables).collect();
        let mut parts = Vec::new();
        if !given.is_empty() {
            parts.push(fill(&escaped(&self.words.proof_with), &given.join(" ")));
        }
        match fence.get("stdin").unwrap_or_default() {
            "" => {}
            text => {
                let (word, text) = match text.strip_prefix('@') {
                    Some(file) => (&self.words.proof_input_from, file),
                    None => (&self.words.proof_input, text),
                };
                parts.push(fill(&escaped(word), &quoted(text)));
            }
        }
        parts
    }

    /// That an example shows a mistake which was found; it may have been run besides.
    fn fails(&self) -> String {
        let words = self.words;
        let fails = phrase(&words.proof_fails, &words.proof_fails_against, &self.against());
        let ran = self.report.ran.as_ref();
        let ran = ran.map(|ran| phrase(&words.proof_ran, &words.proof_ran_on, &tools(&ran.facts)));
        let said: Vec<String> = std::iter::once(fails).chain(ran).collect();
        said.join(BETWEEN)
    }

    /// What the example was checked against, apart from what ran it, as HTML.
    fn against(&self) -> String {
        let report = self.report;
        let by_run = report.ran.as_ref().map(|ran| ran.facts.as_slice()).unwrap_or_default();
        let facts = report.proof.iter().flat_map(|line| &line.facts);
        let by_drawing = report.figure.as_ref().map(|figure| figure.facts.as_slice());
        let by_drawing = by_drawing.unwrap_or_default();
        let known: Vec<String> = tool::names(by_run.iter().chain(by_drawing));
        // What ran it may go by another name where it checked: `bash`, `bash-language`.
        let mut names = tool::names(facts.chain(by_run));
        names.retain(|name| !known.contains(name));
        escaped(&names.join(", "))
    }

    fn counted(&self) -> String {
        match self.report.findings.len() {
            1 => escaped(&self.words.proof_finding),
            many => fill(&escaped(&self.words.proof_findings), &many.to_string()),
        }
    }

    /// That nothing looked at it, and why, which is HTML.
    fn unchecked(&self, reason: &str) -> String {
        phrase(&self.words.proof_unchecked, &self.words.proof_unchecked_why, reason)
    }

    /// Parts of what is said, without empty ones.
    fn joined(&self, mut parts: Vec<String>) -> String {
        parts.retain(|part| !part.is_empty());
        parts.join(&escaped(&self.words.comma))
    }
}

/// A phrase, and the longer one where there is something to put into it, which is HTML.
fn phrase(short: &str, long: &str, with: &str) -> String {
    if with.is_empty() { escaped(short) } else { fill(&escaped(long), with) }
}

fn by(line: &ProofLine) -> String {
    format!("{} {}", escaped(&line.plugin), escaped(&line.version))
}

/// Text as code, cut where it is long.
fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let short: String = text.chars().take(LONGEST).collect();
    let more = if short.len() < text.len() { "…" } else { "" };
    format!("<code>{}{more}</code>", escaped(&short))
}

fn tools(facts: &[(String, String)]) -> String {
    escaped(&tool::names(facts).join(", "))
}
