//! An expression, compiled; or what is wrong with it, with places.

use cel::Program;
use proofpress_plugin::{Declined, Span};

/// What is wrong at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    pub(crate) span: Span,
    pub(crate) message: String,
}

/// How deep brackets may nest, and how many signs of operators there may be: the parser and the
/// evaluator call themselves for each.
const DEEPEST: usize = 60;
const MOST_SIGNS: usize = 600;

/// Compiles an expression.
///
/// # Errors
///
/// [`Declined`] where it nests too deep, or has too many operators, to be read.
pub(crate) fn compile(text: &str) -> Result<Result<Program, Vec<Mistake>>, Declined> {
    let (mut depth, mut deepest) = (0_usize, 0);
    for letter in text.chars() {
        match letter {
            '(' | '[' | '{' | '?' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    let signs = text.matches(|letter| "+-*/%&|<>=!?.[".contains(letter)).count();
    if deepest > DEEPEST || signs > MOST_SIGNS {
        return Err(Declined(
            "the expression nests too deep, or has too many operators, to be read".into(),
        ));
    }
    Ok(Program::compile(text).map_err(|errors| {
        let mistake = |error: &cel::ParseError| {
            let at = offset(text, error.pos);
            let next = text.get(at..).and_then(|rest| rest.chars().next());
            let end = at + next.filter(|letter| *letter != '\n').map_or(0, char::len_utf8);
            let message = error.msg.lines().next().unwrap_or_default();
            let message = message.strip_prefix("Syntax error: ").unwrap_or(message);
            Mistake { span: Span::new(at, end), message: worded(message) }
        };
        let mut mistakes: Vec<Mistake> = errors.errors.iter().map(mistake).collect();
        // What follows from the first mistake says little.
        mistakes.truncate(1);
        mistakes
    }))
}

/// A message without the list of everything that could stand there.
fn worded(message: &str) -> String {
    if message.contains("'<EOF>'") {
        return "unexpected end of the expression".into();
    }
    let sign = message.strip_prefix("token recognition error at: '");
    if let Some(sign) = sign.map(|sign| sign.strip_suffix('\'').unwrap_or(sign).trim()) {
        return format!("unexpected `{sign}`");
    }
    let found = ["mismatched input '", "extraneous input '"]
        .iter()
        .find_map(|start| message.strip_prefix(start)?.split_once("' expecting"));
    match found {
        Some((found, _)) => format!("unexpected `{found}`"),
        None => message.to_owned(),
    }
}

/// The byte of a line and column, both from one.
fn offset(text: &str, (line, column): (isize, isize)) -> usize {
    let (line, column) = (usize::try_from(line).unwrap_or(1), usize::try_from(column).unwrap_or(1));
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    let here = rest.split('\n').next().unwrap_or_default();
    let within = here.char_indices().nth(column.saturating_sub(1));
    start + within.map_or(here.len(), |(at, _)| at)
}
