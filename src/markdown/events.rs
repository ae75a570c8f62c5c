//! The one place where Markdown is parsed: which dialect, and what an undefined reference is.

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, OffsetIter, Options, Parser};

use crate::source::Span;

/// An event and the bytes of the text it stands for.
pub(super) type Spanned<'a> = (Event<'a>, Span);

/// A reference to nothing: its label and where it stands.
pub(super) struct UndefinedReference {
    pub(super) label: String,
    pub(super) span: Span,
    /// Whether it is `[^note]`.
    pub(super) is_footnote: bool,
}

fn dialect() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
}

/// The length of a byte order mark at the start of a text.
fn mark_len(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// The parser of a text, with the bytes that it does not see at the start: add them to its offsets.
pub(super) fn parser(text: &str) -> (usize, OffsetIter<'_>) {
    let skipped = mark_len(text);
    (skipped, Parser::new_ext(&text[skipped..], dialect()).into_offset_iter())
}

/// The events of a text.
pub(super) fn events(text: &str) -> impl Iterator<Item = Spanned<'_>> {
    let skipped = mark_len(text);
    let parser = Parser::new_ext(&text[skipped..], dialect());
    parser
        .into_offset_iter()
        .map(move |(event, range)| (event, Span::new(range.start + skipped, range.end + skipped)))
}

/// Calls `visit` with every event, and tells which references led nowhere.
pub(super) fn visit<'a>(
    text: &'a str,
    mut visit: impl FnMut(Event<'a>, Span),
) -> Vec<UndefinedReference> {
    let skipped = mark_len(text);
    let mut undefined = Vec::new();
    let mut on_broken = |link: BrokenLink<'a>| -> Option<(CowStr<'a>, CowStr<'a>)> {
        let span = Span::new(link.span.start + skipped, link.span.end + skipped);
        let is_footnote = is_footnote(&link);
        if is_footnote || is_reference(text, &link, span) {
            let label = link.reference.to_string();
            undefined.push(UndefinedReference { label, span, is_footnote });
        }
        None
    };
    let callback = Some(&mut on_broken);
    let parser = Parser::new_with_broken_link_callback(&text[skipped..], dialect(), callback);
    for (event, range) in parser.into_offset_iter() {
        visit(event, Span::new(range.start + skipped, range.end + skipped));
    }
    undefined
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
