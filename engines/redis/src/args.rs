//! The words of a command, read one after the other.

use crate::reply::{Bytes, NOT_FLOAT, NOT_INTEGER, NOT_POSITIVE, SYNTAX, Stop};
use crate::text::number;

/// Words still to be read.
#[derive(Clone, Debug)]
pub(crate) struct Args<'a> {
    words: &'a [Bytes],
}

impl<'a> Args<'a> {
    pub(crate) const fn new(words: &'a [Bytes]) -> Self {
        Self { words }
    }

    pub(crate) fn next(&mut self) -> Option<&'a Bytes> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(first)
    }

    /// The next word, without which the command is no sentence.
    pub(crate) fn need(&mut self) -> Result<&'a Bytes, Stop> {
        self.next().ok_or_else(|| SYNTAX.into())
    }

    /// Reads the next word if it is this one, in any case.
    pub(crate) fn word(&mut self, word: &str) -> bool {
        let is = self.words.first().is_some_and(|next| is_word(next, word));
        if is {
            self.words = &self.words[1..];
        }
        is
    }

    pub(crate) fn int(&mut self) -> Result<i64, Stop> {
        int(self.need()?)
    }

    pub(crate) fn float(&mut self) -> Result<f64, Stop> {
        float(self.need()?)
    }

    pub(crate) const fn len(&self) -> usize {
        self.words.len()
    }

    pub(crate) const fn rest(&self) -> &'a [Bytes] {
        self.words
    }

    /// Reads the next `count` words.
    pub(crate) fn take(&mut self, count: usize) -> Result<&'a [Bytes], Stop> {
        let (taken, rest) = self.words.split_at_checked(count).ok_or(SYNTAX)?;
        self.words = rest;
        Ok(taken)
    }

    /// Nothing may be left.
    pub(crate) fn end(&self) -> Result<(), Stop> {
        if self.words.is_empty() { Ok(()) } else { Err(SYNTAX.into()) }
    }
}

pub(crate) fn is_word(bytes: &[u8], word: &str) -> bool {
    bytes.eq_ignore_ascii_case(word.as_bytes())
}

pub(crate) fn int(bytes: &[u8]) -> Result<i64, Stop> {
    number::integer(bytes).ok_or_else(|| NOT_INTEGER.into())
}

pub(crate) fn float(bytes: &[u8]) -> Result<f64, Stop> {
    number::double(bytes).ok_or_else(|| NOT_FLOAT.into())
}

/// A number that is not negative; `error` where it is, or is none.
pub(crate) fn natural(bytes: &[u8], error: &str) -> Result<usize, Stop> {
    number::integer(bytes).and_then(|number| usize::try_from(number).ok()).ok_or(error.into())
}

/// A count as `LPOP` takes it: in the range of a `long`, and not negative.
pub(crate) fn count(bytes: &[u8]) -> Result<usize, Stop> {
    natural(bytes, NOT_POSITIVE)
}

/// Seconds to wait at most, with a fraction; in milliseconds. 0 is for ever.
pub(crate) fn timeout(bytes: &[u8]) -> Result<Option<u64>, Stop> {
    let seconds = number::double(bytes).ok_or("ERR timeout is not a float or out of range")?;
    if seconds < 0.0 {
        return Err("ERR timeout is negative".into());
    }
    let ms = (seconds * 1000.0).ceil();
    if ms > 9e15 {
        return Err("ERR timeout is out of range".into());
    }
    Ok((ms > 0.0).then_some(ms as u64))
}

/// Turns two positions, negative ones from the end, into a range of `0..length`.
pub(crate) fn range(start: i64, end: i64, length: usize) -> std::ops::Range<usize> {
    let total = i64::try_from(length).unwrap_or(i64::MAX);
    let place = |at: i64| if at < 0 { total.saturating_add(at) } else { at };
    let (start, end) = (place(start).max(0), place(end).min(total - 1));
    match (usize::try_from(start), usize::try_from(end)) {
        (Ok(start), Ok(end)) if start <= end => start..end + 1,
        _ => 0..0,
    }
}
