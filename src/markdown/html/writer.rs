//! Steps into HTML, one pass, no recursion.

use std::fmt::Write;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

use super::files::Files;
use super::footnote::Footnotes;
use super::image::{self, Lone, OpenImage};
use super::table::Table;
use super::{RenderOptions, block, escape, tags};
use crate::markdown::block::{Block as Container, Kind};
use crate::markdown::events::{self, Step};
use crate::markdown::example::proof_attributes;
use crate::markdown::image as attributes;
use crate::markdown::{Document, Example, Heading, abbreviation};
use crate::scheme::Scheme;

/// Writes a document. `plain` leaves out all that CommonMark does not have.
pub(super) fn write(document: &Document, options: &RenderOptions<'_>, plain: bool) -> String {
    let mut writer = Writer {
        document,
        html: String::with_capacity(document.body.as_str().len() * 3 / 2),
        options,
        plain,
        examples: document.examples.iter(),
        headings: document.headings.iter(),
        formulas: document.formulas.iter(),
        heading: None,
        block: Block::Text,
        footnotes: Footnotes::default(),
        table: Table::default(),
        images: Vec::new(),
        pending: None,
        has_image: false,
        lone: None,
        label_open: false,
        containers: Vec::new(),
        files: None,
    };
    let Document { body, syntax, inserts, .. } = document;
    events::visit(body.as_str(), syntax, inserts, &mut |step, _| writer.step(step));
    writer.end_image(None);
    writer.footnotes.list(&mut writer.html, &options.labels);
    writer.html
}

/// The kind of block whose text comes next.
enum Block {
    /// Anything with inline content.
    Text,
    /// A fenced block: its HTML comes from the hook, its text is passed over.
    Example,
    /// An HTML block, collected.
    Html(String),
}

struct Writer<'a> {
    document: &'a Document,
    html: String,
    options: &'a RenderOptions<'a>,
    plain: bool,
    examples: std::slice::Iter<'a, Example>,
    headings: std::slice::Iter<'a, Heading>,
    formulas: std::slice::Iter<'a, String>,
    /// The heading that is open.
    heading: Option<&'a Heading>,
    block: Block,
    footnotes: Footnotes,
    table: Table,
    /// The images that are open; inside them only text counts, as alternative text.
    images: Vec<OpenImage>,
    /// An image that is complete but for the attributes that may follow.
    pending: Option<OpenImage>,
    /// Whether there was an image before.
    has_image: bool,
    /// The paragraph that is open, while it is an image at most.
    lone: Option<Lone>,
    /// Whether the label of a task is open.
    label_open: bool,
    /// What the open `:::` blocks are, and what ends them.
    containers: Vec<(Kind, &'static str)>,
    /// The tree of files that is open.
    files: Option<Files>,
}

impl Writer<'_> {
    fn step(&mut self, step: Step<'_>) {
        if let Step::Attributes(text) = step {
            return self.end_image(Some(text));
        }
        self.end_image(None);
        match step {
            Step::Event(event) => self.event(event),
            Step::Open(container) => self.open_container(&container),
            Step::Close => self.close_container(),
            Step::Insert(html) => {
                self.lone = None;
                self.html.push_str(html);
            }
            Step::Attributes(_) | Step::Abbreviation(..) => {}
        }
    }

    fn open_container(&mut self, container: &Container<'_>) {
        self.close_label();
        self.fresh_line();
        let end = block::open(&mut self.html, container, &self.options.labels);
        self.containers.push((container.kind, end));
        if container.kind == Kind::Files {
            self.files = Some(Files::default());
        }
    }

    fn close_container(&mut self) {
        let Some((kind, end)) = self.containers.pop() else { return };
        self.close_label();
        self.fresh_line();
        if kind == Kind::Files
            && let Some(files) = self.files.take()
        {
            files.write(&mut self.html);
        }
        self.html.push_str(end);
    }

    fn event(&mut self, event: Event<'_>) {
        if !self.images.is_empty() {
            return self.alternative_text(event);
        }
        if self.files.as_mut().is_some_and(|files| files.takes(&event)) {
            return;
        }
        if !matches!(event, Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Paragraph)) {
            self.lone = None;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match self.block {
                Block::Example => {}
                _ => self.text(&text),
            },
            Event::Code(code) => {
                self.html.push_str("<code>");
                escape::text(&mut self.html, &code);
                self.html.push_str("</code>");
            }
            Event::Html(html) => match &mut self.block {
                Block::Html(block) => block.push_str(&html),
                _ => self.html.push_str(&html),
            },
            Event::InlineHtml(html) => self.raw(&html),
            Event::SoftBreak => self.html.push('\n'),
            Event::HardBreak => self.html.push_str("<br />\n"),
            Event::Rule => {
                self.fresh_line();
                self.html.push_str("<hr />\n");
            }
            Event::FootnoteReference(name) => self.footnotes.reference(&mut self.html, &name),
            Event::TaskListMarker(done) => self.task(done),
            Event::InlineMath(_) => self.formula("<span class=\"math\">", "</span>"),
            Event::DisplayMath(_) => {
                self.formula("<span class=\"math math-block\" tabindex=\"0\">", "</span>");
            }
        }
    }

    fn text(&mut self, text: &str) {
        let known = &self.document.syntax.abbreviations;
        if known.is_empty() || self.heading.is_some() {
            escape::text(&mut self.html, text);
        } else {
            abbreviation::write(&mut self.html, text, known);
        }
    }

    fn formula(&mut self, open: &str, close: &str) {
        self.html.push_str(open);
        self.html.push_str(self.formulas.next().map(String::as_str).unwrap_or_default());
        self.html.push_str(close);
    }

    fn fresh_line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let (opening, own_line) = tags::opening(&tag);
        if own_line {
            self.close_label();
            self.fresh_line();
        }
        if matches!(tag, Tag::Paragraph) && !self.plain {
            self.lone = Some(Lone { start: self.html.len(), image: None });
        }
        self.html.push_str(opening);
        match tag {
            Tag::Heading { classes, attrs, level, .. } => {
                self.start_heading(level as u8, &classes, &attrs);
            }
            Tag::BlockQuote(Some(kind)) => {
                self.close_label();
                self.fresh_line();
                tags::alert(&mut self.html, kind, &self.options.labels);
            }
            Tag::CodeBlock(kind) => self.start_code(&kind),
            Tag::HtmlBlock => {
                self.close_label();
                self.block = Block::Html(String::new());
            }
            Tag::List(Some(start)) if start != 1 => {
                self.close_label();
                self.fresh_line();
                // Writing to a string cannot fail.
                let _ = writeln!(self.html, "<ol start=\"{start}\">");
            }
            Tag::Table(alignments) => {
                self.close_label();
                self.fresh_line();
                self.table = Table::start(&mut self.html, alignments, self.plain);
            }
            Tag::TableHead => self.table.start_head(&mut self.html),
            Tag::TableRow => self.table.start_row(&mut self.html),
            Tag::TableCell => self.table.start_cell(&mut self.html, self.plain),
            Tag::FootnoteDefinition(name) => self.footnotes.open(&name, &mut self.html),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.start_link(link_type == LinkType::Email, &dest_url, &title);
            }
            Tag::Image { dest_url, title, .. } => self.start_image(&dest_url, &title),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.end_heading(level as u8),
            TagEnd::CodeBlock => {
                if !matches!(self.block, Block::Example) {
                    self.html.push_str("</code></pre>\n");
                }
                self.block = Block::Text;
            }
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::Table => self.table.end(&mut self.html, self.plain),
            TagEnd::TableHead => self.table.end_head(&mut self.html),
            TagEnd::TableRow => self.html.push_str("</tr>\n"),
            TagEnd::TableCell => self.table.end_cell(&mut self.html),
            TagEnd::FootnoteDefinition => self.footnotes.close(&mut self.html),
            TagEnd::Paragraph | TagEnd::Item => {
                self.close_label();
                if tag == TagEnd::Paragraph
                    && let Some(lone) = self.lone.take()
                    && lone.finish(&mut self.html)
                {
                    return;
                }
                self.html.push_str(tags::closing(tag));
            }
            tag => self.html.push_str(tags::closing(tag)),
        }
    }

    fn start_heading(
        &mut self,
        level: u8,
        classes: &[CowStr<'_>],
        attributes: &[(CowStr<'_>, Option<CowStr<'_>>)],
    ) {
        self.close_label();
        self.fresh_line();
        self.heading = self.headings.next();
        let _ = write!(self.html, "<h{level}");
        if let Some(heading) = self.heading.filter(|_| !self.plain) {
            self.attribute("id", &heading.id);
        }
        if !classes.is_empty() {
            let classes: Vec<&str> = classes.iter().map(AsRef::as_ref).collect();
            self.attribute("class", &classes.join(" "));
        }
        for (name, value) in attributes {
            self.attribute(name, value.as_deref().unwrap_or_default());
        }
        self.html.push('>');
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        escape::attribute(&mut self.html, name);
        self.html.push_str("=\"");
        escape::attribute(&mut self.html, value);
        self.html.push('"');
    }

    fn end_heading(&mut self, level: u8) {
        if let Some(heading) = self.heading.take().filter(|_| !self.plain) {
            self.html.push_str(" <a class=\"anchor\" href=\"#");
            escape::address(&mut self.html, &heading.id);
            self.html.push_str("\" aria-label=\"");
            escape::attribute(&mut self.html, self.options.labels.permalink);
            self.html.push(' ');
            escape::attribute(&mut self.html, &heading.text);
            self.html.push_str("\"><span aria-hidden=\"true\">#</span></a>");
        }
        let _ = writeln!(self.html, "</h{level}>");
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
        self.close_label();
        self.fresh_line();
        if let CodeBlockKind::Fenced(_) = kind {
            self.block = Block::Example;
            if let Some(example) = self.examples.next() {
                let html = (self.options.code)(example);
                if matches!(self.containers.last(), Some((Kind::CodeGroup, _))) {
                    let label = example.fence.display.title.as_deref();
                    let label = label.unwrap_or(&example.fence.lang).replace('\\', "\\\\");
                    let end = block::tab(&mut self.html, &label, "");
                    self.html.push_str(&html);
                    self.html.push_str(end);
                } else {
                    self.html.push_str(&html);
                }
            }
        } else {
            self.html.push_str("<pre><code>");
        }
    }

    fn end_html(&mut self) {
        let Block::Html(html) = std::mem::replace(&mut self.block, Block::Text) else { return };
        if proof_attributes(&html).is_none() {
            self.raw(&html);
        }
    }

    fn raw(&mut self, html: &str) {
        match (self.options.html)(html) {
            Some(html) => self.html.push_str(&html),
            None => self.html.push_str(html),
        }
    }

    fn start_link(&mut self, email: bool, target: &str, title: &str) {
        if !self.plain && !email && Scheme::of(target).is_code() {
            self.html.push_str("<a>");
            return;
        }
        self.html.push_str("<a href=\"");
        if email {
            self.html.push_str("mailto:");
        }
        let target = self.leads_to(target, email);
        escape::address(&mut self.html, &target);
        self.html.push('"');
        if !title.is_empty() {
            self.attribute("title", title);
        }
        if !self.plain && tags::is_external(&target) {
            self.html.push_str(" rel=\"noopener\"");
        }
        self.html.push('>');
    }

    fn leads_to(&self, target: &str, email: bool) -> String {
        let rewritten = if email { None } else { (self.options.link)(target) };
        rewritten.unwrap_or_else(|| target.to_owned())
    }

    fn start_image(&mut self, target: &str, title: &str) {
        // Two images in a paragraph are no figure.
        if self.lone.as_ref().is_some_and(|lone| lone.image.is_some()) {
            self.lone = None;
        }
        self.open_image(target, title);
    }

    fn open_image(&mut self, target: &str, title: &str) {
        let (target, title) = (target.to_owned(), title.to_owned());
        self.images.push(OpenImage { target, title, alt: String::new() });
    }

    /// Takes an event inside an image.
    fn alternative_text(&mut self, event: Event<'_>) {
        let words = match &event {
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                return self.open_image(dest_url, title);
            }
            Event::End(TagEnd::Image) => {
                let image = self.images.pop();
                if self.images.is_empty() {
                    self.pending = image;
                } else if let (Some(inner), Some(outer)) = (image, self.images.last_mut()) {
                    outer.alt.push_str(&inner.alt);
                }
                return;
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.formulas.next();
                text
            }
            Event::Text(text) | Event::Code(text) => text,
            Event::SoftBreak | Event::HardBreak => " ",
            _ => return,
        };
        if let Some(image) = self.images.last_mut() {
            image.alt.push_str(words);
        }
    }

    /// Writes the image that waits, now that its attributes are known.
    fn end_image(&mut self, attributes: Option<&str>) {
        let Some(image) = self.pending.take() else { return };
        if self.plain {
            return image::plain(&mut self.html, &image, self.options);
        }
        let (attributes, _) = attributes::attributes(attributes.unwrap_or_default());
        let first = !std::mem::replace(&mut self.has_image, true);
        let start = self.html.len();
        image::write(&mut self.html, &image, &attributes, self.options, first);
        if let Some(lone) = &mut self.lone {
            lone.image = Some((start, image.title));
        }
    }

    fn task(&mut self, done: bool) {
        let checked = if done { " checked=\"\"" } else { "" };
        let input = format!("<input disabled=\"\" type=\"checkbox\"{checked} />");
        if self.plain {
            self.html.push_str(&input);
            self.html.push('\n');
            return;
        }
        // The item was opened just before, so this moves a few bytes.
        if let Some(item) = self.html.rfind("<li>") {
            self.html.insert_str(item + "<li".len(), " class=\"task\"");
        }
        self.html.push_str("<label>");
        self.html.push_str(&input);
        self.html.push(' ');
        self.label_open = true;
    }

    /// A label ends with the first line of its task: it may hold no block.
    fn close_label(&mut self) {
        if std::mem::take(&mut self.label_open) {
            self.html.push_str("</label>");
        }
    }
}
