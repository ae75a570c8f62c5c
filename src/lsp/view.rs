//! A file at hand: its text as it is in the editor, and the index of the site it belongs to.

use lsp_types::{Position, Range};

use super::index::Index;
use super::position::{Encoding, Lines};
use crate::markdown::{self, Document, Example};
use crate::source::{MappedText, Sources, Span};

/// What a feature looks at.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The site, as it was last read.
    pub index: &'a Index,
    /// The file, from the site's root.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
    /// What columns are counted in.
    pub encoding: Encoding,
    /// Whether the editor fills in snippets.
    pub snippets: bool,
}

impl<'a> View<'a> {
    /// The lines of the text.
    pub fn lines(&self) -> Lines<'a> {
        Lines::new(self.text, self.encoding)
    }

    /// The offset of a position.
    pub fn offset(&self, position: Position) -> usize {
        self.lines().offset(position)
    }

    /// The range of a span.
    pub fn range(&self, span: Span) -> Range {
        self.lines().range(span)
    }

    /// The path of the page the file is, below the content folder; none for any other file.
    pub fn page_path(&self) -> Option<&'a str> {
        self.index.page_path(self.path)
    }

    /// The text as a page.
    pub fn page(&self) -> OpenPage<'a> {
        OpenPage::read(self)
    }
}

/// The block on top of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Front {
    /// Whether it is YAML; TOML otherwise.
    pub yaml: bool,
    /// What stands between its first and its last line; up to the end where it is not closed yet.
    pub inner: Span,
    /// Where the Markdown starts.
    pub end: usize,
}

impl Front {
    /// The block of a text, if it begins with one.
    pub fn of(text: &str) -> Option<Self> {
        let start = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
        let first = text[start..].split_inclusive('\n').next()?;
        let fence = first.trim_end();
        if !matches!(fence, "+++" | "---") || !first.ends_with('\n') {
            return None;
        }
        let yaml = fence == "---";
        let inner = start + first.len();
        let mut at = inner;
        for line in text[inner..].split_inclusive('\n') {
            if line.trim_end() == fence {
                let inner = Span::new(inner, at);
                return Some(Self { yaml, inner, end: at + line.len() });
            }
            // A thematic break begins no block: its first line is blank or no key.
            let is_key = line.contains([':', '=', '#', '-']) || line.starts_with([' ', '\t', ']']);
            if yaml && at == inner && !is_key && line.trim().contains(' ') {
                return None;
            }
            at += line.len();
        }
        Some(Self { yaml, inner: Span::new(inner, text.len()), end: text.len() })
    }
}

/// A page as it is in the editor, read without what it includes.
pub struct OpenPage<'a> {
    /// Its front matter.
    pub front: Option<Front>,
    /// Its Markdown.
    pub document: Document,
    text: &'a str,
}

impl<'a> OpenPage<'a> {
    fn read(view: &View<'a>) -> Self {
        let text = view.text;
        let front = Front::of(text);
        let start = front.map_or(0, |front| front.end);
        let source = Sources::default().add(view.path, "");
        let body = MappedText::of_source(source, text, Span::new(start, text.len()));
        let (document, _) = markdown::parse_with(&body, &view.index.syntax, Vec::new());
        Self { front, document, text }
    }

    /// Whether an offset is in the front matter, its first and last line apart.
    pub fn in_front(&self, offset: usize) -> Option<Front> {
        self.front.filter(|front| (front.inner.start..=front.inner.end).contains(&offset))
    }

    /// The example whose opening fence holds an offset.
    pub fn fence_at(&self, offset: usize) -> Option<&Example> {
        let holds = |example: &&Example| {
            let span = example.opening.span;
            // The line may have spaces at its end, behind which an attribute is about to come.
            let rest = self.text.get(span.end..).unwrap_or_default();
            let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            (span.start..=span.end + spaces).contains(&offset)
        };
        self.document.examples.iter().find(holds)
    }

    /// The example whose block holds an offset, its first line apart.
    pub fn example_at(&self, offset: usize) -> Option<&Example> {
        let body = &self.document.body;
        self.document.examples.iter().find(|example| {
            let span = body.locate(example.span).span;
            (span.start..span.end).contains(&offset) && offset > example.opening.span.end
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_found_while_it_is_written() {
        let inner = |text: &'static str| {
            Front::of(text).map(|front| &text[front.inner.start..front.inner.end])
        };
        assert_eq!(inner("+++\ntitle = 1\n+++\nx"), Some("title = 1\n"));
        assert_eq!(inner("\u{feff}---\r\na: 1\r\n---\r\n"), Some("a: 1\r\n"));
        assert_eq!(inner("+++\nti"), Some("ti"));
        assert_eq!(inner("---\nti"), Some("ti"));
        assert_eq!(inner("---\nSome words of a page.\n"), None);
        assert_eq!(inner("# Title\n"), None);
        assert_eq!(inner(""), None);
    }
}
