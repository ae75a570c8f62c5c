//! What a site adds to the dialect, and what a page brings along that is already HTML.

use std::collections::BTreeMap;
use std::sync::Arc;

/// The parts of the dialect that a site turns on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Syntax {
    /// `$…$` and `$$…$$` are LaTeX.
    pub math: bool,
    /// `:rocket:` is a rocket.
    pub emoji: bool,
    /// Abbreviations of the whole site: short form to long form.
    pub abbreviations: Arc<BTreeMap<String, String>>,
}

/// HTML that stands for a stretch of the text: the output of a shortcode.
///
/// In the text there is a token in its place ([`Insert::INLINE`], [`Insert::BLOCK`]). A token is
/// known by where it stands, so that nobody can write one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insert {
    /// Where its token starts, in bytes of the body.
    pub at: usize,
    /// What stands there.
    pub html: Inserted,
}

/// What stands in the place of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inserted {
    /// All of it.
    Whole(String),
    /// What comes before a body that is Markdown, and what comes after it.
    Open {
        /// Before the body.
        before: String,
        /// After it.
        after: String,
    },
    /// The end of that body.
    Close,
}

impl Insert {
    /// A token that stands among words.
    pub const INLINE: &'static str = "<x-x>";
    /// A token that is alone on its line: it is a block.
    pub const BLOCK: &'static str = "<?x?>";
}
