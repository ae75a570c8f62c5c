//! Markdown without the marks.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events;

/// What a reader would say if they read the text aloud: words and code, no marks, no HTML, no
/// code blocks; blocks are separated by a space.
pub fn plain_text(markdown: &str) -> String {
    let mut text = PlainText::default();
    let mut hidden = 0_usize;
    for (event, _) in events::events(markdown) {
        match &event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) => hidden += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => hidden = hidden.saturating_sub(1),
            Event::End(tag) if is_block(*tag) => text.space(),
            event if hidden == 0 => text.event(event),
            _ => {}
        }
    }
    text.finish()
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
            Event::Text(text) | Event::Code(text) => self.words(text),
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
