//! Offsets in bytes, as everything here has them, and positions as editors count them: lines from
//! zero, and columns in the units the two sides agreed on.

use std::borrow::Cow;

use lsp_types::{Position, PositionEncodingKind, Range};

use crate::source::Span;

/// What a column is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// Units of UTF-16: what everybody understands.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The best of those that an editor offers.
    pub fn choose(offered: &[PositionEncodingKind]) -> Self {
        if offered.contains(&PositionEncodingKind::UTF8) {
            Self::Utf8
        } else if offered.contains(&PositionEncodingKind::UTF16) || offered.is_empty() {
            Self::Utf16
        } else if offered.contains(&PositionEncodingKind::UTF32) {
            Self::Utf32
        } else {
            Self::Utf16
        }
    }

    /// Its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn units(self, character: char) -> usize {
        match self {
            Self::Utf8 => character.len_utf8(),
            Self::Utf16 => character.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// A text and where its lines start, for an editor that counts in some encoding.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Cow<'t, [usize]>,
    encoding: Encoding,
}

/// Where each line of a text starts.
pub fn starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let ends = bytes.iter().enumerate().filter(|&(at, byte)| {
        *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
    });
    std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
}

impl<'t> Lines<'t> {
    /// Finds the lines. `\n`, `\r\n` and `\r` end one.
    pub fn new(text: &'t str, encoding: Encoding) -> Self {
        Self { text, starts: Cow::Owned(starts(text)), encoding }
    }

    /// The lines of a text whose [`starts`] are known.
    pub fn over(text: &'t str, starts: &'t [usize], encoding: Encoding) -> Self {
        Self { text, starts: Cow::Borrowed(starts), encoding }
    }

    /// The offset of a position. One behind the end of its line is the end of that line, one
    /// behind the last line the end of the text, and one within a character its beginning.
    pub fn offset(&self, position: Position) -> usize {
        let line = usize::try_from(position.line).unwrap_or(usize::MAX);
        let Some(&start) = self.starts.get(line) else { return self.text.len() };
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let content = self.text[start..end].trim_end_matches(['\r', '\n']);
        let mut left = usize::try_from(position.character).unwrap_or(usize::MAX);
        for (at, character) in content.char_indices() {
            let units = self.encoding.units(character);
            if units > left {
                return start + at;
            }
            left -= units;
        }
        start + content.len()
    }

    /// The position of an offset; one past the end or within a character is moved back.
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= offset).saturating_sub(1);
        // `starts` begins with 0.
        let before = &self.text[self.starts[line]..offset];
        let units: usize = match self.encoding {
            Encoding::Utf8 => before.len(),
            encoding => before.chars().map(|character| encoding.units(character)).sum(),
        };
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Position::new(number(line), number(units))
    }

    /// The range of a span.
    pub fn range(&self, span: Span) -> Range {
        Range::new(self.position(span.start), self.position(span.end))
    }

    /// The span of a range. One that ends before it begins is empty.
    pub fn span(&self, range: Range) -> Span {
        let start = self.offset(range.start);
        Span::new(start, self.offset(range.end).max(start))
    }

    /// The line that holds an offset, without what ends it, and where it starts.
    pub fn line(&self, offset: usize) -> (usize, &'t str) {
        let offset = offset.min(self.text.len());
        let line = self.starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let start = self.starts[line];
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        (start, self.text[start..end].trim_end_matches(['\r', '\n']))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a𝄞é\r\n\rlast";

    #[test]
    fn there_and_back_in_every_encoding() {
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let lines = Lines::new(TEXT, encoding);
            for (offset, _) in TEXT.char_indices().filter(|(at, _)| *at != 8) {
                assert_eq!(lines.offset(lines.position(offset)), offset, "{encoding:?} {offset}");
            }
        }
    }

    #[test]
    fn columns_are_counted_in_units() {
        let column = |encoding, offset| Lines::new(TEXT, encoding).position(offset).character;
        assert_eq!(column(Encoding::Utf8, 7), 7);
        assert_eq!(column(Encoding::Utf16, 7), 4);
        assert_eq!(column(Encoding::Utf32, 7), 3);
        // Within the clef.
        assert_eq!(column(Encoding::Utf16, 3), 1);
    }

    #[test]
    fn what_is_outside_is_brought_in() {
        let lines = Lines::new(TEXT, Encoding::Utf16);
        let at = |line, character| lines.offset(Position::new(line, character));
        assert_eq!(at(0, 99), 7);
        // Half of the clef.
        assert_eq!(at(0, 2), 1);
        assert_eq!(at(1, 5), 9);
        assert_eq!(at(2, u32::MAX), TEXT.len());
        assert_eq!(at(u32::MAX, 0), TEXT.len());
    }

    #[test]
    fn the_best_of_what_is_offered() {
        let chosen = |names: &[&'static str]| {
            let offered: Vec<_> = names.iter().map(|&name| name.into()).collect();
            Encoding::choose(&offered)
        };
        assert_eq!(chosen(&["utf-16", "utf-8"]), Encoding::Utf8);
        assert_eq!(chosen(&[]), Encoding::Utf16);
        assert_eq!(chosen(&["utf-32"]), Encoding::Utf32);
        assert_eq!(chosen(&["utf-7"]), Encoding::Utf16);
    }
}
