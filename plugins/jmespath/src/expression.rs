//! An expression as the library reads it, or what is wrong with it.

use jmespath::ast::Ast;
use jmespath::{ErrorReason, Expression, JmespathError};
use proofpress_plugin::{Declined, Span};

use crate::literal;

/// How deep brackets may nest: the parser calls itself.
const DEEPEST: usize = 100;

/// Longest expression, in bytes: an operator deepens the tree, brackets or not.
const LONGEST: usize = 20_000;

/// An expression for the rules.
pub struct Read {
    pub(crate) mistake: Option<Problem>,
    /// Functions that are not defined, or are given the wrong number of arguments.
    pub(crate) calls: Vec<Problem>,
}

/// Something wrong at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) span: Span,
    pub(crate) message: String,
}

/// Every function of the specification, and how many arguments it takes; none where any number
/// from one.
const FUNCTIONS: [(&str, Option<usize>); 26] = [
    ("abs", Some(1)),
    ("avg", Some(1)),
    ("ceil", Some(1)),
    ("contains", Some(2)),
    ("ends_with", Some(2)),
    ("floor", Some(1)),
    ("join", Some(2)),
    ("keys", Some(1)),
    ("length", Some(1)),
    ("map", Some(2)),
    ("max", Some(1)),
    ("max_by", Some(2)),
    ("merge", None),
    ("min", Some(1)),
    ("min_by", Some(2)),
    ("not_null", None),
    ("reverse", Some(1)),
    ("sort", Some(1)),
    ("sort_by", Some(2)),
    ("starts_with", Some(2)),
    ("sum", Some(1)),
    ("to_array", Some(1)),
    ("to_number", Some(1)),
    ("to_string", Some(1)),
    ("type", Some(1)),
    ("values", Some(1)),
];

/// Compiles an expression.
///
/// # Errors
///
/// [`Declined`] where it is nested too deep to be read.
pub(crate) fn compile(
    text: &str,
) -> Result<Result<Expression<'static>, (JmespathError, usize)>, Declined> {
    let mut depth = 0_usize;
    let mut deepest = 0;
    for letter in text.chars() {
        match letter {
            '(' | '[' | '{' | '!' | '&' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    if deepest > DEEPEST || text.len() > LONGEST {
        return Err(Declined("the expression is too long, or nests too deep, to be read".into()));
    }
    let mended = literal::mend(text.trim_end());
    Ok(jmespath::compile(&mended.text).map_err(|error| {
        let at =
            mended.text.char_indices().nth(error.offset).map_or(mended.text.len(), |(at, _)| at);
        let at = mended.original(at);
        (error, at)
    }))
}

/// Reads an expression.
///
/// # Errors
///
/// [`Declined`] as [`compile`].
pub(crate) fn read(text: &str) -> Result<Read, Declined> {
    let mut read = Read { mistake: None, calls: Vec::new() };
    match compile(text)? {
        Ok(expression) => calls(expression.as_ast(), text, &mut read.calls),
        Err((error, at)) => {
            let message = match &error.reason {
                ErrorReason::Parse(message) => message.clone(),
                ErrorReason::Runtime(error) => error.to_string(),
            };
            let mut message = message.replace('\n', " ");
            if let Some(first) = message.get(..1).map(str::to_lowercase) {
                message.replace_range(..1, &first);
            }
            let end = text.get(at..).and_then(|rest| rest.chars().next()).filter(|c| *c != '\n');
            let span = Span::new(at, at + end.map_or(0, char::len_utf8));
            read.mistake = Some(Problem { span, message });
        }
    }
    Ok(read)
}

/// The calls of an expression that cannot work. The library's places are in characters of the
/// mended text, so a name is looked for in the text itself.
fn calls(ast: &Ast, text: &str, found: &mut Vec<Problem>) {
    walk(ast, &mut |ast| {
        let Ast::Function { name, args, .. } = ast else { return };
        let known = FUNCTIONS.iter().find(|(known, _)| known == name);
        let message = match known {
            None => format!("there is no function `{name}`"),
            Some((_, Some(takes))) if *takes != args.len() => {
                let arguments = if *takes == 1 { "argument" } else { "arguments" };
                format!("`{name}` takes {takes} {arguments}, not {}", args.len())
            }
            Some((_, None)) if args.is_empty() => format!("`{name}` takes an argument"),
            Some(_) => return,
        };
        let places = text.match_indices(name.as_str()).map(|(at, _)| at);
        let is_call = |at: &usize| {
            let after = text.get(at + name.len()..).unwrap_or_default().trim_start();
            let before = text.get(..*at).and_then(|before| before.chars().next_back());
            let within = before.is_some_and(|before| before.is_alphanumeric() || before == '_');
            after.starts_with('(') && !within
        };
        let taken = |at: &usize| found.iter().any(|problem| problem.span.start == *at);
        let at = places.filter(is_call).find(|at| !taken(at)).unwrap_or(0);
        found.push(Problem { span: Span::new(at, at + name.len()), message });
    });
}

fn walk(ast: &Ast, look: &mut impl FnMut(&Ast)) {
    look(ast);
    match ast {
        Ast::Comparison { lhs, rhs, .. }
        | Ast::Projection { lhs, rhs, .. }
        | Ast::Subexpr { lhs, rhs, .. }
        | Ast::And { lhs, rhs, .. }
        | Ast::Or { lhs, rhs, .. } => {
            walk(lhs, look);
            walk(rhs, look);
        }
        Ast::Condition { predicate, then, .. } => {
            walk(predicate, look);
            walk(then, look);
        }
        Ast::Expref { ast, .. } => walk(ast, look),
        Ast::Flatten { node, .. } | Ast::Not { node, .. } | Ast::ObjectValues { node, .. } => {
            walk(node, look);
        }
        Ast::Function { args, .. } => args.iter().for_each(|arg| walk(arg, look)),
        Ast::MultiList { elements, .. } => elements.iter().for_each(|ast| walk(ast, look)),
        Ast::MultiHash { elements, .. } => {
            elements.iter().for_each(|pair| walk(&pair.value, look));
        }
        Ast::Field { .. }
        | Ast::Identity { .. }
        | Ast::Index { .. }
        | Ast::Literal { .. }
        | Ast::Slice { .. } => {}
    }
}
