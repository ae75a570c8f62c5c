//! Placeholders: what stands where a driver or psql puts a value.
//!
//! The server never sees them, so a statement that has some is right where the parser takes it
//! with any of the things that could stand there.

use super::Answer;
use super::client::Sent;

/// What may stand in the place of a placeholder: a name or value, a number, a list, nothing, and
/// of a variable of psql's a whole statement.
const STANDINS: [&str; 5] = ["p0", "1", "(1)", "", "SELECT 1"];

/// What psql puts in the place of a variable that it quotes, by how the variable begins.
const QUOTED: [(&str, &str); 3] = [(":'", "'p0'"), (":\"", "\"p0\""), (":{", "true")];

/// A text in which placeholders may be replaced.
#[derive(Debug)]
pub(super) struct Filled {
    pub(super) text: String,
    /// Where replacements end: in this text, and in the original.
    marks: Vec<(usize, usize)>,
}

impl Filled {
    fn new(sent: &Sent, standin: Option<&str>) -> Self {
        let Some(standin) = standin else {
            return Self { text: sent.text.clone(), marks: Vec::new() };
        };
        let (mut text, mut marks, mut at) = (String::new(), Vec::new(), 0);
        for hole in &sent.holes {
            text.push_str(sent.text.get(at..hole.start).unwrap_or_default());
            marks.push((text.len(), hole.start));
            let written = sent.text.get(hole.start..hole.end).unwrap_or_default();
            let quoted = QUOTED.iter().find(|(start, _)| written.starts_with(start));
            text.push_str(quoted.map_or(standin, |(_, value)| value));
            marks.push((text.len(), hole.end));
            at = hole.end;
        }
        text.push_str(sent.text.get(at..).unwrap_or_default());
        Self { text, marks }
    }

    /// The place in the original of a place in this text.
    pub(super) fn original(&self, at: usize) -> usize {
        let before = self.marks.iter().rev().find(|(here, _)| *here <= at);
        let (here, there) = before.copied().unwrap_or((0, 0));
        let limit = self.marks.iter().find(|(here, _)| *here > at);
        let moved = there + (at - here);
        limit.map_or(moved, |(_, there)| moved.min(*there))
    }
}

/// Parses a statement as it is, and where that is refused, with its placeholders filled. Where
/// nothing helps, the answer is that to the first filling.
pub(super) fn parse(sent: &Sent, ask: impl Fn(&str) -> Answer) -> (Answer, Filled) {
    let written = Filled::new(sent, None);
    let answer = ask(&written.text);
    if answer.error.is_none() || sent.holes.is_empty() {
        return (answer, written);
    }
    let mut first = None;
    for standin in STANDINS {
        let filled = Filled::new(sent, Some(standin));
        let answer = ask(&filled.text);
        if answer.error.is_none() {
            return (answer, filled);
        }
        first.get_or_insert((answer, filled));
    }
    first.unwrap_or((answer, written))
}
