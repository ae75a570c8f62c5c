//! The text of an example as it is shown: its lines in colour, with what their page and what was
//! found say of them.

use std::ops::Range;

use super::findings::Placed;
use super::line::{Line, Looks};
use super::markup::{self, Emphasis};
use super::{Around, ansi, diff, line, magic, notes};
use crate::check::ExampleReport;
use crate::fence::{Display, LineSet, MarkKind, Pattern};
use crate::highlight::{self, Colours};
use crate::markdown::Example;
use crate::theme::words::{CodeWords, fill};
use crate::transcript;

/// The lines of an example, ready to be written.
pub(super) struct Source<'a> {
    example: &'a Example,
    lines: Vec<Line>,
    /// What the writer marked on each line.
    words: Vec<Vec<(Range<usize>, Emphasis)>>,
}

impl<'a> Source<'a> {
    /// The lines of an example with a list of that many notes after it.
    pub(super) fn new(example: &'a Example, list: usize, colours: &Colours) -> Self {
        let display = &example.fence.display;
        let mut lines = coloured(example, colours);
        let has_grammar = highlight::knows(language(example));
        magic::apply(&mut lines, has_grammar);
        if list > 0 {
            notes::apply(&mut lines, has_grammar, list);
        }
        let words: Vec<_> = lines.iter_mut().map(|line| words(line, display)).collect();
        let mut source = Self { example, lines, words };
        source.look(display);
        source
    }

    /// Whether a line has a note.
    pub(super) fn has_notes(&self) -> bool {
        self.lines.iter().any(|line| line.note.is_some())
    }

    /// Whether lines are dimmed.
    pub(super) fn has_focus(&self) -> bool {
        self.any(Looks::Far)
    }

    /// Whether lines are hidden.
    pub(super) fn has_hidden(&self) -> bool {
        self.any(Looks::Hidden)
    }

    fn any(&self, looks: Looks) -> bool {
        self.lines.iter().any(|line| line.looks.contains(&looks))
    }

    /// Gives the lines the looks that the fence asks for.
    fn look(&mut self, display: &Display) {
        let sets: [(&LineSet, Looks); 5] = [
            (&display.highlight, Looks::Lit),
            (&display.inserted, Looks::Inserted),
            (&display.deleted, Looks::Deleted),
            (&display.focus, Looks::Focus),
            (&display.hidden, Looks::Hidden),
        ];
        for (at, line) in self.lines.iter_mut().enumerate() {
            let wanted = sets.iter().filter(|(set, _)| set.contains(at + 1));
            line.looks.extend(wanted.map(|(_, looks)| *looks));
        }
        if self.any(Looks::Focus) {
            for line in &mut self.lines {
                if !line.looks.contains(&Looks::Focus) {
                    line.looks.insert(Looks::Far);
                }
            }
        }
    }

    /// Adds the text, with what was found in it.
    pub(super) fn write(
        &self,
        html: &mut String,
        report: Option<&ExampleReport>,
        around: &Around<'_>,
    ) {
        let display = &self.example.fence.display;
        let id = super::id(self.example);
        html.push_str("<pre tabindex=\"0\" data-pagefind-weight=\"0.5\"><code>");
        let words = &around.words.code;
        let placed = Placed::new(self.example, report);
        let mut shown = 0;
        let mut folded_until = 0;
        for (at, line) in self.lines.iter().enumerate() {
            if folded_until == at && at > 0 {
                close_fold(html, &mut folded_until);
            }
            if let Some(end) = fold(&display.collapsed, at).filter(|_| folded_until == 0) {
                let found = (at..end).any(|line| placed.marks(line).is_some());
                open_fold(html, end.min(self.lines.len()) - at, found, words);
                folded_until = end;
            }
            if !line.is_shown {
                continue;
            }
            let number = display.first_line_number.map(|first| first + shown);
            shown += 1;
            let found = placed.marks(at).map(|range| (range, Emphasis::Finding));
            let marks: Vec<_> = found.into_iter().chain(self.words[at].iter().cloned()).collect();
            line.write(html, number, &marks, (&id, &words.code_note));
            if !line.looks.contains(&Looks::Hidden) {
                placed.write_on(html, at, around);
            }
        }
        if folded_until > 0 {
            close_fold(html, &mut folded_until);
        }
        html.push_str("</code></pre>");
        placed.write_rest(html, display, around);
    }
}

/// Where the range of lines ends that begins at a line, both from zero; none where none begins.
fn fold(collapsed: &LineSet, at: usize) -> Option<usize> {
    collapsed.0.iter().find(|(first, _)| *first == at + 1).map(|&(_, last)| last)
}

/// Begins lines that are folded away, in a way that works without a script. They are open where
/// something was found in them.
fn open_fold(html: &mut String, lines: usize, open: bool, words: &CodeWords) {
    let word = if lines == 1 { &words.code_line } else { &words.code_lines };
    let count = fill(&highlight::escaped(word), &lines.to_string());
    let checked = if open { " checked" } else { "" };
    html.push_str(&format!(
        "<span class=\"fold\"><label class=\"fold-label\" data-pagefind-ignore>\
         <input type=\"checkbox\"{checked}>{count}\n</label>"
    ));
}

fn close_fold(html: &mut String, until: &mut usize) {
    html.push_str("</span>");
    *until = 0;
}

/// The lines of an example in colour; the last line end makes no line.
fn coloured(example: &Example, colours: &Colours) -> Vec<Line> {
    let text = example.text.as_str();
    let lang = example.fence.lang.as_str();
    if let (Some(changed), "diff" | "patch") = (&example.fence.display.changed_lang, lang) {
        return diff::lines(changed, text, colours);
    }
    match transcript::read(lang, text) {
        Some(transcript) => line::transcript(language(example), text, &transcript, colours),
        None if !highlight::knows(lang) && !ansi::is_plain(text) => {
            ansi::lines(text).into_iter().map(Line::code).collect()
        }
        None => colours.lines(lang, text).into_iter().map(Line::code).collect(),
    }
}

/// The language of the code of an example: that of the commands of a transcript, and of what a
/// diff is about.
fn language(example: &Example) -> &str {
    let lang = example.fence.lang.as_str();
    match (&example.fence.display.changed_lang, lang) {
        (Some(changed), "diff" | "patch") => changed,
        (_, "pycon") => "python",
        (_, "sqlite" | "sqlite3") => "sql",
        _ if transcript::is_transcript(lang) => "bash",
        _ => lang,
    }
}

/// What the fence marks on a line. A line with something to focus on is in focus.
fn words(line: &mut Line, display: &Display) -> Vec<(Range<usize>, Emphasis)> {
    if display.marks.is_empty() {
        return Vec::new();
    }
    let text = markup::text_of(&line.html);
    let mut words = Vec::new();
    for mark in &display.marks {
        let found: Vec<Range<usize>> = match &mark.pattern {
            Pattern::Text(word) => {
                text.match_indices(word.as_str()).map(|(at, _)| at..at + word.len()).collect()
            }
            Pattern::Regex(regex) => highlight::matches(regex, &text),
        };
        let around = match mark.kind {
            MarkKind::Highlight => Emphasis::Word,
            MarkKind::Inserted => Emphasis::Inserted,
            MarkKind::Deleted => Emphasis::Deleted,
            MarkKind::Focus => {
                line.looks.extend((!found.is_empty()).then_some(Looks::Focus));
                continue;
            }
        };
        let column = |at: usize| text.get(..at).unwrap_or_default().chars().count();
        words.extend(found.into_iter().map(|at| (column(at.start)..column(at.end), around)));
    }
    words
}
