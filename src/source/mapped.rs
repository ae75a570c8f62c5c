//! Text that knows where each of its bytes came from.

use super::{Location, SourceId, Span};

/// A text put together from pieces of source files.
///
/// A piece is either copied byte for byte, and then every offset in it maps exactly, or changed
/// on the way (a `\r\n` turned into `\n`, a tab expanded), and then it maps as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedText {
    text: String,
    pieces: Vec<Piece>,
    /// Where a position in empty text maps to.
    origin: Location,
}

/// One stretch of the text and the stretch of a file it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// Offset in the text.
    at: usize,
    /// Length in the text.
    len: usize,
    source: SourceId,
    span: Span,
}

impl Piece {
    /// Copied byte for byte, as far as the lengths tell.
    fn exact(&self) -> bool {
        self.len == self.span.len()
    }
}

impl MappedText {
    /// No text yet. `origin` is where positions map to while there is none.
    pub fn new(origin: Location) -> Self {
        Self { text: String::new(), pieces: Vec::new(), origin }
    }

    /// A stretch of a file, as it stands there. `text` is the file's whole text and `span` lies
    /// on character boundaries of it.
    pub fn of_source(source: SourceId, text: &str, span: Span) -> Self {
        let mut mapped = Self::new(Location { source, span: Span::at(span.start) });
        mapped.push(text.get(span.start..span.end).unwrap_or_default(), Location { source, span });
        mapped
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Adds text that stands for `from`.
    pub fn push(&mut self, text: &str, from: Location) {
        if text.is_empty() {
            return;
        }
        let piece =
            Piece { at: self.text.len(), len: text.len(), source: from.source, span: from.span };
        self.text.push_str(text);
        if let Some(last) = self.pieces.last_mut()
            && last.exact()
            && piece.exact()
            && last.source == piece.source
            && last.span.end == piece.span.start
        {
            last.len += piece.len;
            last.span.end = piece.span.end;
        } else {
            self.pieces.push(piece);
        }
    }

    /// Adds `text`, which stands for the range `span` of another mapped text. Where the two are
    /// equal the mapping stays exact, through all the pieces of `other`; otherwise `text` maps
    /// to the range as a whole.
    pub fn push_mapped(&mut self, text: &str, other: &Self, span: Span) {
        if other.text.get(span.start..span.end) != Some(text) {
            self.push(text, other.locate(span));
            return;
        }
        for piece in other.pieces_in(span) {
            let start = piece.at.max(span.start);
            let end = (piece.at + piece.len).min(span.end);
            let Some(part) = other.text.get(start..end) else { continue };
            let from = if piece.exact() {
                let from = piece.span.start + (start - piece.at);
                Span::new(from, from + (end - start))
            } else {
                piece.span
            };
            self.push(part, Location { source: piece.source, span: from });
        }
    }

    /// Adds all of another mapped text.
    pub fn append(&mut self, other: &Self) {
        self.push_mapped(&other.text, other, Span::new(0, other.text.len()));
    }

    /// The files it is put together from, some more than once.
    pub fn sources(&self) -> impl Iterator<Item = SourceId> + '_ {
        self.pieces.iter().map(|piece| piece.source)
    }

    /// Where a range of the text came from. A range over pieces of several files is cut to the
    /// file it starts in.
    pub fn locate(&self, span: Span) -> Location {
        let Some(first) = self.piece_at(span.start) else { return self.origin };
        let start = first.offset(span.start);
        if span.is_empty() {
            return Location { source: first.source, span: Span::at(start) };
        }
        let mut end = first.end_offset(span.end);
        for piece in self.pieces_in(span) {
            if piece.source != first.source || piece.span.end < end {
                break;
            }
            end = piece.end_offset(span.end);
        }
        Location { source: first.source, span: Span::new(start, end.max(start)) }
    }

    /// The piece that holds `offset`; at a border the one that starts there; past the end the
    /// last one.
    fn piece_at(&self, offset: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.at <= offset);
        self.pieces.get(after.saturating_sub(1))
    }

    fn pieces_in(&self, span: Span) -> impl Iterator<Item = &Piece> {
        let first = self.pieces.partition_point(|piece| piece.at + piece.len <= span.start);
        self.pieces[first..].iter().take_while(move |piece| piece.at < span.end)
    }
}

impl Piece {
    /// The original offset of an offset in this piece, or at its end.
    fn offset(&self, offset: usize) -> usize {
        let within = offset.saturating_sub(self.at);
        if within >= self.len {
            self.span.end
        } else if self.exact() {
            self.span.start + within
        } else {
            self.span.start
        }
    }

    /// The same for the end of a range, which covers a changed piece whole.
    fn end_offset(&self, offset: usize) -> usize {
        let within = offset.saturating_sub(self.at).min(self.len);
        if self.exact() { self.span.start + within } else { self.span.end }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Sources;
    use super::*;

    /// Two files; a text made of `b` of the first, `XY` (changed from `c`) and `2` of the second.
    fn mapped() -> (MappedText, SourceId, SourceId) {
        let mut sources = Sources::default();
        let first = sources.add("first", "abcd");
        let second = sources.add("second", "123");
        let mut text = MappedText::of_source(first, "abcd", Span::new(0, 2));
        text.push("XY", Location { source: first, span: Span::new(2, 3) });
        text.push("2", Location { source: second, span: Span::new(1, 2) });
        (text, first, second)
    }

    #[test]
    fn maps_copies_exactly_and_changes_whole() {
        let (text, first, second) = mapped();
        assert_eq!(text.as_str(), "abXY2");
        let at = |start, end| text.locate(Span::new(start, end));
        assert_eq!(at(1, 2), Location { source: first, span: Span::new(1, 2) });
        assert_eq!(at(3, 4), Location { source: first, span: Span::new(2, 3) });
        assert_eq!(at(1, 4), Location { source: first, span: Span::new(1, 3) });
        assert_eq!(at(4, 5), Location { source: second, span: Span::new(1, 2) });
        assert_eq!(at(5, 5), Location { source: second, span: Span::at(2) });
    }

    #[test]
    fn a_range_over_two_files_stays_in_the_first() {
        let (text, first, _) = mapped();
        assert_eq!(text.locate(Span::new(0, 5)), Location { source: first, span: Span::new(0, 3) });
    }

    #[test]
    fn maps_through_two_layers() {
        let (inner, first, second) = mapped();
        let mut outer = MappedText::new(Location { source: first, span: Span::at(0) });
        outer.push_mapped("bXY2", &inner, Span::new(1, 5));
        assert_eq!(outer.as_str(), "bXY2");
        assert_eq!(outer.locate(Span::new(0, 1)).span, Span::new(1, 2));
        assert_eq!(
            outer.locate(Span::new(3, 4)),
            Location { source: second, span: Span::new(1, 2) }
        );
    }

    #[test]
    fn empty_text_maps_to_its_origin() {
        let (_, first, _) = mapped();
        let origin = Location { source: first, span: Span::at(4) };
        assert_eq!(MappedText::new(origin).locate(Span::at(0)), origin);
    }
}
