//! Findings as an editor shows them.

use std::collections::BTreeMap;
use std::sync::Arc;

use lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    Location, NumberOrString, Range, Uri,
};

use super::found::{Found, Place, Placed};
use super::index::Index;
use super::position::{self, Encoding, Lines};
use super::shift::Shift;
use crate::diagnostic::Severity;

/// The most lines of a difference that a message has.
const MOST_LINES: usize = 24;

/// What there is to know of a site's files for showing what was found in them.
pub struct Showing<'a> {
    /// For the pages of rules.
    pub index: Option<&'a Index>,
    /// What columns are counted in.
    pub encoding: Encoding,
    /// Whether related places are shown.
    pub related: bool,
    /// The text of a file that is open.
    pub open: &'a dyn Fn(&str) -> Option<Arc<str>>,
    /// The address of a file.
    pub uri: &'a dyn Fn(&str) -> Option<Uri>,
}

impl Showing<'_> {
    /// Everything that was found, by file. A place that was changed since is left out, and the
    /// others are where they are now.
    pub fn all(&self, parts: &[&Found]) -> BTreeMap<String, Vec<Diagnostic>> {
        let mut files: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
        for found in parts {
            let mut places = Places { showing: self, found, files: BTreeMap::new() };
            for placed in &found.findings {
                if let Some(range) = places.range(&placed.place) {
                    let diagnostic = self.one(placed, range, &mut places);
                    files.entry(placed.place.path.to_string()).or_default().push(diagnostic);
                }
            }
        }
        for diagnostics in files.values_mut() {
            diagnostics.sort_by(|a, b| {
                (a.range.start, a.range.end, &a.message).cmp(&(
                    b.range.start,
                    b.range.end,
                    &b.message,
                ))
            });
            // A page that is included twice says the same twice.
            diagnostics.dedup();
        }
        files
    }

    fn one(&self, placed: &Placed, range: Range, places: &mut Places<'_>) -> Diagnostic {
        let related = placed.related.iter().filter(|_| self.related);
        let related: Vec<DiagnosticRelatedInformation> = related
            .filter_map(|(place, message)| {
                let location = Location::new((self.uri)(&place.path)?, places.range(place)?);
                Some(DiagnosticRelatedInformation { location, message: message.clone() })
            })
            .collect();
        let href = self.index.and_then(|index| index.rules.get(&placed.rule)?.href.as_deref());
        let href = href.and_then(|href| href.parse().ok());
        let unused = placed.rule == "link/unused-definition";
        Diagnostic {
            range,
            severity: Some(severity(placed.severity)),
            code: (!placed.rule.is_empty()).then(|| NumberOrString::String(placed.rule.clone())),
            code_description: href.map(|href| CodeDescription { href }),
            source: Some("proofpress".to_owned()),
            message: message(placed),
            related_information: (!related.is_empty()).then_some(related),
            tags: unused.then(|| vec![DiagnosticTag::UNNECESSARY]),
            data: None,
        }
    }
}

/// Texts of the files that places are in.
struct Places<'a> {
    showing: &'a Showing<'a>,
    found: &'a Found,
    files: BTreeMap<Arc<str>, Now>,
}

/// A file then and now.
struct Now {
    shift: Option<Shift>,
    text: Arc<str>,
    starts: Vec<usize>,
}

impl Places<'_> {
    /// Where a place is now.
    fn range(&mut self, place: &Place) -> Option<Range> {
        if !self.files.contains_key(&place.path) {
            let then = self.found.text(&place.path)?;
            let now = (self.showing.open)(&place.path).unwrap_or_else(|| Arc::clone(then));
            let shift = (now != *then).then(|| Shift::between(then, &now));
            let starts = position::starts(&now);
            self.files.insert(Arc::clone(&place.path), Now { shift, text: now, starts });
        }
        let now = self.files.get(&place.path)?;
        let span = match now.shift {
            Some(shift) => shift.span(place.span)?,
            None => place.span,
        };
        Some(Lines::over(&now.text, &now.starts, self.showing.encoding).range(span))
    }
}

/// A severity in the protocol's words.
pub fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    }
}

/// What is wrong, what differs, and what to do about it.
fn message(placed: &Placed) -> String {
    let mut message = placed.message.clone();
    for line in placed.diff.iter().take(MOST_LINES) {
        message.push_str("\n  ");
        message.push_str(line);
    }
    if placed.diff.len() > MOST_LINES {
        message.push_str("\n  …");
    }
    if let Some(help) = &placed.help {
        message.push_str("\nhelp: ");
        message.push_str(help);
    }
    message
}
