//! Events into HTML, one pass, no recursion.

use std::fmt::Write;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

use super::footnote::Footnotes;
use super::table::Table;
use super::{RenderOptions, escape, tags};
use crate::markdown::example::proof_attributes;
use crate::markdown::{Document, Example, Heading, events};

/// Writes a document. `plain` leaves out all that CommonMark does not have.
pub(super) fn write(document: &Document, options: &RenderOptions<'_>, plain: bool) -> String {
    let mut writer = Writer {
        html: String::with_capacity(document.body.as_str().len() * 3 / 2),
        options,
        plain,
        examples: document.examples.iter(),
        headings: document.headings.iter(),
        heading: None,
        block: Block::Text,
        footnotes: Footnotes::default(),
        table: Table::default(),
        images: Vec::new(),
        label_open: false,
    };
    for (event, _) in events::events(document.body.as_str()) {
        writer.event(event);
    }
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
    html: String,
    options: &'a RenderOptions<'a>,
    plain: bool,
    examples: std::slice::Iter<'a, Example>,
    headings: std::slice::Iter<'a, Heading>,
    /// The heading that is open.
    heading: Option<&'a Heading>,
    block: Block,
    footnotes: Footnotes,
    table: Table,
    /// Titles of the images that are open; inside them only text counts, as alternative text.
    images: Vec<String>,
    /// Whether the label of a task is open.
    label_open: bool,
}

impl Writer<'_> {
    fn event(&mut self, event: Event<'_>) {
        if !self.images.is_empty() {
            return self.alternative_text(event);
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match self.block {
                Block::Example => {}
                _ => escape::text(&mut self.html, &text),
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
            // Not part of the dialect.
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                escape::text(&mut self.html, &text);
            }
        }
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
                self.html.push_str(&(self.options.code)(example));
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
        self.html.push_str("<img src=\"");
        let target = self.leads_to(target, false);
        escape::address(&mut self.html, &target);
        self.html.push_str("\" alt=\"");
        self.images.push(title.to_owned());
    }

    /// Takes an event inside an image.
    fn alternative_text(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Image { title, .. }) => self.images.push(title.to_string()),
            Event::End(TagEnd::Image) => {
                let title = self.images.pop().unwrap_or_default();
                if self.images.is_empty() {
                    self.end_image(&title);
                }
            }
            Event::Text(text) | Event::Code(text) => escape::attribute(&mut self.html, &text),
            Event::SoftBreak | Event::HardBreak => self.html.push(' '),
            _ => {}
        }
    }

    fn end_image(&mut self, title: &str) {
        self.html.push('"');
        if !title.is_empty() {
            self.attribute("title", title);
        }
        self.html.push_str(if self.plain {
            " />"
        } else {
            " loading=\"lazy\" decoding=\"async\" />"
        });
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
