//! Holds a plugin's answer against the contract and turns it into our own types.
//!
//! An answer is taken whole or not at all. What can be cleaned without changing what it says
//! (control characters in a message) is; everything else that is wrong is a reason to refuse it.

use std::collections::BTreeSet;

use super::bindings::exports::proofpress::plugin::example_checker;
use super::bindings::proofpress::plugin::types as wire;
use super::catalogue;
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
pub(super) struct Validator<'a> {
    pub(super) texts: Texts<'a>,
    pub(super) catalogue: &'a Catalogue,
    pub(super) session: &'a Session,
}

/// What spans are in.
pub(super) enum Texts<'a> {
    /// One text that the plugin was given, and what it is: `example`.
    One { text: &'a str, kind: &'static str },
    /// Files that are named by their path; their texts are not known here.
    Files(&'a BTreeSet<&'a str>),
}

/// The answer in our own types, sorted.
pub(super) fn checked(
    answer: example_checker::Checked,
    source: &str,
    catalogue: &Catalogue,
    session: &Session,
    fuel: u64,
) -> Result<Checked, Failure> {
    let texts = Texts::One { text: source, kind: "example" };
    let validator = Validator { texts, catalogue, session };
    let findings = validator.findings(answer.diagnostics)?;
    Ok(Checked { findings, facts: facts(answer.facts)?, fuel })
}

/// Facts, if they are not too many.
pub(super) fn facts(given: Vec<wire::Extra>) -> Result<Vec<(String, String)>, Failure> {
    count(given.len(), MAX_FACTS, "facts")?;
    Ok(catalogue::facts(given))
}

impl Validator<'_> {
    /// The findings in our own types, sorted by file, place, rule and message.
    pub(super) fn findings(
        &self,
        given: Vec<wire::Diagnostic>,
    ) -> Result<Vec<PluginFinding>, Failure> {
        count(given.len(), MAX_FINDINGS, &format!("findings in one {}", self.texts.kind()))?;
        let findings = given.into_iter().map(|finding| self.finding(finding));
        let mut findings = findings.collect::<Result<Vec<_>, _>>()?;
        findings.sort_by(|one, other| {
            let key = |finding: &PluginFinding| (finding.file.clone(), finding.span);
            key(one)
                .cmp(&key(other))
                .then_with(|| one.rule.cmp(&other.rule))
                .then_with(|| one.message.cmp(&other.message))
        });
        Ok(findings)
    }

    fn finding(&self, finding: wire::Diagnostic) -> Result<PluginFinding, Failure> {
        let rule = self.rule(&finding.rule)?;
        let whose = format!("`{rule}`");
        count(finding.related.len(), MAX_FIXES, "related places in one finding")?;
        count(finding.fixes.len(), MAX_FIXES, "fixes in one finding")?;
        let file = self.texts.file(finding.target, &whose)?;
        let related = finding.related.into_iter().map(|related| {
            Ok(PluginRelated {
                file: self.texts.file(related.target, &whose)?,
                span: self.texts.span(related.span, &whose)?,
                message: text(&related.message, &whose)?,
            })
        });
        let fixes = finding.fixes.into_iter().map(|fix| self.fix(fix, &whose));
        Ok(PluginFinding {
            severity: severity(finding.severity),
            message: text(&finding.message, &whose)?,
            file,
            span: self.texts.span(finding.span, &whose)?,
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

    fn fix(&self, fix: wire::Fix, whose: &str) -> Result<PluginFix, Failure> {
        count(fix.edits.len(), MAX_EDITS, "edits in one fix")?;
        if fix.edits.is_empty() {
            return broken(format!("{whose} has a fix without edits"));
        }
        let edits = fix.edits.into_iter().map(|edit| {
            self.texts.replacement(&edit.replacement, whose)?;
            Ok(PluginEdit {
                file: self.texts.file(edit.target, whose)?,
                span: self.texts.span(edit.span, whose)?,
                replacement: edit.replacement,
            })
        });
        let mut edits: Vec<PluginEdit> = edits.collect::<Result<_, _>>()?;
        edits.sort_by(|one, other| (&one.file, one.span).cmp(&(&other.file, other.span)));
        let overlap = edits.windows(2).any(|pair| match pair {
            [one, next] => one.file == next.file && next.span.start < one.span.end,
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
}

impl Texts<'_> {
    /// What the text is, or the texts are.
    fn kind(&self) -> &'static str {
        match self {
            Self::One { kind, .. } => kind,
            Self::Files(_) => "site",
        }
    }

    /// The file a place is in; none for the one text there is.
    fn file(&self, target: wire::Target, whose: &str) -> Result<Option<String>, Failure> {
        match (self, target) {
            (Self::One { .. }, wire::Target::Current) => Ok(None),
            (Self::One { kind, .. }, wire::Target::File(path)) => broken(format!(
                "{whose} points at `{}`, and only the {kind} was given",
                short(&path)
            )),
            (Self::Files(_), wire::Target::Current) => {
                broken(format!("{whose} points at the current text, and for a site there is none"))
            }
            (Self::Files(paths), wire::Target::File(path)) if paths.contains(path.as_str()) => {
                Ok(Some(path))
            }
            (Self::Files(_), wire::Target::File(path)) => {
                broken(format!("{whose} points at `{}`, which it was not given", short(&path)))
            }
        }
    }

    fn span(&self, span: wire::Span, whose: &str) -> Result<Span, Failure> {
        let (start, end) = (span.start as usize, span.end as usize);
        let place = format!("{whose} has the span {start}..{end}");
        if end < start {
            return broken(format!("{place}, which ends before it starts"));
        }
        if let Self::One { text, kind } = self {
            if end > text.len() {
                let length = text.len();
                let article = if *kind == "example" { "an" } else { "a" };
                return broken(format!("{place} in {article} {kind} of {length} bytes"));
            }
            if !text.is_char_boundary(start) || !text.is_char_boundary(end) {
                return broken(format!("{place}, which cuts a character"));
            }
        }
        Ok(Span::new(start, end))
    }

    /// A replacement is written into a page as it is, so it cannot be cleaned; it must not bring
    /// in a hidden character that the text does not have.
    fn replacement(&self, new: &str, whose: &str) -> Result<(), Failure> {
        let hidden = |c: &char| is_hidden(*c) && !matches!(c, '\n' | '\t');
        let is_there = |c: char| match self {
            Self::One { text, .. } => text.contains(c),
            Self::Files(_) => false,
        };
        match new.chars().filter(hidden).find(|&c| !is_there(c)) {
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
