//! From text to a [`Document`]: one pass over the steps.

use std::collections::BTreeMap;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::events::{self, Noticed, Problem, Step, UndefinedReference};
use super::example::{self, Comment, OpenExample};
use super::heading::{self, OpenHeading, ReadHeading, Trail};
use super::syntax::{Insert, Syntax};
use super::text::PlainText;
use super::{
    BAD_MATH, Document, Example, IMAGE_ATTRIBUTE, Link, LinkKind, STRAY_PROOF_COMMENT,
    UNDEFINED_FOOTNOTE, UNDEFINED_REFERENCE, image, math,
};
use crate::diagnostic::Finding;
use crate::source::{Location, MappedText, Span};

/// Reads a page in the plain dialect. What is odd in it is a finding; nothing can make it fail.
pub fn parse(body: &MappedText) -> (Document, Vec<Finding>) {
    parse_with(body, &Syntax::default(), Vec::new())
}

/// Reads a page in the dialect of its site, with the HTML that stands in it, sorted by where it
/// does.
pub fn parse_with(
    body: &MappedText,
    syntax: &Syntax,
    inserts: Vec<Insert>,
) -> (Document, Vec<Finding>) {
    let mut reader = Reader::new(body);
    let Noticed { undefined, problems } =
        events::visit(body.as_str(), syntax, &inserts, &mut |step, span| reader.step(step, span));
    reader.drop_comment();
    let mut findings = reader.findings;
    findings.extend(undefined.into_iter().map(|reference| undefined_reference(reference, body)));
    findings.extend(problems.into_iter().map(|problem| {
        let Problem { rule, span, message, help } = problem;
        Finding::warning(rule, body.locate(span), message).help(help)
    }));
    let headings = heading::with_ids(reader.headings, &mut findings);
    findings.sort_by_key(|finding| finding.location);
    let mut syntax = syntax.clone();
    if !reader.abbreviations.is_empty() {
        Arc::make_mut(&mut syntax.abbreviations).append(&mut reader.abbreviations);
    }
    let document = Document {
        body: body.clone(),
        examples: reader.examples,
        headings,
        links: reader.links,
        summary: reader.summary.unwrap_or_default(),
        syntax,
        inserts,
        formulas: reader.formulas,
    };
    (document, findings)
}

fn undefined_reference(reference: UndefinedReference, body: &MappedText) -> Finding {
    let label = reference.label;
    if reference.is_footnote {
        let message = format!("no footnote `[{label}]` on this page");
        return Finding::warning(UNDEFINED_FOOTNOTE, body.locate(reference.span), message)
            .help(format!("add a line `[{label}]: text`, or put a `\\` before the bracket"));
    }
    let message = format!("nothing in this page defines the link `{}`", label.trim_matches('`'));
    Finding::warning(UNDEFINED_REFERENCE, body.locate(reference.span), message)
        .help(format!("add a line `[{label}]: address`, or put a `\\` before the bracket"))
}

struct Reader<'a> {
    body: &'a MappedText,
    findings: Vec<Finding>,
    examples: Vec<Example>,
    headings: Vec<ReadHeading>,
    links: Vec<Link>,
    /// The links and images that are being read, as positions in `links`, with their text.
    open_links: Vec<(usize, PlainText)>,
    summary: Option<String>,
    /// How many block tags are open.
    depth: usize,
    trail: Trail,
    example: Option<OpenExample>,
    heading: Option<OpenHeading>,
    paragraph: Option<PlainText>,
    /// Images open in the paragraph; their alternative text is no part of the summary.
    images: usize,
    /// The HTML block that is being read.
    html: Option<MappedText>,
    /// A `proof:` comment that waits for its fence.
    comment: Option<(Comment, Location)>,
    formulas: Vec<String>,
    /// The page's own.
    abbreviations: BTreeMap<String, String>,
}

impl<'a> Reader<'a> {
    fn new(body: &'a MappedText) -> Self {
        Self {
            body,
            findings: Vec::new(),
            examples: Vec::new(),
            headings: Vec::new(),
            links: Vec::new(),
            open_links: Vec::new(),
            summary: None,
            depth: 0,
            trail: Trail::default(),
            example: None,
            heading: None,
            paragraph: None,
            images: 0,
            html: None,
            comment: None,
            formulas: Vec::new(),
            abbreviations: BTreeMap::new(),
        }
    }

    fn step(&mut self, step: Step<'_>, span: Span) {
        match step {
            Step::Event(event) => self.event(event, span),
            // What stands in a block is not what the page begins with.
            Step::Open(_) => {
                self.drop_comment();
                self.depth += 1;
            }
            Step::Close => {
                self.drop_comment();
                self.depth = self.depth.saturating_sub(1);
            }
            Step::Insert(_) => self.drop_comment(),
            Step::Attributes(text) => self.image_attributes(text, span),
            Step::Abbreviation(short, long) => {
                self.abbreviations.insert(short.to_owned(), long.to_owned());
            }
        }
    }

    fn image_attributes(&mut self, text: &str, span: Span) {
        let (attributes, odd) = image::attributes(text);
        let location = self.body.locate(span);
        self.findings.extend(odd.into_iter().map(|(message, help)| {
            Finding::warning(IMAGE_ATTRIBUTE, location, message).help(help)
        }));
        if let Some(target) = attributes.dark {
            let text = self.links.last().map(|image| image.text.clone()).unwrap_or_default();
            self.links.push(Link { kind: LinkKind::Image, target, text, location, span });
        }
    }

    fn formula(&mut self, latex: &str, display: bool, span: Span) {
        let (html, wrong) = math::render(latex, display);
        self.formulas.push(html);
        if let Some(why) = wrong {
            self.findings.push(
                Finding::error(
                    BAD_MATH,
                    self.body.locate(span),
                    format!("this formula cannot be read: {why}"),
                )
                .help("mend the LaTeX, or write `\\$` where a dollar sign is meant"),
            );
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        if let Some(example) = &mut self.example
            && let Event::Text(text) = &event
        {
            example.push(text, span, self.body);
            return;
        }
        if let Some(heading) = &mut self.heading {
            heading.event(&event);
        }
        if let Some(paragraph) = &mut self.paragraph
            && self.images == 0
        {
            paragraph.event(&event);
        }
        for (_, text) in &mut self.open_links {
            text.event(&event);
        }
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Html(html) => {
                if let Some(block) = &mut self.html {
                    block.push_mapped(&html, self.body, span);
                }
            }
            Event::InlineHtml(html) if example::starts_as_proof(&html) => {
                self.stray_comment(self.body.locate(span));
            }
            Event::Rule => self.drop_comment(),
            Event::InlineMath(latex) => self.formula(&latex, false, span),
            Event::DisplayMath(latex) => self.formula(&latex, true, span),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        if !is_inline(&tag) {
            if !matches!(tag, Tag::CodeBlock(CodeBlockKind::Fenced(_))) {
                self.drop_comment();
            }
            self.depth += 1;
        }
        match tag {
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => {
                self.example = Some(OpenExample::new(self.body, span));
            }
            Tag::Heading { level, id, .. } => {
                let span = trimmed(self.body.as_str(), span);
                let location = self.body.locate(span);
                self.heading = Some(OpenHeading::new(level as u8, id, span, location));
            }
            Tag::Paragraph if self.depth == 1 && self.summary.is_none() => {
                self.paragraph = Some(PlainText::default());
            }
            Tag::HtmlBlock => {
                self.html = Some(MappedText::new(self.body.locate(Span::at(span.start))));
            }
            Tag::Link { link_type, dest_url, .. } => {
                let scheme = if link_type == LinkType::Email { "mailto:" } else { "" };
                self.link(LinkKind::Link, format!("{scheme}{dest_url}"), span);
            }
            Tag::Image { dest_url, .. } => {
                self.images += 1;
                self.link(LinkKind::Image, dest_url.to_string(), span);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock => self.end_example(),
            TagEnd::Heading(_) => {
                if let Some(heading) = self.heading.take().map(OpenHeading::finish) {
                    self.trail.enter(&heading);
                    self.headings.push(heading);
                }
            }
            TagEnd::Paragraph => {
                let text = self.paragraph.take().map(PlainText::finish);
                self.summary = self.summary.take().or(text.filter(|text| !text.is_empty()));
            }
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => {
                self.images = self.images.saturating_sub(1);
                self.end_link();
            }
            _ => {}
        }
        if !is_inline_end(tag) {
            self.depth = self.depth.saturating_sub(1);
        }
        // A comment speaks for a fence beside it, not for one outside its list or quote.
        if !matches!(tag, TagEnd::HtmlBlock) && !is_inline_end(tag) {
            self.drop_comment();
        }
    }

    fn end_example(&mut self) {
        let Some(open) = self.example.take() else { return };
        let comment = self.comment.take().map(|(comment, _)| comment).unwrap_or_default();
        let index = self.examples.len();
        let headings = self.trail.texts();
        let example = open.finish(index, comment, headings, self.body, &mut self.findings);
        self.examples.push(example);
    }

    fn end_html(&mut self) {
        let Some(html) = self.html.take() else { return };
        let Some(attributes) = example::proof_attributes(html.as_str()) else {
            if example::starts_as_proof(html.as_str()) {
                let whole = trimmed(html.as_str(), Span::new(0, html.as_str().len()));
                self.stray_comment(html.locate(whole));
            }
            return;
        };
        let comment = example::read_comment(&html, attributes, &mut self.findings);
        let whole = trimmed(html.as_str(), Span::new(0, html.as_str().len()));
        self.comment = Some((comment, html.locate(whole)));
    }

    /// What was read last was no fence: a comment that waited for one waited in vain.
    fn drop_comment(&mut self) {
        if let Some((_, location)) = self.comment.take() {
            self.stray_comment(location);
        }
    }

    fn stray_comment(&mut self, location: Location) {
        let message = "this `proof:` comment speaks of no fence";
        self.findings.push(
            Finding::warning(STRAY_PROOF_COMMENT, location, message)
                .help("put it on lines of its own, straight before a fence, or remove it"),
        );
    }

    fn link(&mut self, kind: LinkKind, target: String, span: Span) {
        self.open_links.push((self.links.len(), PlainText::default()));
        let location = self.body.locate(span);
        self.links.push(Link { kind, target, text: String::new(), location, span });
    }

    fn end_link(&mut self) {
        if let Some((at, text)) = self.open_links.pop()
            && let Some(link) = self.links.get_mut(at)
        {
            link.text = text.finish();
        }
    }
}

/// `span` without the white space at its end.
fn trimmed(text: &str, span: Span) -> Span {
    let inner = text.get(span.start..span.end).unwrap_or_default();
    let start = span.start + (inner.len() - inner.trim_start().len());
    Span::new(start.min(span.end), (span.start + inner.trim_end().len()).max(start.min(span.end)))
}

fn is_inline(tag: &Tag<'_>) -> bool {
    is_inline_end(tag.to_end())
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
