//! A page, and the facts of all pages, as plugins get them.

use serde::{Deserialize, Serialize};

use super::CheckInput;
use crate::source::Span;

/// A page as a plugin gets it. Spans are in `source`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PageInput {
    /// Its path in the content folder.
    pub path: String,
    /// Its Markdown after the front matter, with includes put in.
    pub source: String,
    /// The front matter, as a JSON object.
    pub front_matter: String,
    /// Its headings, in order.
    pub headings: Vec<PageHeading>,
    /// Its links and images, in order.
    pub links: Vec<PageLink>,
    /// Its examples, in order, and where each stands.
    pub examples: Vec<(CheckInput, Span)>,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PageHeading {
    /// One to six.
    pub level: u8,
    /// Its text without markup.
    pub text: String,
    /// Its id in the page.
    pub anchor: String,
    /// Where it stands.
    pub span: Span,
}

/// A link or an image.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PageLink {
    /// Where it leads, as written.
    pub href: String,
    /// Its text, or the text in place of the image.
    pub text: String,
    /// Whether it is an image.
    pub image: bool,
    /// Where it stands.
    pub span: Span,
}

/// The facts of all pages, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SiteInput {
    /// Paths in the content folder, sorted, with what the plugin said of each.
    pub pages: Vec<(String, Vec<u8>)>,
}
