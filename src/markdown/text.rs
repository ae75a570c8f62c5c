//! Markdown without the marks.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events::{self, Step};
use super::syntax::Syntax;
use crate::source::Span;

/// What a reader would say if they read the text aloud: words and code, no marks, no HTML, no
/// code blocks; blocks are separated by a space.
pub fn plain_text(markdown: &str) -> String {
    let mut text = PlainText::default();
    let mut hidden = 0_usize;
    events::visit_plain(markdown, |step, _| {
        let Step::Event(event) = step else { return };
        match &event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) => hidden += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => hidden = hidden.saturating_sub(1),
            Event::End(tag) if is_block(*tag) => text.space(),
            event if hidden == 0 => text.event(event),
            _ => {}
        }
    });
    text.finish()
}

/// Where a text holds code, in fences, by indentation and among words, formulas and HTML comments:
/// where nothing else means anything. Sorted, and none within another.
pub fn code_spans(markdown: &str, syntax: &Syntax) -> Vec<Span> {
    let mut spans = Vec::new();
    events::visit(markdown, syntax, &[], &mut |step, span| match step {
        Step::Event(
            Event::Start(Tag::CodeBlock(_))
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_),
        ) => spans.push(span),
        Step::Event(Event::Html(html) | Event::InlineHtml(html)) if html.starts_with("<!--") => {
            spans.push(span);
        }
        _ => {}
    });
    spans
}

/// Whether a tag stands between words rather than inside them.
fn is_block(tag: TagEnd) -> bool {
    !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
}

/// Collects the words of inline events; runs of white space become one space.
#[derive(Debug, Default)]
pub(super) struct PlainText {
    text: String,
}

impl PlainText {
    /// Adds what an event says.
    pub(super) fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.words(text),
            Event::SoftBreak | Event::HardBreak => self.space(),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        for character in words.chars() {
            if character.is_whitespace() {
                self.space();
            } else {
                self.text.push(character);
            }
        }
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// The words.
    pub(super) fn finish(mut self) -> String {
        self.text.truncate(self.text.trim_end().len());
        self.text
    }
}
