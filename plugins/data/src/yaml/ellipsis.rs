//! Lines `...` that stand for parts left out. To YAML such a line ends the document where it is
//! not indented (§9.1.2), and is a text where it is, which rarely fits in its place.

use proofpress_plugin::Span;

use super::events::{self, Stream};

/// No text of documentation leaves out more; each costs one reading.
const MOST: usize = 100;

/// A line `...`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ellipsis {
    pub(crate) span: Span,
    /// Whether it keeps the text from being YAML; otherwise it ends a document by accident.
    pub(crate) breaks: bool,
}

/// Reads past the lines `...` that keep `source` from being YAML: what is left of the failure, in
/// a stream of its own, and those lines.
pub(super) fn read_past(source: &str, mut stream: Stream) -> (Stream, Vec<Ellipsis>) {
    let mut text = source.to_owned();
    let mut found = Vec::new();
    while let Some(failure) = &stream.failure
        && found.len() < MOST
    {
        let Some(span) = last_before(&text, failure.at) else { break };
        // A comment of the same length, so that offsets stay.
        let comment = format!("#{}", " ".repeat(span.end - span.start - 1));
        let mut shorter = text.clone();
        shorter.replace_range(span.start..span.end, &comment);
        let next = events::read(&shorter);
        if next.failure.as_ref().is_some_and(|next| next.at == failure.at) {
            break;
        }
        found.push(Ellipsis { span, breaks: true });
        (text, stream) = (shorter, next);
    }
    found.sort_by_key(|ellipsis| ellipsis.span.start);
    (stream, found)
}

/// The last line `...` at or above the line of `at`.
fn last_before(text: &str, at: usize) -> Option<Span> {
    let line_end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    let above = lines(text).take_while(|span| span.start < line_end);
    above.filter(|span| is_ellipsis(&text[span.start..span.end])).last()
}

/// Lines `...` at the margin with a document behind them that does not say so by `---`.
pub(super) fn accidental_ends(source: &str) -> Vec<Ellipsis> {
    let mut lines = lines(source).peekable();
    let mut found = Vec::new();
    while let Some(span) = lines.next() {
        let at_margin = span.start == 0 || source[..span.start].ends_with('\n');
        if !at_margin || &source[span.start..span.end] != "..." {
            continue;
        }
        let goes_on = lines.peek().is_some_and(|next| {
            let next = &source[next.start..next.end];
            !next.starts_with("---") && !next.starts_with('%')
        });
        if goes_on {
            found.push(Ellipsis { span, breaks: false });
        }
    }
    found
}

fn is_ellipsis(text: &str) -> bool {
    matches!(text, "..." | "…" | "[...]" | "[…]")
}

/// The text of each line that holds more than a comment.
fn lines(source: &str) -> impl Iterator<Item = Span> + '_ {
    let mut next = 0;
    source.split_inclusive('\n').filter_map(move |line| {
        let start = next + line.len() - line.trim_start().len();
        next += line.len();
        let text = line.trim();
        (!text.is_empty() && !text.starts_with('#')).then(|| Span::new(start, start + text.len()))
    })
}
