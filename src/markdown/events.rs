//! The one place where Markdown is parsed: which dialect, and what an undefined reference is.
//!
//! The parser sees the text with covers on ([`super::mask`]); what it says of it goes through
//! [`super::walk`], which takes them off again and adds the steps CommonMark does not have.

use std::borrow::Cow;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, OffsetIter, Options, Parser};

use super::block::Block;
use super::mask;
use super::syntax::{Insert, Syntax};
use super::walk::Walk;
use crate::source::Span;

/// One step through a text.
#[derive(Clone, Debug)]
pub(super) enum Step<'a> {
    /// What CommonMark has.
    Event(Event<'a>),
    /// A `:::` block begins.
    Open(Block<'a>),
    /// The innermost open one ends.
    Close,
    /// HTML of a shortcode: all of it, or what comes before or after a body.
    Insert(&'a str),
    /// What stands in the braces after an image.
    Attributes(&'a str),
    /// An abbreviation of this page: short form, long form.
    Abbreviation(&'a str, &'a str),
}

/// What is odd in how a text is put together.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) rule: &'static str,
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: String,
}

/// A reference to nothing: its label and where it stands.
#[derive(Debug)]
pub(super) struct UndefinedReference {
    pub(super) label: String,
    pub(super) span: Span,
    /// Whether it is `[^note]`.
    pub(super) is_footnote: bool,
}

/// What was noticed on the way.
#[derive(Debug)]
pub(super) struct Noticed {
    pub(super) undefined: Vec<UndefinedReference>,
    pub(super) problems: Vec<Problem>,
}

fn dialect(syntax: &Syntax) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST;
    options.set(Options::ENABLE_MATH, syntax.math);
    options
}

/// The length of a byte order mark at the start of a text.
fn mark_len(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// The text as the parser sees it: every offset is the same.
pub(super) fn covered(text: &str) -> Cow<'_, str> {
    mask::cover(text).0
}

/// The parser of a [`covered`] text, with the bytes that it does not see at the start: add them to
/// its offsets.
pub(super) fn parser<'a>(covered: &'a str, syntax: &Syntax) -> (usize, OffsetIter<'a>) {
    let skipped = mark_len(covered);
    (skipped, Parser::new_ext(&covered[skipped..], dialect(syntax)).into_offset_iter())
}

/// Goes through a text in the plain dialect, with nothing put in.
pub(super) fn visit_plain(text: &str, mut visit: impl FnMut(Step<'_>, Span)) {
    self::visit(text, &Syntax::default(), &[], &mut visit);
}

/// Calls `visit` with every step and the bytes of the text it stands for. `inserts` are sorted
/// by where they stand.
pub(super) fn visit(
    text: &str,
    syntax: &Syntax,
    inserts: &[Insert],
    visit: &mut dyn FnMut(Step<'_>, Span),
) -> Noticed {
    let skipped = mark_len(text);
    let (covered, masks) = mask::cover(text);
    let mut undefined = Vec::new();
    let mut on_broken = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        let span = Span::new(link.span.start + skipped, link.span.end + skipped);
        let is_footnote = is_footnote(&link);
        if is_footnote || is_reference(text, &link, span) {
            let label = link.reference.to_string();
            undefined.push(UndefinedReference { label, span, is_footnote });
        }
        None
    };
    let callback = Some(&mut on_broken);
    let options = dialect(syntax);
    let parser = Parser::new_with_broken_link_callback(&covered[skipped..], options, callback);
    let mut walk = Walk::new(text, &masks, inserts, syntax.emoji, visit);
    for (event, range) in parser.into_offset_iter() {
        walk.event(event, Span::new(range.start + skipped, range.end + skipped));
    }
    let problems = walk.finish();
    Noticed { undefined, problems }
}

/// Whether brackets that lead nowhere were meant as a footnote: `[^1]`, `[^a-note]`. What has other
/// signs in it is more likely an expression: `[^a-z0-9_]`, `[^/]+`.
fn is_footnote(link: &BrokenLink<'_>) -> bool {
    let name = link.reference.strip_prefix('^').unwrap_or_default();
    let mut letters = name.chars();
    link.link_type == LinkType::Shortcut
        && letters.next().is_some_and(char::is_alphanumeric)
        && letters.all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | ' '))
        && name != "a-z"
        && name != "A-Z"
        && name != "0-9"
}

/// Whether brackets that lead nowhere were meant as a reference. `[text]` alone is more often
/// just brackets, and so is `a[0][1]`, where the first bracket follows a word.
fn is_reference(text: &str, link: &BrokenLink<'_>, span: Span) -> bool {
    let full = matches!(link.link_type, LinkType::Reference | LinkType::Collapsed);
    let before = text[..span.start].chars().next_back();
    let indexes = before.is_some_and(|c| c.is_alphanumeric() || "_])".contains(c));
    full && !indexes && !link.reference.trim().is_empty() && !link.reference.starts_with('^')
}
