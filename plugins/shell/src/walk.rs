//! brush's tree laid out flat: the commands, pipelines, loops and assignments of an example,
//! with the spans of `lexer`. Everything that depends on the shape of brush's types is here.

use std::collections::BTreeMap;
use std::ops::Range;

use brush_parser::ast::{
    self, AndOr, AssignmentName, Command, CommandPrefixOrSuffixItem as Item, CompoundCommand,
    CompoundList, IoFileRedirectKind, IoRedirect, Program,
};
use proofpress_plugin::Span;

use crate::lexer::Substitution;
use crate::word::Word;

/// What an example does, in the order of the tree: first its own commands, then those of its
/// substitutions.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub(crate) commands: Vec<Simple>,
    pub(crate) pipelines: Vec<Pipeline>,
    pub(crate) loops: Vec<Loop>,
    /// What is known of each variable's values, by name.
    pub(crate) given: BTreeMap<String, Given>,
    /// The pipelines of each substitution.
    pub(crate) inside: Vec<Range<usize>>,
}

/// A command with its arguments.
#[derive(Debug)]
pub(crate) struct Simple {
    /// Its name and arguments, as indices into the words.
    pub(crate) words: Vec<usize>,
    pub(crate) span: Span,
    /// Whether its input is redirected.
    pub(crate) has_input: bool,
    /// Whether it is at the top of the example, in no function, loop or substitution.
    pub(crate) top: bool,
}

/// Commands joined by `|`; one alone is a pipeline, too.
#[derive(Debug)]
pub(crate) struct Pipeline {
    pub(crate) stages: Vec<Stage>,
    /// Whether something depends on its exit status: `&&`, `||`, `!`, `if`, `while`.
    pub(crate) tested: bool,
    pub(crate) substituted: bool,
}

/// A part of a pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// An index into the commands.
    Simple(usize),
    /// A group, loop or function.
    Compound,
}

/// A `for` over words.
#[derive(Debug)]
pub(crate) struct Loop {
    pub(crate) values: Vec<usize>,
}

/// Where a variable is first given a value, and where first one that splitting or globbing
/// could change.
#[derive(Debug)]
pub(crate) struct Given {
    pub(crate) first: usize,
    pub(crate) first_unsafe: usize,
}

/// Where in the tree the walk is.
#[derive(Clone, Copy)]
struct Place {
    tested: bool,
    top: bool,
    substituted: bool,
}

/// Walks programs.
pub(crate) struct Walker<'a> {
    text: &'a str,
    words: &'a [Word],
    word_at: &'a BTreeMap<usize, usize>,
    outline: Outline,
}

impl<'a> Walker<'a> {
    pub(crate) fn new(
        text: &'a str,
        words: &'a [Word],
        word_at: &'a BTreeMap<usize, usize>,
    ) -> Self {
        Self { text, words, word_at, outline: Outline::default() }
    }

    pub(crate) fn walk(mut self, programs: &[Program], substitutions: &[Substitution]) -> Outline {
        for program in programs {
            self.program(program, Place { tested: false, top: true, substituted: false });
        }
        for substitution in substitutions {
            let from = self.outline.pipelines.len();
            if let Some(program) = &substitution.program {
                self.program(program, Place { tested: false, top: false, substituted: true });
            }
            self.outline.inside.push(from..self.outline.pipelines.len());
        }
        self.outline
    }

    fn program(&mut self, program: &Program, place: Place) {
        for list in &program.complete_commands {
            self.list(list, place);
        }
    }

    fn list(&mut self, list: &CompoundList, place: Place) {
        for ast::CompoundListItem(and_or, _) in &list.0 {
            let last = and_or.additional.len();
            for (nth, (_, pipeline)) in and_or.iter().enumerate() {
                let tested = place.tested || nth < last || pipeline.bang;
                self.pipeline(pipeline, Place { tested, ..place });
            }
            debug_assert!(
                and_or.additional.iter().all(|next| matches!(next, AndOr::And(_) | AndOr::Or(_)))
            );
        }
    }

    fn pipeline(&mut self, pipeline: &ast::Pipeline, place: Place) {
        // The place in the list is taken first, so that pipelines stay in source order.
        let nth = self.outline.pipelines.len();
        let Place { tested, substituted, .. } = place;
        self.outline.pipelines.push(Pipeline { stages: Vec::new(), tested, substituted });
        let mut stages = Vec::new();
        for command in &pipeline.seq {
            stages.push(self.command(command, place));
        }
        self.outline.pipelines[nth].stages = stages;
    }

    fn command(&mut self, command: &Command, place: Place) -> Stage {
        let inner = Place { tested: false, top: false, ..place };
        match command {
            Command::Simple(simple) => return self.simple(simple, place),
            Command::Compound(compound, _) => self.compound(compound, inner),
            Command::Function(function) => self.compound(&function.body.0, inner),
            Command::ExtendedTest(..) => {}
        }
        Stage::Compound
    }

    fn compound(&mut self, compound: &CompoundCommand, place: Place) {
        let condition = Place { tested: true, ..place };
        match compound {
            CompoundCommand::Arithmetic(_) => {}
            CompoundCommand::ArithmeticForClause(clause) => self.list(&clause.body.list, place),
            CompoundCommand::BraceGroup(group) => self.list(&group.list, place),
            CompoundCommand::Subshell(shell) => self.list(&shell.list, place),
            CompoundCommand::ForClause(clause) => {
                let values: Vec<usize> =
                    clause.values.iter().flatten().filter_map(|word| self.index(word)).collect();
                self.loop_variable(clause, &values);
                self.outline.loops.push(Loop { values });
                self.list(&clause.body.list, place);
            }
            CompoundCommand::CaseClause(clause) => {
                for list in clause.cases.iter().filter_map(|case| case.cmd.as_ref()) {
                    self.list(list, place);
                }
            }
            CompoundCommand::IfClause(clause) => {
                self.list(&clause.condition, condition);
                self.list(&clause.then, place);
                for part in clause.elses.iter().flatten() {
                    if let Some(list) = &part.condition {
                        self.list(list, condition);
                    }
                    self.list(&part.body, place);
                }
            }
            CompoundCommand::WhileClause(clause) | CompoundCommand::UntilClause(clause) => {
                self.list(&clause.0, condition);
                self.list(&clause.1.list, place);
            }
            CompoundCommand::Coprocess(clause) => {
                self.command(&clause.body, place);
            }
        }
    }

    fn simple(&mut self, command: &ast::SimpleCommand, place: Place) -> Stage {
        let mut words = Vec::new();
        let mut has_input = false;
        for item in command.prefix.iter().flat_map(|prefix| &prefix.0) {
            match item {
                Item::AssignmentWord(assignment, word) => self.assignment(assignment, word),
                Item::IoRedirect(redirect) => has_input |= is_input(redirect),
                Item::Word(_) | Item::ProcessSubstitution(..) => {}
            }
        }
        words.extend(command.word_or_name.iter().filter_map(|word| self.index(word)));
        for item in command.suffix.iter().flat_map(|suffix| &suffix.0) {
            match item {
                Item::AssignmentWord(assignment, word) => {
                    self.assignment(assignment, word);
                    words.extend(self.index(word));
                }
                Item::IoRedirect(redirect) => has_input |= is_input(redirect),
                Item::Word(word) => words.extend(self.index(word)),
                Item::ProcessSubstitution(..) => {}
            }
        }
        let span = match (words.first(), words.last()) {
            (Some(first), Some(last)) => self.words[*first].span.to(self.words[*last].span),
            _ => Span::at(0),
        };
        self.outline.commands.push(Simple { words, span, has_input, top: place.top });
        Stage::Simple(self.outline.commands.len() - 1)
    }

    fn assignment(&mut self, assignment: &ast::Assignment, word: &ast::Word) {
        let AssignmentName::VariableName(name) = &assignment.name else { return };
        let Some(nth) = self.index(word) else { return };
        let at = self.words[nth].span.start;
        let plain = self.words[nth].assigns_plain(self.text);
        self.give(name, at, plain);
    }

    /// A `for` gives its variable one value after the other.
    fn loop_variable(&mut self, clause: &ast::ForClauseCommand, values: &[usize]) {
        let plain =
            !values.is_empty() && values.iter().all(|value| self.words[*value].is_plain(self.text));
        let at = clause.loc.start.index;
        self.give(&clause.variable_name, at, plain);
    }

    fn give(&mut self, name: &str, at: usize, plain: bool) {
        let never = Given { first: usize::MAX, first_unsafe: usize::MAX };
        let given = self.outline.given.entry(name.to_owned()).or_insert(never);
        given.first = given.first.min(at);
        if !plain {
            given.first_unsafe = given.first_unsafe.min(at);
        }
    }

    /// The word of ours that a word of brush is.
    fn index(&self, word: &ast::Word) -> Option<usize> {
        let start = word.loc.as_ref()?.start.index;
        self.word_at.get(&start).copied()
    }
}

fn is_input(redirect: &IoRedirect) -> bool {
    match redirect {
        IoRedirect::HereDocument(..) | IoRedirect::HereString(..) => true,
        IoRedirect::File(fd, kind, _) => {
            fd.is_none_or(|fd| fd == 0)
                && matches!(kind, IoFileRedirectKind::Read | IoFileRedirectKind::DuplicateInput)
        }
        IoRedirect::OutputAndError(..) => false,
    }
}
