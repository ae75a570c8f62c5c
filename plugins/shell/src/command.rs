//! Questions the rules ask about a command: what runs, with which options and operands.

use proofpress_plugin::Span;

use crate::syntax::Tree;
use crate::walk::{Simple, Stage};
use crate::word::{Kind, Word};

/// What a command runs, past `sudo` and its like.
pub(crate) struct Run<'a> {
    tree: &'a Tree,
    /// Its name without the path.
    pub(crate) name: String,
    /// The name and all arguments.
    pub(crate) span: Span,
    /// Its arguments.
    pub(crate) arguments: Vec<&'a Word>,
}

/// Commands that run the command in their arguments, with their options that take a value.
const WRAPPERS: &[(&str, &[&str])] = &[
    ("sudo", &["-u", "-g", "-h", "-p", "-C", "-r", "-t", "-D", "--user", "--group"]),
    ("doas", &["-u", "-C"]),
    ("env", &["-u", "-C", "--unset"]),
    ("command", &[]),
    ("builtin", &[]),
    ("exec", &["-a"]),
    ("nohup", &[]),
    ("nice", &["-n"]),
    ("xargs", &["-n", "-I", "-P", "-L", "-d", "-a", "-s"]),
];

impl Tree {
    /// What is written at `span`.
    pub(crate) fn shown(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// What each command runs; commands whose name is expanded are left out.
    pub(crate) fn runs(&self) -> impl Iterator<Item = Run<'_>> {
        self.outline.commands.iter().filter_map(|command| self.run(command))
    }

    /// What a stage of a pipeline runs.
    pub(crate) fn stage(&self, stage: Stage) -> Option<Run<'_>> {
        match stage {
            Stage::Simple(nth) => self.run(&self.outline.commands[nth]),
            Stage::Compound => None,
        }
    }

    /// What a command runs.
    pub(crate) fn run(&self, command: &Simple) -> Option<Run<'_>> {
        let mut words = command.words.iter().map(|nth| &self.words[*nth]).peekable();
        loop {
            let word = words.next()?;
            let literal = word.literal(&self.text)?;
            let name = literal.rsplit('/').next().unwrap_or_default().to_owned();
            let Some((_, valued)) = WRAPPERS.iter().find(|(wrapper, _)| *wrapper == name) else {
                return Some(self.called(name, word, words.collect()));
            };
            while let Some(option) = words.peek().and_then(|word| word.literal(&self.text)) {
                if !(option.starts_with('-') || name == "env" && option.contains('=')) {
                    break;
                }
                words.next();
                if valued.contains(&option.as_str()) {
                    words.next();
                }
            }
            if words.peek().is_none() {
                return Some(self.called(name, word, Vec::new()));
            }
        }
    }

    fn called<'a>(&'a self, name: String, word: &'a Word, arguments: Vec<&'a Word>) -> Run<'a> {
        let span = arguments.last().map_or(word.span, |last| word.span.to(last.span));
        Run { tree: self, name, span, arguments }
    }

    /// Whether a variable was given a value before `at` that splitting and globbing leave alone.
    pub(crate) fn is_plain(&self, name: &str, at: usize) -> bool {
        let given = self.outline.given.get(name);
        given.is_some_and(|given| given.first < at && given.first_unsafe >= at)
    }

    /// Whether the script ends at the first command that fails.
    pub(crate) fn stops_on_error(&self) -> Option<Span> {
        if let Some(shebang) = &self.shebang
            && shebang.split(' ').skip(1).any(|word| word.starts_with('-') && word.contains('e'))
        {
            return Some(Span::new(0, self.text.lines().next().unwrap_or_default().len()));
        }
        let found = self.runs().find(|run| run.name == "set" && run.sets('e', "errexit"));
        found.map(|run| run.span)
    }
}

impl Run<'_> {
    /// The argument without quotes; nothing where it is expanded.
    pub(crate) fn literal(&self, word: &Word) -> Option<String> {
        word.literal(&self.tree.text)
    }

    /// The arguments that are written out.
    pub(crate) fn literals(&self) -> impl Iterator<Item = String> + '_ {
        self.arguments.iter().filter_map(|word| self.literal(word))
    }

    /// Whether a short option is given, alone or among others, or a long one.
    pub(crate) fn has(&self, short: char, long: &str) -> bool {
        self.literals().take_while(|option| option != "--").any(|option| {
            match option.strip_prefix("--") {
                Some(name) => name == long,
                None => option.strip_prefix('-').is_some_and(|letters| letters.contains(short)),
            }
        })
    }

    /// Whether `set` is told to turn an option on.
    pub(crate) fn sets(&self, short: char, long: &str) -> bool {
        let words: Vec<String> = self.literals().take_while(|word| word != "--").collect();
        words.iter().enumerate().any(|(nth, word)| {
            let letters = word.strip_prefix('-').unwrap_or_default();
            letters.contains(short)
                || (letters.ends_with('o') && words.get(nth + 1).is_some_and(|name| name == long))
        })
    }

    /// The arguments that are no options.
    pub(crate) fn operands(&self) -> impl Iterator<Item = &Word> + '_ {
        let mut ended = false;
        self.arguments.iter().copied().filter(move |word| {
            let literal = self.literal(word).unwrap_or_default();
            let option = !ended && literal.starts_with('-') && literal.len() > 1;
            ended |= literal == "--";
            !option
        })
    }
}

impl Word {
    /// The commands that are substituted into it, as indices.
    pub(crate) fn substitutions(&self) -> impl Iterator<Item = usize> + '_ {
        self.pieces.iter().filter_map(|piece| match piece.kind {
            Kind::Command(nth) | Kind::Backticks(Some(nth)) | Kind::Process(nth) => Some(nth),
            _ => None,
        })
    }
}
