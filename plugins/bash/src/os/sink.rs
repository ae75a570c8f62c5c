//! Where standard output and error end up: chunks in the order they were written.

/// Bytes a run may write.
const LIMIT: usize = 1 << 20;

/// Which stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    Out,
    Err,
}

/// What was written.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    chunks: Vec<(Stream, Vec<u8>)>,
    total: usize,
    /// What is written is dropped, as in a prelude.
    pub(crate) muted: bool,
}

impl Sink {
    /// Takes bytes in; `false` where that is too many.
    pub(super) fn write(&mut self, to: Stream, bytes: &[u8]) -> bool {
        let room = LIMIT - self.total;
        let kept = &bytes[..bytes.len().min(room)];
        self.total += kept.len();
        if !self.muted && !kept.is_empty() {
            match self.chunks.last_mut() {
                Some((stream, chunk)) if *stream == to => chunk.extend_from_slice(kept),
                _ => self.chunks.push((to, kept.to_vec())),
            }
        }
        kept.len() == bytes.len()
    }

    /// What was written since the last time.
    pub(crate) fn take(&mut self) -> Vec<(Stream, Vec<u8>)> {
        std::mem::take(&mut self.chunks)
    }

    /// Counts from 0 again, after a prelude.
    pub(crate) fn reset(&mut self) {
        self.total = 0;
        self.chunks.clear();
    }
}
