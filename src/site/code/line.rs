//! One line of a code block.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use crate::fence::Display;
use crate::highlight::{self, escaped};
use crate::transcript::Transcript;

/// A line in colour, and what it is in a transcript.
pub(super) struct Line {
    html: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Code,
    /// Typed by the reader, after a prompt.
    Command,
    /// Printed by the command.
    Output,
}

impl Line {
    /// A line of ordinary code.
    pub(super) fn code(html: String) -> Self {
        Self { html, kind: Kind::Code }
    }

    /// The line as an element, with `marks` (ranges of characters) underlined.
    pub(super) fn write(
        &self,
        html: &mut String,
        at: usize,
        display: &Display,
        marks: Option<Range<usize>>,
    ) {
        let number = at + 1;
        html.push_str("<span class=\"line");
        let classes = [
            ("cmd", self.kind == Kind::Command),
            ("out", self.kind == Kind::Output),
            ("lit", display.highlight.contains(number)),
            ("ins", display.inserted.contains(number)),
            ("del", display.deleted.contains(number)),
            ("far", !display.focus.0.is_empty() && !display.focus.contains(number)),
            ("bad", marks.is_some()),
        ];
        for (name, _) in classes.iter().filter(|(_, on)| *on) {
            let _ = write!(html, " {name}");
        }
        html.push('"');
        if let Some(first) = display.first_line_number {
            let _ = write!(html, " data-n=\"{}\"", first + at);
        }
        html.push('>');
        match marks {
            Some(range) => html.push_str(&marked(&self.html, &range)),
            None => html.push_str(&self.html),
        }
        html.push_str("\n</span>");
    }
}

/// A transcript: commands in the colours of `lang`, after their prompts, and output.
pub(super) fn transcript(lang: &str, text: &str, transcript: &Transcript) -> Vec<Line> {
    let mut commands: BTreeMap<usize, Line> = BTreeMap::new();
    for step in &transcript.steps {
        let lines = step.lines.iter().map(|span| text.get(span.start..span.end).unwrap_or(""));
        // Coloured as one, so that a quoted text may go over several lines.
        let command: String = lines.map(|line| format!("{}\n", line.trim_end())).collect();
        for (span, html) in step.lines.iter().zip(highlight::lines(lang, &command)) {
            let before = text.get(..span.start).unwrap_or_default();
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            let prompt = escaped(&before[start..]);
            let html = match prompt.as_str() {
                "" => html,
                prompt => {
                    format!("<span class=\"prompt\" aria-hidden=\"true\">{prompt}</span>{html}")
                }
            };
            commands.insert(start, Line { html, kind: Kind::Command });
        }
    }
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let output = || Line { html: escaped(line.trim_end_matches('\n')), kind: Kind::Output };
        lines.push(commands.remove(&start).unwrap_or_else(output));
        start += line.len();
    }
    lines
}

/// Puts `<mark>` around a range of characters of a line's text, whatever elements cross it.
fn marked(html: &str, range: &Range<usize>) -> String {
    let mut out = String::with_capacity(html.len() + 32);
    let (mut column, mut open) = (0, false);
    let mut rest = html;
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '<' => rest.find('>').map(|at| at + 1),
            '&' => rest.find(';').map(|at| at + 1),
            _ => None,
        };
        let (piece, after) = rest.split_at(end.unwrap_or(first.len_utf8()));
        let within = first != '<' && range.contains(&column);
        if within != open {
            out.push_str(if within { "<mark>" } else { "</mark>" });
            open = within;
        }
        out.push_str(piece);
        column += usize::from(first != '<');
        rest = after;
    }
    if open {
        out.push_str("</mark>");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_never_crosses_an_element() {
        let html = "<i>ab</i>&lt;c";
        assert_eq!(marked(html, &(1..3)), "<i>a<mark>b</mark></i><mark>&lt;</mark>c");
        assert_eq!(marked(html, &(0..9)), "<i><mark>ab</mark></i><mark>&lt;c</mark>");
        assert_eq!(marked(html, &(7..9)), html);
    }

    #[test]
    fn a_transcript_tells_commands_from_output() {
        let lines = shown("console", "$ cat <<E\n> a\n> E\na\n> not typed\n");
        let kinds: Vec<bool> = lines.iter().map(|line| line.kind == Kind::Command).collect();
        assert_eq!(kinds, [true, true, true, false, false]);
        assert_eq!(lines[4].html, "&gt; not typed");
    }

    #[test]
    fn any_prompt_is_told_from_what_follows() {
        let lines = shown("redis", "127.0.0.1:6379> GET a\n(nil)\n");
        let prompt = "<span class=\"prompt\" aria-hidden=\"true\">127.0.0.1:6379&gt; </span>";
        assert_eq!(lines[0].html, format!("{prompt}GET a"));
        assert!(lines[1].kind == Kind::Output);
    }

    fn shown(lang: &str, text: &str) -> Vec<Line> {
        transcript("text", text, &crate::transcript::read(lang, text).unwrap())
    }
}
