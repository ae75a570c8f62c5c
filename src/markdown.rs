//! Markdown: text into a [`Document`], and a document into HTML.
//!
//! Both ways are pure and neither can fail: what is odd in the text is a finding, and the rest
//! of the page is read all the same. This module knows nothing of files, plugins or themes.
//!
//! The dialect is CommonMark with tables, strikethrough, task lists, footnotes and alerts as
//! GitHub has them, `{#id .class}` on headings, and definition lists.

mod document;
mod events;
mod example;
mod heading;
pub mod html;
mod parse;
mod references;
mod slug;
mod text;

pub use document::{Document, Example, Heading, Link, LinkKind};
pub use html::{RenderOptions, render};
pub use parse::parse;
pub use references::{References, Target, Unused, references};
pub use slug::slug;
pub use text::plain_text;

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
