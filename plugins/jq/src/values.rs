//! The JSON values of an input that may hold several, piece by piece, with the number of lines that
//! jq has read by then. Whether a piece is valid is for the JSON reader to say.

/// One piece of the input.
pub(crate) struct Piece<'i> {
    pub(crate) text: &'i [u8],
    /// Lines up to the end of the one that it ends in.
    pub(crate) lines: usize,
}

/// The pieces of an input.
pub(crate) fn values(bytes: &[u8]) -> impl Iterator<Item = Piece<'_>> {
    let (mut at, mut lines, mut counted) = (0, 0, 0);
    std::iter::from_fn(move || {
        let space = bytes.get(at..)?.iter().position(|byte| !byte.is_ascii_whitespace())?;
        let start = at + space;
        at = end(bytes, start);
        let line = bytes[at..].iter().position(|byte| *byte == b'\n');
        let read = line.map_or(bytes.len(), |line| at + line + 1).max(counted);
        lines += bytes[counted..read].iter().filter(|byte| **byte == b'\n').count();
        counted = read;
        Some(Piece { text: &bytes[start..at], lines })
    })
}

/// Where the value that starts at a byte ends, or seems to.
fn end(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = string(bytes, at + 1),
            b'[' | b'{' => {
                depth += 1;
                at += 1;
            }
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            _ if depth > 0 => {
                at += 1;
                continue;
            }
            _ => {
                let ends = |byte: &u8| byte.is_ascii_whitespace() || b"[]{}\",:".contains(byte);
                let length = bytes[at + 1..].iter().position(ends);
                return length.map_or(bytes.len(), |length| at + 1 + length);
            }
        }
        if depth == 0 {
            return at;
        }
    }
    bytes.len()
}

/// After the end of a string whose text starts at a byte.
fn string(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}
