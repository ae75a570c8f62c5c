//! A line of `redis-cli` as the words of a command.

use crate::reply::Bytes;

/// A word and where it stands in its line, quotes included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it says, escapes undone.
    pub bytes: Bytes,
    /// The offset of its first byte in the line.
    pub start: usize,
    /// The offset after its last byte.
    pub end: usize,
}

/// Splits a line. None where a quote is not closed, or something follows a closing one: `redis-cli`
/// then says `Invalid argument(s)`.
pub fn split(line: &str) -> Option<Vec<Word>> {
    let bytes = line.as_bytes();
    let mut words = Vec::new();
    let mut at = 0;
    loop {
        while bytes.get(at).is_some_and(|b| is_space(*b)) {
            at += 1;
        }
        if bytes.get(at).is_none_or(|b| *b == 0) {
            return Some(words);
        }
        let start = at;
        let mut word = Bytes::new();
        while let Some(&byte) = bytes.get(at).filter(|b| !is_space(**b) && **b != 0) {
            at = match byte {
                b'"' => double(bytes, at + 1, &mut word)?,
                b'\'' => single(bytes, at + 1, &mut word)?,
                other => {
                    word.push(other);
                    at + 1
                }
            };
        }
        words.push(Word { bytes: word, start, end: at });
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)
}

/// Reads up to the closing quote, after which a word has to end.
fn double(bytes: &[u8], mut at: usize, word: &mut Bytes) -> Option<usize> {
    loop {
        match bytes.get(at..)? {
            [b'\\', b'x', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                word.push(hex(*high) << 4 | hex(*low));
                at += 4;
            }
            [b'\\', escaped, ..] => {
                word.push(match escaped {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 8,
                    b'a' => 7,
                    other => *other,
                });
                at += 2;
            }
            [b'"', rest @ ..] => return closed(rest).then_some(at + 1),
            [byte, ..] => {
                word.push(*byte);
                at += 1;
            }
            [] => return None,
        }
    }
}

fn single(bytes: &[u8], mut at: usize, word: &mut Bytes) -> Option<usize> {
    loop {
        match bytes.get(at..)? {
            [b'\\', b'\'', ..] => {
                word.push(b'\'');
                at += 2;
            }
            [b'\'', rest @ ..] => return closed(rest).then_some(at + 1),
            [byte, ..] => {
                word.push(*byte);
                at += 1;
            }
            [] => return None,
        }
    }
}

fn closed(rest: &[u8]) -> bool {
    rest.first().is_none_or(|byte| is_space(*byte) || *byte == 0)
}

fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        _ => digit - b'A' + 10,
    }
}
