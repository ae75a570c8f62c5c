//! Writes what examples really print into the blocks that say it: each block's text and nothing
//! else, in the indentation, quotes and lists it stands in.
//!
//! Pure: texts and verdicts in, texts out.

use std::collections::BTreeMap;

use crate::check::Assessment;
use crate::content::Tree;
use crate::markdown::Example;
use crate::source::{Location, SourceFile, SourceId, Sources, Span};

/// What is to be written, and what has to be done by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blessing {
    /// The files with new texts.
    pub files: Vec<Blessed>,
    /// The opening fences of blocks that cannot be rewritten: put together from several files,
    /// never closed, or to hold a line that would close them.
    pub left: Vec<Location>,
}

/// The new text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blessed {
    /// The file.
    pub source: SourceId,
    /// Its text.
    pub text: String,
    /// How many of its blocks are new.
    pub blocks: usize,
}

/// Every file in which a block differs from what its example printed.
pub fn bless(tree: &Tree, sources: &Sources, assessment: &Assessment) -> Blessing {
    let mut blessing = Blessing::default();
    let mut edits: BTreeMap<SourceId, Vec<(Span, String)>> = BTreeMap::new();
    for page in &tree.pages {
        for example in &page.document.examples {
            let Some(report) = assessment.examples.get(&page.example_id(example.index)) else {
                continue;
            };
            for (index, text) in &report.blessed {
                let Some(block) = page.document.examples.get(*index) else { continue };
                let source = block.opening.source;
                match edit(sources.get(source), source, block, text) {
                    Some(edit) => edits.entry(source).or_default().push(edit),
                    None => blessing.left.push(block.opening),
                }
            }
        }
    }
    let files = edits.into_iter();
    blessing.files =
        files.map(|(source, edits)| apply(sources.get(source), source, edits)).collect();
    blessing
}

/// The change that gives a block another text; none where it cannot be found whole in one file.
pub(crate) fn edit(
    file: &SourceFile,
    source: SourceId,
    block: &Example,
    text: &str,
) -> Option<(Span, String)> {
    if block.text.sources().any(|piece| piece != source) {
        return None;
    }
    let whole = file.text.as_str();
    let start = line_after(whole, block.opening.span.start)?;
    let lines = block.text.as_str().lines().count();
    let end = (0..lines).try_fold(start, |at, _| line_after(whole, at))?;
    let closing = &whole[end..line_after(whole, end).unwrap_or(whole.len())];
    // What stands before the closing fence stands before every line: quote marks, indentation.
    let fence = closing.find(['`', '~'])?;
    let prefix = &closing[..fence];
    let line_end = if whole[..start].ends_with("\r\n") { "\r\n" } else { "\n" };
    let mut new = String::new();
    for line in text.lines() {
        let full = format!("{prefix}{line}");
        new.push_str(if line.is_empty() { full.trim_end() } else { &full });
        new.push_str(line_end);
    }
    let marker = closing.as_bytes()[fence];
    let length = closing[fence..].bytes().take_while(|byte| *byte == marker).count();
    // A line of output that would end the block.
    let closes = |line: &str| {
        let line = line.trim();
        line.len() >= length && line.bytes().all(|byte| byte == marker)
    };
    (!text.lines().any(closes)).then_some((Span::new(start, end), new))
}

/// The start of the line after the one that holds an offset.
fn line_after(text: &str, at: usize) -> Option<usize> {
    text.get(at..)?.find('\n').map(|length| at + length + 1)
}

fn apply(file: &SourceFile, source: SourceId, mut edits: Vec<(Span, String)>) -> Blessed {
    edits.sort_by_key(|(span, _)| *span);
    // A page that is included twice asks for the same change twice.
    edits.dedup_by(|second, first| second.0 == first.0);
    let whole = file.text.as_str();
    let mut text = String::with_capacity(whole.len());
    let mut done = 0;
    for (span, new) in &edits {
        text.push_str(whole.get(done..span.start).unwrap_or_default());
        text.push_str(new);
        done = span.end;
    }
    text.push_str(whole.get(done..).unwrap_or_default());
    Blessed { source, text, blocks: edits.len() }
}
