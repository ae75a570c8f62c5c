//! The one place where Markdown is parsed: which dialect, and what an undefined reference is.

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser};

use crate::source::Span;

/// An event and the bytes of the text it stands for.
pub(super) type Spanned<'a> = (Event<'a>, Span);

/// A reference to nothing: its label and where it stands.
pub(super) struct UndefinedReference {
    pub(super) label: String,
    pub(super) span: Span,
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
        if is_reference(text, &link, span) {
            undefined.push(UndefinedReference { label: link.reference.to_string(), span });
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

/// Whether brackets that lead nowhere were meant as a reference. `[text]` alone is more often
/// just brackets, and so is `a[0][1]`, where the first bracket follows a word.
fn is_reference(text: &str, link: &BrokenLink<'_>, span: Span) -> bool {
    let full = matches!(link.link_type, LinkType::Reference | LinkType::Collapsed);
    let before = text[..span.start].chars().next_back();
    let indexes = before.is_some_and(|c| c.is_alphanumeric() || "_])".contains(c));
    full && !indexes && !link.reference.trim().is_empty() && !link.reference.starts_with('^')
}
