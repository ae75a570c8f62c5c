//! Holds what came of a run against what its page expects of it.

use super::Subject;
use crate::check::expectation::{self, Expectation};
use crate::check::output::{self, Difference, Style};
use crate::check::table::{self, Table, is_table};
use crate::check::workspace::{self, Blocked, transcript_of};
use crate::check::{ExampleReport, Registered};
use crate::diagnostic::{Finding, Related, visible};
use crate::markdown::Example;
use crate::plugin::{Failure, Place, Raised, Ran, Stream};
use crate::source::{Location, Span};

/// How a runner says what ended a run that the language has no word for, and our rule for it.
const ENDINGS: [(&str, &str, &str); 3] = [
    ("timeout", "run/timeout", "give it more virtual time, `timeout=10s`, or let it end sooner"),
    ("deadlock", "run/deadlock", "let something happen that the program can wait for"),
    ("output-limit", "run/output-limit", "let the example write less"),
];

impl Subject<'_> {
    /// Adds what is wrong with a run.
    pub(super) fn ran(&self, report: &mut ExampleReport, ran: &Ran) {
        let expectation = expectation::of(&self.page.document, self.example);
        let mut findings = Vec::new();
        match transcript_of(self.example) {
            Some(transcript) => super::transcript::hold(
                self,
                &transcript,
                ran,
                &expectation,
                &mut findings,
                &mut report.blessed,
            ),
            None => {
                findings.extend(self.ending(&expectation, ran));
                let outputs =
                    [(expectation.stdout, Stream::Stdout), (expectation.stderr, Stream::Stderr)];
                for (example, stream) in outputs {
                    let Some(example) = example else { continue };
                    let actual = ran.text(stream);
                    let difference =
                        output::compare(example.text.as_str(), &actual, Style::default());
                    if let Some(difference) = difference {
                        report.blessed.push((example.index, difference.blessed.clone()));
                        findings.push(self.differs(example, 0, difference, "the output"));
                    }
                }
            }
        }
        if let Some(block) = expectation.table {
            findings.extend(self.rows(block, ran, &mut report.blessed));
        }
        report.findings.extend(findings.into_iter().map(|finding| finding.example(&report.id)));
        report.ran = Some(ran.clone());
    }

    /// What is wrong with the rows that a run returned.
    fn rows(
        &self,
        block: &Example,
        ran: &Ran,
        blessed: &mut Vec<(usize, String)>,
    ) -> Option<Finding> {
        let mut tables = ran.artifacts.iter().rev().filter(|made| is_table(&made.media_type));
        let Some(made) = tables.next() else {
            let message = "this returned no rows to compare with";
            let finding = Finding::error("expect/output", block.opening, message);
            return Some(finding.help("end the example with a query, or take the `table` away"));
        };
        let rows = Table::from_csv(&String::from_utf8_lossy(&made.contents));
        let difference =
            table::compare(block.text.as_str(), rows, table::is_ordered(&made.media_type))?;
        blessed.push((block.index, difference.blessed.clone()));
        Some(self.differs(block, 0, difference, "the result"))
    }

    /// What is wrong with how a run ended.
    fn ending(&self, expectation: &Expectation<'_>, ran: &Ran) -> Option<Finding> {
        if let Some(wanted) = expectation.raises {
            return match &ran.raised {
                Some(raised) if is_kind(&raised.kind, wanted) => self.status(expectation, ran),
                Some(raised) => Some(self.raised(
                    "expect/raises",
                    raised,
                    format!("this raised {}, and `{wanted}` is expected", told(raised)),
                )),
                None => {
                    let at = self.example.locate_attribute("raises");
                    let message = format!("`{wanted}` was not raised");
                    Some(
                        Finding::error("expect/raises", at, message)
                            .help("let the example raise it, or take `raises=` away"),
                    )
                }
            };
        }
        match &ran.raised {
            Some(raised) if is_special(raised) => self.special(raised),
            Some(raised) if expectation.status != Some(ran.status()) => {
                let message = format!("this raised {}", told(raised));
                let finding = self.raised("expect/exit-status", raised, message);
                let kind = &raised.kind;
                Some(finding.help(format!("if it is meant to fail, say so: `raises={kind}`")))
            }
            _ => self.status(expectation, ran),
        }
    }

    /// A run that something other than the program itself ended.
    pub(super) fn special(&self, raised: &Raised) -> Option<Finding> {
        let (_, rule, help) = ENDINGS.iter().find(|(kind, ..)| *kind == raised.kind)?;
        let message = match raised.message.as_str() {
            "" => raised.kind.clone(),
            message => format!("{}: {message}", raised.kind),
        };
        Some(self.raised(rule, raised, message).help(*help))
    }

    fn status(&self, expectation: &Expectation<'_>, ran: &Ran) -> Option<Finding> {
        let (wanted, status) = (expectation.status?, ran.status());
        if wanted == status {
            return None;
        }
        let key = if self.example.fence.get("exit").is_some() { "exit" } else { "run" };
        let message = format!("this ended with status {status}, and {wanted} is expected");
        let finding =
            Finding::error("expect/exit-status", self.example.locate_attribute(key), message);
        let said = ran.text(Stream::Stderr);
        let said = said.lines().rev().find(|line| !line.trim().is_empty());
        Some(match said {
            Some(line) => finding.help(format!("its last words: {}", shown(line))),
            None if wanted == 0 => {
                finding.help(format!("if it is meant to fail, say so: `exit={status}`"))
            }
            None => finding.help("mend the example, or the status its fence names"),
        })
    }

    /// A finding where the run ended, with the calls that led there.
    fn raised(&self, rule: &str, raised: &Raised, message: String) -> Finding {
        let mut places: Vec<(Location, &Place)> =
            raised.places.iter().filter_map(|place| Some((self.locate(place)?, place))).collect();
        let at = places.pop().map_or(self.example.opening, |(location, _)| location);
        let mut finding = Finding::error(rule, at, message);
        finding.related = places
            .into_iter()
            .map(|(location, place)| Related {
                location,
                message: match place.function.as_str() {
                    "" => "called from here".to_owned(),
                    function => format!("called from here, in `{function}`"),
                },
            })
            .collect();
        finding
    }

    /// Where a line of a run stands on the page.
    fn locate(&self, place: &Place) -> Option<Location> {
        let session = workspace::session(self.page, self.example, self.registry);
        let example = session.into_iter().chain([self.example]).nth(place.part)?;
        let text = example.text.as_str();
        let span = match transcript_of(example) {
            Some(transcript) => {
                *transcript.steps.get(place.step)?.lines.get(place.line.checked_sub(1)?)?
            }
            None => line_span(text, place.line.checked_sub(1)?)?,
        };
        Some(example.text.locate(span))
    }

    /// A finding for an output that differs. `offset` is where the compared text starts in that
    /// of `example`.
    pub(super) fn differs(
        &self,
        example: &Example,
        offset: usize,
        difference: Difference,
        what: &str,
    ) -> Finding {
        let text = example.text.as_str();
        let rest = text.get(offset..).unwrap_or_default();
        let at = line_span(rest, difference.at)
            .map(|span| Span::new(offset + span.start, offset + span.end))
            .map_or(example.opening, |span| example.text.locate(span));
        let message = format!("{what} is not what the page says");
        let mut finding = Finding::error("expect/output", at, message).help(format!(
            "mend the example, or write what it prints: `proofpress bless {}/{}`",
            self.config.build.content, self.page.path
        ));
        finding.diff = Some(difference.diff);
        finding
    }

    /// A run that the page asks for and that cannot be.
    pub(super) fn blocked(&self, blocked: &Blocked) -> Finding {
        let at = self.example.locate_attribute(blocked.attribute);
        Finding::error(blocked.rule, at, blocked.message.clone()).help(blocked.help.clone())
    }

    /// A run that took its interpreter with it.
    pub(super) fn run_failed(&self, plugin: &Registered, failure: &Failure) -> Finding {
        let id = &plugin.catalogue.id;
        let at = self.example.locate_attribute("run");
        let (rule, message, help) = match failure {
            Failure::Budget { fuel } => {
                let more = fuel.saturating_mul(2);
                let more = match self.example.fence.get("budget") {
                    Some(_) => format!("budget={more}"),
                    None => format!("[plugins.{id}] fuel = {more}"),
                };
                (
                    "run/budget",
                    format!("this used up its budget of {fuel} units"),
                    format!("let it end sooner, or give it more: `{more}`"),
                )
            }
            Failure::Memory { limit } => (
                "run/memory",
                format!("this asked for more than {} MiB of memory", limit >> 20),
                format!("let it use less, or give it more: `[plugins.{id}] memory_mb = …`"),
            ),
            Failure::Recursion => (
                "run/recursion",
                "this ran out of stack".to_owned(),
                "let it call itself less deeply".to_owned(),
            ),
            Failure::Declined(why) => (
                "expect/not-run",
                format!("`{id}` does not run this: {why}"),
                if plugin.prover.is_native() {
                    "`[native.postgres]` in the configuration grants it".to_owned()
                } else {
                    "take `run` away, or write the example so that it can be run".to_owned()
                },
            ),
            _ => return self.failure(plugin, failure),
        };
        Finding::error(rule, at, message)
            .help(help)
            .example(self.page.example_id(self.example.index))
    }
}

/// Whether the page's word for an error is the error's: its name, with or without its module.
fn is_kind(kind: &str, wanted: &str) -> bool {
    kind == wanted || kind.rsplit('.').next() == Some(wanted)
}

/// Whether something other than the program itself ended the run.
pub(super) fn is_special(raised: &Raised) -> bool {
    ENDINGS.iter().any(|(kind, ..)| *kind == raised.kind)
}

fn told(raised: &Raised) -> String {
    match raised.message.as_str() {
        "" => format!("`{}`", raised.kind),
        message => format!("`{}: {}`", raised.kind, shown(message)),
    }
}

/// A line fit for a message: not too long.
fn shown(line: &str) -> String {
    const MOST: usize = 200;
    let mut short: String = visible(line).chars().take(MOST).collect();
    if line.chars().count() > MOST {
        short.push('…');
    }
    short
}

/// The span of a line, counted from zero, without the space around it.
fn line_span(text: &str, line: usize) -> Option<Span> {
    let mut start = 0;
    for (at, whole) in text.split_inclusive('\n').enumerate() {
        if at == line {
            let indent = whole.len() - whole.trim_start().len();
            let end = whole.trim_end().len();
            return Some(Span::new(start + indent.min(end), start + end));
        }
        start += whole.len();
    }
    None
}
