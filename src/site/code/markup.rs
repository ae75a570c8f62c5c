//! Work on the HTML of one line of code by columns: characters of its text, elements apart.
//!
//! The HTML is what `highlight` makes: text, entities and `<span class="…">` that never cross a
//! line.

use std::ops::Range;

/// What is put around a range of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Emphasis {
    /// What a finding is about.
    Finding,
    /// Marked by the writer: seen, added, removed.
    Word,
    Inserted,
    Deleted,
}

impl Emphasis {
    fn tags(self) -> (&'static str, &'static str) {
        match self {
            Self::Finding => ("<mark>", "</mark>"),
            Self::Word => ("<mark class=\"word\">", "</mark>"),
            Self::Inserted => ("<ins>", "</ins>"),
            Self::Deleted => ("<del>", "</del>"),
        }
    }
}

/// A tag, an entity or a character of a line's HTML.
enum Piece<'h> {
    Tag(&'h str),
    Text(&'h str),
}

fn pieces(html: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = match first {
            '<' => rest.find('>').map(|at| at + 1),
            '&' => rest.find(';').map(|at| at + 1),
            _ => None,
        };
        let (piece, after) = rest.split_at(end.unwrap_or(first.len_utf8()));
        rest = after;
        Some(if first == '<' { Piece::Tag(piece) } else { Piece::Text(piece) })
    })
}

/// Puts elements around ranges of characters of a line's text, whatever elements cross them. Where
/// two ranges meet, the first of them has the characters they share.
pub(super) fn marked(html: &str, ranges: &[(Range<usize>, Emphasis)]) -> String {
    if ranges.is_empty() {
        return html.to_owned();
    }
    let mut out = String::with_capacity(html.len() + 32 * ranges.len());
    let (mut column, mut open): (usize, Option<Emphasis>) = (0, None);
    for piece in pieces(html) {
        let (within, piece, step) = match piece {
            Piece::Tag(tag) => (None, tag, 0),
            Piece::Text(text) => {
                let found = ranges.iter().find(|(range, _)| range.contains(&column));
                (found.map(|(_, around)| *around), text, 1)
            }
        };
        if within != open {
            out.push_str(open.map_or("", |around| around.tags().1));
            out.push_str(within.map_or("", |around| around.tags().0));
            open = within;
        }
        out.push_str(piece);
        column += step;
    }
    out.push_str(open.map_or("", |around| around.tags().1));
    out
}

/// A line without the characters of a range, and without the elements that held nothing else.
pub(super) fn without(html: &str, range: &Range<usize>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut column = 0;
    for piece in pieces(html) {
        match piece {
            Piece::Tag(tag) if tag.starts_with("</") => {
                let last =
                    out.rfind('<').filter(|&at| out.ends_with('>') && !out[at..].starts_with("</"));
                match last {
                    Some(at) => out.truncate(at),
                    None => out.push_str(tag),
                }
            }
            Piece::Tag(tag) => out.push_str(tag),
            Piece::Text(text) => {
                if !range.contains(&column) {
                    out.push_str(text);
                }
                column += 1;
            }
        }
    }
    out
}

/// The text of a line.
pub(super) fn text_of(html: &str) -> String {
    let text = pieces(html).filter_map(|piece| match piece {
        Piece::Tag(_) => None,
        Piece::Text("&amp;") => Some("&"),
        Piece::Text("&lt;") => Some("<"),
        Piece::Text("&gt;") => Some(">"),
        Piece::Text("&quot;") => Some("\""),
        Piece::Text(other) => Some(other),
    });
    text.collect()
}

/// Whether a character of a line is coloured as a comment.
pub(super) fn is_comment(html: &str, wanted: usize) -> bool {
    let (mut column, mut comment) = (0, false);
    for piece in pieces(html) {
        match piece {
            Piece::Tag(tag) => comment = tag == "<span class=\"hl-c\">",
            Piece::Text(_) if column == wanted => return comment,
            Piece::Text(_) => column += 1,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "<i>ab</i>&lt;c";

    #[test]
    fn a_mark_never_crosses_an_element() {
        let finding = |range| marked(LINE, &[(range, Emphasis::Finding)]);
        assert_eq!(finding(1..3), "<i>a<mark>b</mark></i><mark>&lt;</mark>c");
        assert_eq!(finding(0..9), "<i><mark>ab</mark></i><mark>&lt;c</mark>");
        assert_eq!(finding(7..9), LINE);
    }

    #[test]
    fn of_two_marks_that_meet_the_first_counts() {
        let marks = [(1..3, Emphasis::Finding), (2..4, Emphasis::Word)];
        assert_eq!(marked("abcd", &marks), "a<mark>bc</mark><mark class=\"word\">d</mark>");
    }

    #[test]
    fn what_is_cut_takes_its_element_along() {
        let html = "x <span class=\"hl-c\"># &lt;1&gt;</span>";
        assert_eq!(without(html, &(1..9)), "x");
        assert_eq!(without(html, &(4..9)), "x <span class=\"hl-c\"># </span>");
        assert_eq!(text_of(html), "x # <1>");
        assert!(is_comment(html, 2) && !is_comment(html, 0));
    }
}
