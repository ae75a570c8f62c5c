//! What is known of a page once its Markdown is read.

use super::syntax::{Insert, Syntax};
use crate::fence::Fence;
use crate::source::{Location, MappedText, Span};

/// A page's Markdown, read.
#[derive(Clone, Debug)]
pub struct Document {
    /// The Markdown after the front matter, includes put in.
    pub body: MappedText,
    /// Every fenced code block, in order; indented code is not an example.
    pub examples: Vec<Example>,
    /// Every heading, in order.
    pub headings: Vec<Heading>,
    /// Every link and image, in order.
    pub links: Vec<Link>,
    /// The first paragraph as plain text, for descriptions where the front matter has none.
    pub summary: String,
    /// What the site adds to the dialect, and the page's own abbreviations.
    pub syntax: Syntax,
    /// HTML that stands in the text, by where it stands.
    pub inserts: Vec<Insert>,
    /// Every formula as HTML, in order.
    pub formulas: Vec<String>,
}

/// A fenced code block.
#[derive(Clone, Debug)]
pub struct Example {
    /// Position among the examples of its page, from zero.
    pub index: usize,
    /// The info string, parsed, with the attributes of a `<!-- proof: … -->` before it.
    pub fence: Fence,
    /// The text, with `\n` line ends, mapped to the files it came from.
    pub text: MappedText,
    /// The opening fence line, info string included.
    pub opening: Location,
    /// Where each of the fence's attributes stands, in the order of [`Fence::attributes`].
    pub attribute_locations: Vec<Location>,
    /// The whole block in bytes of [`Document::body`].
    pub span: Span,
    /// The text of the headings it stands under, outermost first.
    pub headings: Vec<String>,
}

impl Example {
    /// Where an attribute stands, the last of that name; the opening line if there is none.
    pub fn locate_attribute(&self, key: &str) -> Location {
        let attributes = self.fence.attributes.iter().zip(&self.attribute_locations);
        let found = attributes.rev().find(|(attribute, _)| attribute.key == key);
        found.map_or(self.opening, |(_, &location)| location)
    }
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// One to six.
    pub level: u8,
    /// Its text, without markup.
    pub text: String,
    /// Its text as inline HTML, for tables of contents.
    pub html: String,
    /// Its id in the page: `{#id}` as written, or made from the text, made unique.
    pub id: String,
    /// Where it stands.
    pub location: Location,
    /// The same in bytes of [`Document::body`].
    pub span: Span,
}

/// What a link does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// `[text](target)`, reference links and autolinks.
    Link,
    /// `![alt](target)`.
    Image,
}

/// A link or an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Link or image.
    pub kind: LinkKind,
    /// Where it leads, as written (references resolved).
    pub target: String,
    /// Its text without markup; that in place of an image.
    pub text: String,
    /// Where it stands.
    pub location: Location,
    /// The same in bytes of [`Document::body`].
    pub span: Span,
}

impl Document {
    /// A page without text.
    pub fn empty(body: MappedText) -> Self {
        Self {
            body,
            examples: Vec::new(),
            headings: Vec::new(),
            links: Vec::new(),
            summary: String::new(),
            syntax: Syntax::default(),
            inserts: Vec::new(),
            formulas: Vec::new(),
        }
    }
}
