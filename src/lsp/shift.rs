//! Where a place of an older text is in a newer one, as far as that can be told: what was changed
//! lies between what both begin and end with.

use crate::source::Span;

/// The one stretch in which two texts differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Where they begin to differ.
    start: usize,
    /// Where the difference ends in the older text.
    old_end: usize,
    /// Where it ends in the newer one.
    new_end: usize,
}

impl Shift {
    /// From an older text to a newer one.
    pub fn between(old: &str, new: &str) -> Self {
        let (old, new) = (old.as_bytes(), new.as_bytes());
        let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let (old_rest, new_rest) = (&old[start..], &new[start..]);
        let same = old_rest.iter().rev().zip(new_rest.iter().rev());
        let tail = same.take_while(|(a, b)| a == b).count();
        Self { start, old_end: old.len() - tail, new_end: new.len() - tail }
    }

    /// The place in the newer text; none for one that was changed.
    pub fn span(self, span: Span) -> Option<Span> {
        // The same text, or a place before the change.
        if span.end <= self.start {
            return Some(span);
        }
        let moved = |at: usize| at - self.old_end + self.new_end;
        (span.start >= self.old_end).then(|| Span::new(moved(span.start), moved(span.end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_move_with_what_is_put_in_before_them() {
        let shift = Shift::between("one two three", "one 2 and three");
        let at = |start, end| shift.span(Span::new(start, end)).map(|span| (span.start, span.end));
        assert_eq!(at(0, 3), Some((0, 3)));
        assert_eq!(at(8, 13), Some((10, 15)));
        assert_eq!(at(4, 7), None);
        assert_eq!(at(0, 13), None);
    }

    #[test]
    fn the_same_text_keeps_every_place() {
        let shift = Shift::between("aaaa", "aaaa");
        assert_eq!(shift.span(Span::new(0, 4)), Some(Span::new(0, 4)));
        let doubled = Shift::between("aa", "aaaa");
        assert_eq!(doubled.span(Span::new(0, 2)), Some(Span::new(0, 2)));
    }
}
