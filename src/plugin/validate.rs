//! Holds a plugin's answer against the contract and turns it into our own types.
//!
//! An answer is taken whole or not at all. What can be cleaned without changing what it says
//! (control characters in a message) is; everything else that is wrong is a reason to refuse it.

use super::bindings::exports::proofpress::plugin::example_checker;
use super::bindings::proofpress::plugin::types as wire;
use super::catalogue::facts;
use super::contract::{
    Catalogue, Checked, Failure, PluginEdit, PluginFinding, PluginFix, PluginRelated, Session,
};
use super::text::{is_hidden, one_line, short};
use crate::diagnostic::{Applicability, Severity};
use crate::source::Span;

/// The most findings in one example.
const MAX_FINDINGS: usize = 1000;
/// The most fixes, and related places, of one finding.
const MAX_FIXES: usize = 20;
/// The most edits of one fix.
const MAX_EDITS: usize = 1000;
/// The most facts.
const MAX_FACTS: usize = 100;
/// The longest message, help or title, in bytes.
const MAX_TEXT: usize = 4 << 10;

/// What an answer is held against.
struct Rules<'a> {
    source: &'a str,
    catalogue: &'a Catalogue,
    session: &'a Session,
}

/// The answer in our own types, sorted.
pub(super) fn checked(
    answer: example_checker::Checked,
    source: &str,
    catalogue: &Catalogue,
    session: &Session,
    fuel: u64,
) -> Result<Checked, Failure> {
    count(answer.diagnostics.len(), MAX_FINDINGS, "findings in one example")?;
    count(answer.facts.len(), MAX_FACTS, "facts")?;
    let rules = Rules { source, catalogue, session };
    let findings = answer.diagnostics.into_iter().map(|finding| rules.finding(finding));
    let mut findings = findings.collect::<Result<Vec<_>, _>>()?;
    findings.sort_by(|one, other| {
        let key = |finding: &PluginFinding| finding.span;
        key(one)
            .cmp(&key(other))
            .then_with(|| one.rule.cmp(&other.rule))
            .then_with(|| one.message.cmp(&other.message))
    });
    Ok(Checked { findings, facts: facts(answer.facts), fuel })
}

impl Rules<'_> {
    fn finding(&self, finding: wire::Diagnostic) -> Result<PluginFinding, Failure> {
        let rule = self.rule(&finding.rule)?;
        let whose = format!("`{rule}`");
        current(&finding.target, &whose)?;
        count(finding.related.len(), MAX_FIXES, "related places in one finding")?;
        count(finding.fixes.len(), MAX_FIXES, "fixes in one finding")?;
        let related = finding.related.into_iter().map(|related| {
            current(&related.target, &whose)?;
            Ok(PluginRelated {
                span: self.span(related.span, &whose)?,
                message: text(&related.message, &whose)?,
            })
        });
        let fixes = finding.fixes.into_iter().map(|fix| self.fix(fix, &whose));
        Ok(PluginFinding {
            severity: severity(finding.severity),
            message: text(&finding.message, &whose)?,
            span: self.span(finding.span, &whose)?,
            help: finding.help.map(|help| text(&help, &whose)).transpose()?,
            related: related.collect::<Result<_, _>>()?,
            fixes: fixes.collect::<Result<_, _>>()?,
            rule,
        })
    }

    fn rule(&self, name: &str) -> Result<String, Failure> {
        if !self.catalogue.rules.iter().any(|rule| rule.name == name) {
            let name = short(name);
            return broken(format!("it reports `{name}`, which is not in its catalogue"));
        }
        if !self.session.rules.iter().any(|rule| rule.name == name) {
            return broken(format!("it reports `{name}`, which is off"));
        }
        Ok(name.to_owned())
    }

    fn span(&self, span: wire::Span, whose: &str) -> Result<Span, Failure> {
        let (start, end) = (span.start as usize, span.end as usize);
        let length = self.source.len();
        let place = format!("{whose} has the span {start}..{end}");
        if end < start {
            broken(format!("{place}, which ends before it starts"))
        } else if end > length {
            broken(format!("{place} in an example of {length} bytes"))
        } else if !self.source.is_char_boundary(start) || !self.source.is_char_boundary(end) {
            broken(format!("{place}, which cuts a character"))
        } else {
            Ok(Span::new(start, end))
        }
    }

    fn fix(&self, fix: wire::Fix, whose: &str) -> Result<PluginFix, Failure> {
        count(fix.edits.len(), MAX_EDITS, "edits in one fix")?;
        if fix.edits.is_empty() {
            return broken(format!("{whose} has a fix without edits"));
        }
        let edits = fix.edits.into_iter().map(|edit| {
            current(&edit.target, whose)?;
            self.replacement(&edit.replacement, whose)?;
            Ok(PluginEdit { span: self.span(edit.span, whose)?, replacement: edit.replacement })
        });
        let mut edits: Vec<PluginEdit> = edits.collect::<Result<_, _>>()?;
        edits.sort_by_key(|edit| edit.span);
        let overlap = edits.windows(2).any(|pair| match pair {
            [one, next] => next.span.start < one.span.end,
            _ => false,
        });
        if overlap {
            return broken(format!("{whose} has a fix whose edits overlap"));
        }
        Ok(PluginFix {
            title: text(&fix.title, whose)?,
            applicability: match fix.applicability {
                wire::Applicability::Safe => Applicability::Safe,
                wire::Applicability::Suggestion => Applicability::Suggestion,
                wire::Applicability::Manual => Applicability::Manual,
            },
            edits,
        })
    }

    /// A replacement is written into a page as it is, so it cannot be cleaned; it must not bring
    /// in a hidden character that the example does not have.
    fn replacement(&self, text: &str, whose: &str) -> Result<(), Failure> {
        let hidden = |c: &char| is_hidden(*c) && !matches!(c, '\n' | '\t');
        match text.chars().filter(hidden).find(|&c| !self.source.contains(c)) {
            Some(c) => broken(format!("{whose} has a fix that writes the hidden {c:?}")),
            None => Ok(()),
        }
    }
}

/// Text of a finding, on one line and clean.
fn text(text: &str, whose: &str) -> Result<String, Failure> {
    if text.len() > MAX_TEXT {
        return Err(Failure::TooLarge(format!(
            "{whose} has a text of {} bytes, and at most {MAX_TEXT} are allowed",
            text.len()
        )));
    }
    let clean = one_line(text);
    if clean.is_empty() {
        return broken(format!("{whose} has an empty text"));
    }
    Ok(clean)
}

fn current(target: &wire::Target, whose: &str) -> Result<(), Failure> {
    match target {
        wire::Target::Current => Ok(()),
        wire::Target::File(path) => {
            broken(format!("{whose} points at `{}`, and only the example was given", short(path)))
        }
    }
}

fn count(given: usize, most: usize, what: &str) -> Result<(), Failure> {
    if given > most {
        return Err(Failure::TooLarge(format!("{given} {what}, and at most {most} are allowed")));
    }
    Ok(())
}

fn broken<T>(what: String) -> Result<T, Failure> {
    Err(Failure::Protocol(what))
}

/// A severity as ours.
pub(super) fn severity(severity: wire::Severity) -> Severity {
    match severity {
        wire::Severity::Error => Severity::Error,
        wire::Severity::Warning => Severity::Warning,
        wire::Severity::Info => Severity::Info,
    }
}
