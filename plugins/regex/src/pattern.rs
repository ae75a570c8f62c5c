//! A pattern, or several, one to a line: what each engine says of them.

use proofpress_plugin::{Declined, Span};
use regex_syntax::ast::parse::ParserBuilder;

use crate::backtracking;
use crate::flavour::Flavour;

/// Longest pattern, in bytes, and deepest nesting.
const LONGEST: usize = 10_000;
const DEEPEST: u32 = 100;

/// Largest program that is made of a pattern, in bytes.
pub(crate) const LARGEST: usize = 8 << 20;

/// Patterns as the rules see them.
pub struct Read {
    pub(crate) flavour: Flavour,
    pub(crate) mistakes: Vec<Problem>,
    /// Repetitions whose repetition can be told apart in exponentially many ways.
    pub(crate) exponential: Vec<Problem>,
}

/// Something wrong at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) span: Span,
    pub(crate) message: String,
}

/// The patterns of an example: the whole text where it says `(?x)`, else its lines.
pub(crate) fn patterns(text: &str) -> Vec<(usize, &str)> {
    let verbose = text.starts_with("(?")
        && text.get(2..6).is_some_and(|flags| {
            flags.split([')', ':']).next().is_some_and(|flags| flags.contains('x'))
        });
    if verbose {
        return vec![(0, text.trim_end_matches('\n'))];
    }
    let mut start = 0;
    let mut patterns = Vec::new();
    for line in text.split_inclusive('\n') {
        let pattern = line.strip_suffix('\n').unwrap_or(line);
        if !pattern.is_empty() {
            patterns.push((start, pattern));
        }
        start += line.len();
    }
    patterns
}

/// Reads the patterns of an example.
///
/// # Errors
///
/// [`Declined`] where one is too long or too deep.
pub(crate) fn read(text: &str, flavour: Flavour) -> Result<Read, Declined> {
    let mut read = Read { flavour, mistakes: Vec::new(), exponential: Vec::new() };
    for (start, pattern) in patterns(text) {
        bounded(pattern)?;
        match check(pattern, flavour) {
            Some(mut problem) => {
                problem.span = Span::new(start + problem.span.start, start + problem.span.end);
                read.mistakes.push(problem);
            }
            None if flavour == Flavour::Pcre => {
                let found = backtracking::find(pattern).into_iter();
                read.exponential.extend(found.map(|mut problem| {
                    problem.span = Span::new(start + problem.span.start, start + problem.span.end);
                    problem
                }));
            }
            None => {}
        }
    }
    Ok(read)
}

/// Refuses what the parsers would call themselves too often for.
///
/// # Errors
///
/// [`Declined`] for such a pattern.
pub(crate) fn bounded(pattern: &str) -> Result<(), Declined> {
    let (mut depth, mut deepest) = (0_u32, 0);
    for letter in pattern.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    match pattern.len() > LONGEST || deepest > DEEPEST {
        true => Err(Declined("a pattern is too long, or nests too deep, to be read".into())),
        false => Ok(()),
    }
}

fn check(pattern: &str, flavour: Flavour) -> Option<Problem> {
    match flavour {
        Flavour::Re2 => re2(pattern),
        Flavour::Pcre => pcre(pattern),
    }
}

/// What is wrong with a pattern for RE2.
fn re2(pattern: &str) -> Option<Problem> {
    let parsed = ParserBuilder::new().nest_limit(DEEPEST).build().parse(pattern);
    let (span, kind) = match parsed {
        Err(error) => (*error.span(), error.kind().to_string()),
        Ok(ast) => match regex_syntax::hir::translate::Translator::new().translate(pattern, &ast) {
            Err(error) => (*error.span(), error.kind().to_string()),
            Ok(_) => return None,
        },
    };
    let message = kind.split(", ").next().unwrap_or(&kind).to_owned();
    Some(Problem { span: Span::new(span.start.offset, span.end.offset), message })
}

/// What is wrong with a pattern for PCRE.
fn pcre(pattern: &str) -> Option<Problem> {
    let error = fancy_regex::Regex::new(pattern).err()?;
    match error {
        fancy_regex::Error::ParseError(at, error) => {
            let at = (0..=at.min(pattern.len())).rev().find(|at| pattern.is_char_boundary(*at))?;
            let next = pattern.get(at..).and_then(|rest| rest.chars().next());
            let span = Span::new(at, at + next.map_or(0, char::len_utf8));
            Some(Problem { span, message: worded(&error.to_string()) })
        }
        // The rest is delegated to the other engine, which knows the place where it can parse it.
        other => Some(re2(pattern).unwrap_or_else(|| {
            let text = other.to_string();
            let last = text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or(&text);
            let span = Span::new(0, pattern.len());
            Problem { span, message: worded(last.trim().trim_start_matches("error: ")) }
        })),
    }
}

fn worded(message: &str) -> String {
    let message = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut letters = message.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
