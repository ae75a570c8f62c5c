//! Brings what a plugin found home: from spans in the texts it was given to places in files.

use crate::diagnostic::{Edit, Finding, Fix, Related, Severity};
use crate::plugin::PluginFinding;
use crate::source::{Location, Span};

/// Finds the place of a span: in the file of that name, or in the one text there is. None where
/// there is no such place.
pub(super) type Locate<'a> = dyn Fn(Option<&str>, Span) -> Option<Location> + 'a;

/// The finding in our own terms. None where one of its places is nowhere.
pub(super) fn finding(
    rule: String,
    severity: Severity,
    found: &PluginFinding,
    locate: &Locate<'_>,
) -> Option<Finding> {
    let location = locate(found.file.as_deref(), found.span)?;
    let mut finding = Finding::new(rule, severity, location, found.message.clone());
    finding.help.clone_from(&found.help);
    for related in &found.related {
        let location = locate(related.file.as_deref(), related.span)?;
        finding.related.push(Related { location, message: related.message.clone() });
    }
    for fix in &found.fixes {
        let mut edits = Vec::with_capacity(fix.edits.len());
        for edit in &fix.edits {
            let location = locate(edit.file.as_deref(), edit.span)?;
            edits.push(Edit { location, replacement: edit.replacement.clone() });
        }
        let (title, applicability) = (fix.title.clone(), fix.applicability);
        finding.fixes.push(Fix { title, applicability, edits });
    }
    Some(finding)
}
