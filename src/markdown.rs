//! Markdown: text into a [`Document`], and a document into HTML.
//!
//! Both ways are pure and neither can fail: what is odd in the text is a finding, and the rest
//! of the page is read all the same. This module knows nothing of files, plugins or themes.
//!
//! The dialect is CommonMark with tables, strikethrough, task lists, footnotes and alerts as
//! GitHub has them, `{#id .class}` on headings, definition lists, `:::` blocks, abbreviations,
//! and attributes of images. Formulas and emoji are there where a site wants them ([`Syntax`]).

mod abbreviation;
mod block;
mod document;
mod emoji;
mod events;
mod example;
mod heading;
pub mod html;
mod image;
mod mask;
mod math;
mod parse;
mod references;
mod slug;
mod syntax;
mod text;
mod walk;

pub use document::{Document, Example, Heading, Link, LinkKind};
pub use html::{Picture, PictureSource, RenderOptions, render};
pub use parse::{parse, parse_with};
pub use references::{References, Target, Unused, references};
pub use slug::slug;
pub use syntax::{Insert, Inserted, Syntax};
pub use text::{code_spans, plain_text};

/// A fence that nothing closes.
pub const UNCLOSED_FENCE: &str = "markdown/unclosed-fence";
/// `[text][label]` where nothing defines the label.
pub const UNDEFINED_REFERENCE: &str = "markdown/undefined-reference";
/// `[^note]` where nothing defines the note.
pub const UNDEFINED_FOOTNOTE: &str = "markdown/undefined-footnote";
/// `{#id}` given to two headings.
pub const DUPLICATE_ID: &str = "markdown/duplicate-id";
/// `<!-- proof: … -->` with no fence after it.
pub const STRAY_PROOF_COMMENT: &str = "markdown/stray-proof-comment";
/// A `:::` block that is called like none there is.
pub const UNKNOWN_BLOCK: &str = "markdown/unknown-block";
/// A `:::` block that nothing ends.
pub const UNCLOSED_BLOCK: &str = "markdown/unclosed-block";
/// The end of a block that did not begin, or a part of one without the whole.
pub const STRAY_BLOCK: &str = "markdown/stray-block";
/// LaTeX that cannot be read.
pub const BAD_MATH: &str = "markdown/bad-math";
/// An attribute that images do not have.
pub const IMAGE_ATTRIBUTE: &str = "markdown/image-attribute";
