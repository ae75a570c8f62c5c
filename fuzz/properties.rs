//! What must hold whatever is read: nothing panics, every place lies in the text and on character
//! boundaries, and reading twice gives the same. One function a target; each takes raw bytes.

#![allow(
    dead_code,
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "each target uses one of these, and a property that does not hold must panic"
)]

#[path = "properties/config.rs"]
mod config_property;
#[path = "properties/fence.rs"]
mod fence_property;
#[path = "properties/front_matter.rs"]
mod front_matter_property;
#[path = "properties/markdown.rs"]
mod markdown_property;

pub(crate) use config_property::config;
pub(crate) use fence_property::fence;
pub(crate) use front_matter_property::front_matter;
pub(crate) use markdown_property::markdown;
#[cfg(fuzzing)]
pub(crate) use proofpress::plugin::invented::take as answers;

use proofpress::diagnostic::Finding;
use proofpress::source::{Location, Sources, Span};

/// The bytes as text; what is no UTF-8 is replaced, as it is when a file is read.
fn text(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}

/// The span lies in the text, on character boundaries.
fn holds(text: &str, span: Span, what: &str) {
    assert!(text.get(span.start..span.end).is_some(), "{what}: {span:?} in {} bytes", text.len());
}

/// Every place of these findings lies in the file it names.
fn findings_hold(sources: &Sources, findings: &[Finding]) {
    let place = |location: Location, what: &str| {
        holds(&sources.get(location.source).text, location.span, what);
    };
    for finding in findings {
        place(finding.location, &finding.message);
        assert!(!finding.message.contains('\n'), "two lines: {:?}", finding.message);
        for related in &finding.related {
            place(related.location, &related.message);
        }
        for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
            place(edit.location, &finding.message);
        }
    }
}
