//! An example to a [`Tree`]: which parts of it are commands, and what they are.

use std::collections::BTreeMap;

use brush_parser::ast::Program;
use proofpress_plugin::{Declined, Example, Span};

use crate::lexer::{Broken, Lexer, Stop};
use crate::transcript::{self, Line, Transcript};
use crate::walk::{self, Outline};
use crate::word::Word;

/// An example as the rules see it.
pub struct Tree {
    /// The example with everything blanked that is no command; offsets are those of the example.
    pub(crate) text: String,
    /// Whether it was typed at a prompt, so that each command stands for itself.
    pub(crate) interactive: bool,
    /// The prompts that stand in an example labelled as a script.
    pub(crate) pasted: Vec<Span>,
    /// Whether there are lines that are neither commands nor comments.
    pub(crate) has_output: bool,
    /// The interpreter its first line names.
    pub(crate) shebang: Option<String>,
    /// Whether the fence says `sh`.
    pub(crate) posix: bool,
    pub(crate) words: Vec<Word>,
    pub(crate) outline: Outline,
    pub(crate) problems: Vec<Problem>,
}

/// A reason why the shell would not take the text as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) span: Span,
    pub(crate) message: String,
    /// The shell warns and goes on.
    pub(crate) tolerated: bool,
}

/// How many lines may be read again, over a whole transcript, to find where commands end.
const BUDGET: usize = 200_000;
/// How many lines a command may go on for once it looks unfinished.
const LOOKAHEAD: usize = 100;
/// How many lines a here-document may have.
const BODY: usize = 1_000;

/// Reads an example.
pub(crate) fn read(example: &Example) -> Result<Tree, Declined> {
    let source = example.source.as_str();
    let labelled = matches!(example.lang.as_str(), "console" | "shell-session" | "shellsession");
    let shebang = shebang(source);
    if let Some(interpreter) = &shebang
        && !["sh", "bash", "dash", "ksh", "ash"]
            .contains(&interpreter.split(' ').next().unwrap_or_default())
    {
        return Err(Declined(format!("`{interpreter}` is not a shell this plugin reads")));
    }
    let pasted = !labelled && transcript::is_pasted(source);
    let posix = example.lang == "sh";
    if labelled || pasted {
        let Some(transcript) = Transcript::find(source, pasted) else {
            return Err(Declined("the transcript shows no prompt, so no command".into()));
        };
        return Session::read(source, transcript, pasted, posix);
    }
    let mut lexer = Lexer::new(source, &[]);
    let mut problems = Vec::new();
    let mut programs = Vec::new();
    match lexer.stretch(Span::new(0, source.len())) {
        Ok(program) => programs.push(program),
        Err(Stop::Broken(broken)) => problems.push(problem(broken)),
        Err(Stop::TooDeep) => return Err(too_deep()),
    }
    problems.extend(lexer.unended.iter().map(unended));
    let outline = outline(source, &lexer, &programs);
    let words = lexer.words;
    let text = source.to_owned();
    let (pasted, has_output, interactive) = (Vec::new(), false, false);
    Ok(Tree { text, interactive, pasted, has_output, shebang, posix, words, outline, problems })
}

fn outline(text: &str, lexer: &Lexer<'_>, programs: &[Program]) -> Outline {
    walk::Walker::new(text, &lexer.words, &lexer.word_at).walk(programs, &lexer.substitutions)
}

fn too_deep() -> Declined {
    Declined("commands nest too deeply to be read".into())
}

fn problem(broken: Broken) -> Problem {
    Problem { span: broken.span, message: broken.message, tolerated: false }
}

fn unended((span, delimiter): &(Span, String)) -> Problem {
    let message = format!("the here-document has no line `{delimiter}` that ends it");
    Problem { span: *span, message, tolerated: true }
}

/// What `#!` names, without its path and `env`: `bash -e`.
fn shebang(source: &str) -> Option<String> {
    let line = source.strip_prefix("#!")?.lines().next()?.trim();
    let mut words =
        line.split_whitespace().map(|word| word.rsplit('/').next().unwrap_or(word)).peekable();
    while words.peek().is_some_and(|word| *word == "env" || *word == "-S") {
        words.next();
    }
    // `#! rules=…` is no interpreter.
    let words: Vec<&str> = words.collect();
    (line.starts_with('/') && !words.is_empty()).then(|| words.join(" "))
}

/// A transcript being read, command by command.
struct Session<'a> {
    lines: Vec<Line>,
    gaps: &'a [Span],
    masked: &'a str,
    budget: usize,
    problems: Vec<Problem>,
    programs: Vec<Program>,
    used: BTreeMap<usize, usize>,
}

impl Session<'_> {
    fn read(
        source: &str,
        transcript: Transcript,
        pasted: bool,
        posix: bool,
    ) -> Result<Tree, Declined> {
        let Transcript { lines, open, gaps } = transcript;
        let mut session = Session {
            lines,
            gaps: &gaps,
            masked: &open,
            budget: BUDGET,
            problems: Vec::new(),
            programs: Vec::new(),
            used: BTreeMap::new(),
        };
        let mut lexer = Lexer::new(&open, session.gaps);
        let mut nth = 0;
        while nth < session.lines.len() {
            nth = match session.lines[nth].prompt {
                Some(_) => session.command(&mut lexer, nth)?,
                None => nth + 1,
            };
        }
        let outline = outline(&open, &lexer, &session.programs);
        let words = std::mem::take(&mut lexer.words);
        drop(lexer);
        let Session { lines, problems, used, .. } = session;
        let text = transcript::blanked(&open, &lines, &used);
        let prompts: Vec<Span> = lines.iter().filter_map(|line| line.prompt).collect();
        let has_output = transcript::has_output(source, &lines, &used);
        let pasted = if pasted { prompts } else { Vec::new() };
        let shebang = None;
        Ok(Tree {
            text,
            interactive: true,
            pasted,
            has_output,
            shebang,
            posix,
            words,
            outline,
            problems,
        })
    }

    /// Reads the command that starts on a line, and says on which the next thing starts.
    fn command(&mut self, lexer: &mut Lexer<'_>, first: usize) -> Result<usize, Declined> {
        let start = self.lines[first].text.start;
        let root = self.lines[first].root;
        let mut last = first;
        while transcript::continues(self.masked, self.lines[last].text)
            && last + 1 < self.lines.len()
        {
            last += 1;
        }
        // What a person would take for the command: the lines with a continuation prompt.
        let mut shown = last;
        while self.lines.get(shown + 1).is_some_and(|line| line.continued) {
            shown += 1;
        }
        let mut failed = None;
        loop {
            let kept = (lexer.words.len(), lexer.substitutions.len(), lexer.unended.len());
            let range = Span::new(start, self.lines[last].text.end);
            let read = lexer.stretch(range);
            let unfinished = match &read {
                Err(Stop::TooDeep) => return Err(too_deep()),
                Err(Stop::Broken(broken)) => broken.incomplete,
                Ok(_) => lexer.unended.len() > kept.2,
            };
            if !unfinished || failed.as_ref().is_some_and(|(at, _)| *at == last) {
                self.settle(lexer, read, kept, root);
                self.used.insert(first, last);
                return Ok(last + 1);
            }
            let delimiter = lexer.unended.get(kept.2).map(|(_, delimiter)| delimiter.clone());
            lexer.words.truncate(kept.0);
            let _ = lexer.word_at.split_off(&start);
            lexer.substitutions.truncate(kept.1);
            lexer.unended.truncate(kept.2);
            match self.extended(first, last, delimiter.as_deref()) {
                Some(further) => last = further,
                None => {
                    last = shown.max(first);
                    failed = Some((last, ()));
                }
            }
        }
    }

    /// A later last line for a command that is not finished on `last`.
    fn extended(&mut self, first: usize, last: usize, delimiter: Option<&str>) -> Option<usize> {
        if let Some(delimiter) = delimiter {
            let end = self.lines.len().min(last + BODY.min(self.budget));
            let found = (last + 1..end).find(|nth| {
                let line = self.lines[*nth].text;
                self.masked.get(line.start..line.end).is_some_and(|text| text.trim() == delimiter)
            });
            self.budget = self.budget.saturating_sub(found.unwrap_or(end).saturating_sub(last));
            return found;
        }
        let next = last + 1;
        self.budget = self.budget.saturating_sub(next - first);
        let fits = self.budget > 0 && next < first + LOOKAHEAD;
        (fits && self.lines.get(next).is_some_and(|line| line.prompt.is_none())).then_some(next)
    }

    /// Keeps what was read, or the complaint about it. A `# ` line that does not parse was a
    /// comment.
    fn settle(
        &mut self,
        lexer: &mut Lexer<'_>,
        read: Result<Program, Stop>,
        kept: (usize, usize, usize),
        root: bool,
    ) {
        match read {
            Ok(program) => {
                self.problems.extend(lexer.unended.drain(kept.2..).map(|found| unended(&found)));
                self.programs.push(program);
            }
            Err(Stop::Broken(broken)) if !root => self.problems.push(problem(broken)),
            Err(_) => {}
        }
    }
}
