//! A list as a tree of files.
//!
//! The first word of an item is the file's name, the rest a remark; a name in `**` is the one the
//! text is about; what ends with `/` or holds other items is a folder.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::escape;

/// A tree that is being read.
#[derive(Debug, Default)]
pub(super) struct Files {
    entries: Vec<Entry>,
    /// How many lists are open.
    depth: usize,
    in_strong: bool,
}

#[derive(Debug)]
struct Entry {
    depth: usize,
    name: String,
    remark: String,
    /// Whether the name is complete.
    named: bool,
    lit: bool,
}

impl Files {
    /// Takes an event that belongs to the tree; false for one that does not.
    pub(super) fn takes(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(Tag::List(_)) => self.depth += 1,
            Event::End(TagEnd::List(_)) => self.depth = self.depth.saturating_sub(1),
            Event::Start(Tag::Item) => self.entries.push(Entry {
                depth: self.depth,
                name: String::new(),
                remark: String::new(),
                named: false,
                lit: false,
            }),
            _ if self.depth == 0 => return false,
            Event::Start(Tag::Strong) => self.strong(true),
            Event::End(TagEnd::Strong) => self.strong(false),
            // `<name>.md` is a name as well.
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => {
                self.words(text.trim_end_matches('\n'), self.in_strong);
            }
            Event::Code(text) => self.words(text, true),
            Event::SoftBreak | Event::HardBreak => self.words(" ", false),
            Event::Start(Tag::Paragraph | Tag::Emphasis | Tag::Link { .. } | Tag::HtmlBlock)
            | Event::End(
                TagEnd::Item
                | TagEnd::Paragraph
                | TagEnd::Emphasis
                | TagEnd::Link
                | TagEnd::HtmlBlock,
            ) => {}
            _ => return false,
        }
        true
    }

    fn strong(&mut self, on: bool) {
        self.in_strong = on;
        if let Some(entry) = self.entries.last_mut()
            && (!on || entry.name.is_empty())
        {
            entry.lit |= on && !entry.named;
            entry.named |= !on;
        }
    }

    /// Words of an item; `whole` where all of them are one name.
    fn words(&mut self, words: &str, whole: bool) {
        let Some(entry) = self.entries.last_mut() else { return };
        if entry.named {
            entry.remark.push_str(words);
        } else if whole {
            entry.name.push_str(words);
        } else if let Some((name, remark)) = words.split_once(char::is_whitespace) {
            entry.name.push_str(name);
            entry.remark.push_str(remark);
            entry.named = true;
        } else {
            entry.name.push_str(words);
        }
    }

    /// Adds the tree.
    pub(super) fn write(&self, html: &mut String) {
        let mut depth = 0;
        for (at, entry) in self.entries.iter().enumerate() {
            let next = self.entries.get(at + 1).map_or(0, |next| next.depth);
            while depth < entry.depth {
                html.push_str("<ul>\n");
                depth += 1;
            }
            entry.write(html, next > entry.depth);
            while depth > next {
                depth -= 1;
                html.push_str("</ul>\n");
                // The item that holds this list ends with it.
                if depth > 0 {
                    html.push_str("</li>\n");
                }
            }
        }
    }
}

impl Entry {
    fn write(&self, html: &mut String, holds_more: bool) {
        let folder = holds_more || self.name.ends_with('/');
        html.push_str(if folder { "<li class=\"folder\">" } else { "<li>" });
        let class = if self.lit { "file file-lit" } else { "file" };
        html.push_str("<span class=\"");
        html.push_str(class);
        html.push_str("\">");
        escape::text(html, &self.name);
        html.push_str("</span>");
        if !self.remark.trim().is_empty() {
            html.push_str(" <span class=\"file-remark\">");
            escape::text(html, self.remark.trim());
            html.push_str("</span>");
        }
        html.push_str(if holds_more { "\n" } else { "</li>\n" });
    }
}
