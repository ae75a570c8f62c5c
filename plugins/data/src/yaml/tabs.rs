//! Tabs as indentation, which YAML forbids (§6.1), told from other mistakes by trying: tabs are to
//! blame if the text reads on once they are spaces.

use proofpress_plugin::{Edit, Span};

use super::events::{self, Failure};
use super::{Mistake, explain};

/// The width a tab is given.
const SPACES: &str = "  ";

/// The mistake, if the failure comes of tabs.
pub(super) fn mend(source: &str, failure: &Failure) -> Option<Mistake> {
    let line = explain::line_number(source, failure.at);
    let near = [line.saturating_sub(1), line].into_iter();
    let guilty = near
        .filter_map(|line| source.lines().nth(line))
        .any(|line| indentation(line).contains('\t'));
    if !guilty {
        return None;
    }
    // Lines that begin with a tab first: spaces before a tab may be the indentation of a block of
    // text, and the tab a part of the text.
    for is_mended in [|blank: &str| blank.starts_with('\t'), |blank: &str| blank.contains('\t')] {
        let edits = edits(source, is_mended);
        if !edits.is_empty() && events::read(&apply(source, &edits)).failure.is_none() {
            return Some(Mistake::Tabs { span: edits[0].span, edits });
        }
    }
    let edits = edits(source, |blank| blank.contains('\t'));
    let mended = apply(source, &edits);
    let reads_on = events::read(&mended).failure.is_some_and(|now| {
        explain::line_number(&mended, now.at) > line || now.info != failure.info
    });
    let tab =
        edits.iter().find(|edit| explain::line_number(source, edit.span.start) + 1 >= line)?;
    reads_on.then(|| Mistake::Tabs { span: tab.span, edits: Vec::new() })
}

fn indentation(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// Puts spaces for tabs in the lines whose indentation is to be mended.
fn edits(source: &str, is_mended: fn(&str) -> bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let blank = indentation(line);
        if is_mended(blank) {
            let span = Span::new(start, start + blank.len());
            edits.push(Edit { span, replacement: blank.replace('\t', SPACES) });
        }
        start += line.len();
    }
    edits
}

fn apply(source: &str, edits: &[Edit]) -> String {
    let mut text = String::with_capacity(source.len() + edits.len());
    let mut at = 0;
    for edit in edits {
        text.push_str(&source[at..edit.span.start]);
        text.push_str(&edit.replacement);
        at = edit.span.end;
    }
    text.push_str(&source[at..]);
    text
}
