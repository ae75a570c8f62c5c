//! Fenced code blocks: text, info string and the comment before them.

use super::{Example, UNCLOSED_FENCE};
use crate::diagnostic::{Finding, Related};
use crate::fence::{self, Attribute, FenceProblem};
use crate::source::{Location, MappedText, Span};

/// A fenced block that is being read.
pub(super) struct OpenExample {
    span: Span,
    text: MappedText,
    /// The end of what was read so far, in bytes of the body.
    end: usize,
    opening: Opening,
}

/// The line a fence opens with.
struct Opening {
    /// From the first fence character to the end of the line.
    line: Span,
    /// The info string, without the space around it.
    info: Span,
    /// The fence itself.
    marker: char,
    length: usize,
}

impl Opening {
    fn read(body: &str, block: Span) -> Self {
        let rest = &body[block.start..block.end];
        let indent = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
        let marker = line[indent..].chars().next().unwrap_or('`');
        let after = line[indent..].trim_start_matches(marker);
        let length = line.len() - indent - after.len();
        let info = after.trim();
        let start = block.start + line.len() - after.trim_start().len();
        Self {
            line: Span::new(block.start + indent, block.start + line.trim_end().len()),
            info: Span::new(start, start + info.len()),
            marker,
            length,
        }
    }
}

/// Attributes from a `<!-- proof: … -->` comment, located.
#[derive(Default)]
pub(super) struct Comment {
    pub(super) attributes: Vec<Attribute>,
    pub(super) locations: Vec<Location>,
}

impl Opening {
    /// The first line of an example that would close it if it were not indented so far.
    fn near_close(&self, text: &MappedText) -> Option<Location> {
        let mut start = 0;
        for line in text.as_str().split_inclusive('\n') {
            let fence = line.trim();
            let at = start + (line.len() - line.trim_start().len());
            if fence.chars().all(|c| c == self.marker) && fence.len() >= self.length {
                return Some(text.locate(Span::new(at, at + fence.len())));
            }
            start += line.len();
        }
        None
    }
}

impl OpenExample {
    /// Starts at the block `span` of `body`.
    pub(super) fn new(body: &MappedText, span: Span) -> Self {
        let opening = Opening::read(body.as_str(), span);
        let text = MappedText::new(body.locate(Span::at(opening.line.end)));
        Self { span, text, end: opening.line.end, opening }
    }

    /// Adds a stretch of the block's text. Line ends become `\n`. A stretch that stands nowhere
    /// in the page is what is left of a tab that container marks had cut into.
    pub(super) fn push(&mut self, text: &str, span: Span, body: &MappedText) {
        self.end = self.end.max(span.end);
        if span.is_empty() {
            let tab = Span::new(span.start.saturating_sub(1), span.start);
            self.text.push(text, body.locate(tab));
            return;
        }
        if body.as_str().get(span.start..span.end) != Some(text) || !text.contains('\r') {
            self.text.push_mapped(text, body, span);
            return;
        }
        let mut start = span.start;
        for line in text.split_inclusive(['\n', '\r']) {
            let end = start + line.len();
            self.push_line(line, Span::new(start, end), body);
            start = end;
        }
    }

    /// Adds a line whose end may be `\r` or, split from its `\r`, `\n`.
    fn push_line(&mut self, line: &str, span: Span, body: &MappedText) {
        let Some(content) = line.strip_suffix('\r') else {
            self.text.push_mapped(line, body, span);
            return;
        };
        let end = Span::new(span.end - 1, span.end);
        self.text.push_mapped(content, body, Span::new(span.start, end.start));
        // The `\n` of a `\r\n` comes next and stands for both.
        if !body.as_str()[end.end..].starts_with('\n') {
            self.text.push("\n", body.locate(end));
        }
    }

    /// Whether a closing fence follows the text.
    fn is_closed(&self, body: &str) -> bool {
        let rest = body.get(self.end..self.span.end).unwrap_or_default().trim_end();
        let fence = rest.len() - rest.trim_end_matches(self.opening.marker).len();
        fence >= self.opening.length
    }

    /// The block as an example.
    pub(super) fn finish(
        self,
        index: usize,
        comment: Comment,
        headings: Vec<String>,
        body: &MappedText,
        findings: &mut Vec<Finding>,
    ) -> Example {
        let opening = body.locate(self.opening.line);
        if !self.is_closed(body.as_str()) {
            findings.push(unclosed(&self, opening));
        }
        let info = self.opening.info;
        let text = body.as_str().get(info.start..info.end).unwrap_or_default();
        let (fence, problems) = fence::parse_with(&comment.attributes, text);
        let locate =
            |span: Span| body.locate(Span::new(info.start + span.start, info.start + span.end));
        findings.extend(problems.into_iter().map(|problem| {
            let location = locate(problem.span);
            finding(problem, location)
        }));
        let mut attribute_locations = comment.locations;
        let written = fence.attributes.iter().skip(attribute_locations.len());
        let written: Vec<_> = written.map(|attribute| locate(attribute.span)).collect();
        attribute_locations.extend(written);
        Example {
            index,
            fence,
            text: self.text,
            opening,
            attribute_locations,
            span: self.span,
            headings,
        }
    }
}

fn unclosed(example: &OpenExample, location: Location) -> Finding {
    let opening = &example.opening;
    let fence = String::from(opening.marker).repeat(opening.length);
    let message = "nothing closes this fence, so all that follows is code";
    let mut finding = Finding::warning(UNCLOSED_FENCE, location, message)
        .help(format!("end the example with a line of {}", quoted(&fence)));
    finding.related.extend(opening.near_close(&example.text).map(|location| Related {
        location,
        message: "this does not close it: it is indented more than three spaces".to_owned(),
    }));
    finding
}

/// Names a fence in backticks that do not run into it.
fn quoted(fence: &str) -> String {
    if fence.starts_with('`') {
        let around = "`".repeat(fence.len() + 1);
        format!("{around} {fence} {around}")
    } else {
        format!("`{fence}`")
    }
}

fn finding(problem: FenceProblem, location: Location) -> Finding {
    let mut finding = Finding::new(problem.rule, problem.severity, location, problem.message);
    finding.help = problem.help;
    finding
}

/// The attributes in `<!-- proof: run exit=1 -->`, as a range of the comment; none if it is
/// another comment.
pub(super) fn proof_attributes(html: &str) -> Option<Span> {
    let inner = html.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    let attributes = inner.trim_start().strip_prefix("proof:")?;
    // One comment only: `<!-- proof: run --> text <!-- x -->` is no such thing.
    if attributes.contains("-->") {
        return None;
    }
    let end = html.trim_end().len() - "-->".len();
    Some(Span::new(end - attributes.len(), end))
}

/// Whether HTML starts as a `proof:` comment does, though more may follow it.
pub(super) fn starts_as_proof(html: &str) -> bool {
    let inner = html.trim_start().strip_prefix("<!--").map(str::trim_start);
    inner.is_some_and(|inner| inner.starts_with("proof:"))
}

/// Reads a comment's attributes. `text` is the comment, mapped; `span` lies in it.
pub(super) fn read_comment(text: &MappedText, span: Span, findings: &mut Vec<Finding>) -> Comment {
    let written = text.as_str().get(span.start..span.end).unwrap_or_default();
    let (attributes, problems) = fence::attributes(written);
    let locate =
        |inner: Span| text.locate(Span::new(span.start + inner.start, span.start + inner.end));
    findings.extend(problems.into_iter().map(|problem| {
        let location = locate(problem.span);
        finding(problem, location)
    }));
    let locations = attributes.iter().map(|attribute| locate(attribute.span)).collect();
    Comment { attributes, locations }
}
