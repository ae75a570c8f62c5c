//! The parser counts characters; spans are bytes.

/// Turns character indexes of a text into byte offsets.
pub(super) struct Offsets {
    /// The offset of each character; empty where characters and bytes are the same.
    starts: Vec<usize>,
    length: usize,
}

impl Offsets {
    pub(super) fn new(source: &str) -> Self {
        let starts = if source.is_ascii() {
            Vec::new()
        } else {
            source.char_indices().map(|(offset, _)| offset).collect()
        };
        Self { starts, length: source.len() }
    }

    /// The byte offset of a character; the end of the text for one beyond it.
    pub(super) fn byte(&self, index: usize) -> usize {
        if self.starts.is_empty() {
            return index.min(self.length);
        }
        self.starts.get(index).copied().unwrap_or(self.length)
    }
}
