//! One line of a code block.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::magic::LooksSet;
use super::markup::{self, Emphasis};
use super::{ansi, odd};
use crate::highlight::{Colours, escaped};
use crate::theme::words::fill;
use crate::transcript::Transcript;

/// A line in colour, and how it is shown.
pub(super) struct Line {
    pub(super) html: String,
    kind: Kind,
    /// How its page wants it to look.
    pub(super) looks: LooksSet,
    /// The number of the note to it.
    pub(super) note: Option<usize>,
    /// Whether it is shown at all: a line that says how others are shown is not.
    pub(super) is_shown: bool,
}

/// How a line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Looks {
    /// Highlighted.
    Lit,
    Inserted,
    Deleted,
    /// Not dimmed while others are.
    Focus,
    /// As if a tool had complained about it.
    Error,
    Warning,
    /// Tells where in a file a diff is; no part of the code.
    Head,
    /// Dimmed.
    Far,
    /// Shown when a reader asks for it.
    Hidden,
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
        Self::new(html, Kind::Code)
    }

    fn new(html: String, kind: Kind) -> Self {
        Self { html, kind, looks: LooksSet::new(), note: None, is_shown: true }
    }

    /// The same line with these looks.
    pub(super) fn looking(mut self, looks: impl IntoIterator<Item = Looks>) -> Self {
        self.looks.extend(looks);
        self
    }

    /// Whether there may be a comment in it that says how it is shown.
    pub(super) fn may_be_magic(&self) -> bool {
        self.html.contains("!code ") || self.html.contains("highlight-")
    }

    /// Takes away what stands behind `start`, in bytes of the line's text; the whole line where
    /// nothing else stands on it.
    pub(super) fn cut(&mut self, text: &str, start: usize, whole: bool) {
        let column = text.get(..start).unwrap_or_default().chars().count();
        self.html = markup::without(&self.html, &(column..usize::MAX));
        self.is_shown &= !whole;
    }

    /// Adds the line as an element. `number` stands before it, `marks` are ranges of characters,
    /// `id` is the example's, and `note_of` says what a note is called.
    pub(super) fn write(
        &self,
        html: &mut String,
        number: Option<usize>,
        marks: &[(Range<usize>, Emphasis)],
        (id, note_of): (&str, &str),
    ) {
        html.push_str("<span class=\"line");
        let looks = |looks| self.looks.contains(&looks);
        let classes = [
            ("cmd", self.kind == Kind::Command),
            ("out", self.kind == Kind::Output),
            ("lit", looks(Looks::Lit)),
            ("ins", looks(Looks::Inserted)),
            ("del", looks(Looks::Deleted)),
            ("err", looks(Looks::Error)),
            ("warn", looks(Looks::Warning)),
            ("hunk", looks(Looks::Head)),
            ("far", looks(Looks::Far)),
            ("hid", looks(Looks::Hidden)),
            ("bad", marks.iter().any(|(_, emphasis)| *emphasis == Emphasis::Finding)),
        ];
        for (name, _) in classes.iter().filter(|(_, on)| *on) {
            let _ = write!(html, " {name}");
        }
        html.push('"');
        if let Some(number) = number {
            let _ = write!(html, " data-n=\"{number}\"");
        }
        if looks(Looks::Hidden) {
            html.push_str(" data-pagefind-ignore");
        }
        html.push('>');
        html.push_str(&odd::visible(&markup::marked(&self.html, marks)));
        if let Some(note) = self.note {
            let _ = write!(
                html,
                "<a class=\"note-mark\" href=\"#{id}-note-{note}\" data-n=\"{note}\" \
                 aria-label=\"{}\"></a>",
                fill(&escaped(note_of), &note.to_string())
            );
        }
        html.push_str("\n</span>");
    }
}

/// A transcript: commands in the colours of `lang`, after their prompts, and output.
pub(super) fn transcript(
    lang: &str,
    text: &str,
    transcript: &Transcript,
    colours: &Colours,
) -> Vec<Line> {
    let mut commands: BTreeMap<usize, Line> = BTreeMap::new();
    for step in &transcript.steps {
        let lines = step.lines.iter().map(|span| text.get(span.start..span.end).unwrap_or(""));
        // Coloured as one, so that a quoted text may go over several lines.
        let command: String = lines.map(|line| format!("{}\n", line.trim_end())).collect();
        for (span, html) in step.lines.iter().zip(colours.lines(lang, &command)) {
            let before = text.get(..span.start).unwrap_or_default();
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            let prompt = escaped(&before[start..]);
            let html = match prompt.as_str() {
                "" => html,
                prompt => {
                    format!("<span class=\"prompt\" aria-hidden=\"true\">{prompt}</span>{html}")
                }
            };
            commands.insert(start, Line::new(html, Kind::Command));
        }
    }
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let output = || Line::new(ansi::line(line.trim_end_matches('\n')), Kind::Output);
        lines.push(commands.remove(&start).unwrap_or_else(output));
        start += line.len();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

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
        transcript("text", text, &crate::transcript::read(lang, text).unwrap(), &Colours::default())
    }
}
