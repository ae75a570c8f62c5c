//! A filter, compiled; or what is wrong with it, with places.

use jaq_core::load::{self, Arena, File, Import, Loader};
use jaq_core::{Compiler, Filter, compile};
use proofpress_plugin::Span;

use crate::definitions::{self, Kind};
use crate::size;

/// A filter as the rules see it.
pub struct Checked {
    pub(crate) problems: Vec<Problem>,
    /// Names that no function has, where the filter brings in no modules.
    pub(crate) undefined: Vec<Problem>,
}

/// Something wrong with a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The module it is in; empty for the filter itself.
    pub(crate) file: String,
    pub(crate) span: Span,
    pub(crate) message: String,
    /// What is not defined: the name of a function, the number of its arguments.
    pub(crate) function: Option<(String, usize)>,
}

/// Checks a filter.
pub(crate) fn check(filter: &str) -> Checked {
    let mut imports = false;
    let read = |_: &str| {
        imports = true;
        Some(String::new())
    };
    // Which variables there are is for the arguments to say, so none is missed here.
    let result = compile(filter, &[], read);
    let problems = result.err().unwrap_or_default();
    let (undefined, problems): (Vec<Problem>, Vec<Problem>) =
        problems.into_iter().partition(|problem| problem.message.contains("is not defined"));
    let undefined = undefined.into_iter().filter(|problem| !imports && problem.function.is_some());
    Checked { problems, undefined: undefined.collect() }
}

/// Compiles a filter that may use `variables`, with modules by their path.
///
/// # Errors
///
/// What is wrong with it.
pub(crate) fn compile(
    filter: &str,
    variables: &[String],
    mut read: impl FnMut(&str) -> Option<String>,
) -> Result<Filter<Kind>, Vec<Problem>> {
    if let Some((at, message)) = size::excess(filter) {
        let span = Span::new(at, at + 1);
        return Err(vec![Problem { file: String::new(), span, message, function: None }]);
    }
    let arena = Arena::default();
    let read = |import: Import<'_, &str, String>| match read(import.path) {
        Some(code) => Ok(File { code, path: (*import.path).to_owned() }),
        None => Err(format!("module not found: {}", import.path)),
    };
    let loader = Loader::new(definitions::defs_for(filter)).with_read(read);
    let main = File { code: filter, path: String::new() };
    let modules = loader.load(&arena, main).map_err(loading)?;
    let compiler = Compiler::default()
        .with_funs(definitions::funs())
        .with_global_vars(variables.iter().map(String::as_str));
    compiler.compile(modules).map_err(|errors| {
        let mut problems = Vec::new();
        for (file, undefined) in errors {
            for (name, what) in undefined {
                let arity = match what {
                    compile::Undefined::Filter(arity) => Some(arity),
                    _ => None,
                };
                let message = match arity {
                    Some(arity) => format!("`{name}/{arity}` is not defined"),
                    None => format!("`{name}` is not defined"),
                };
                let function = arity.map(|arity| (name.to_owned(), arity));
                problems.push(problem(&file, name, message, function));
            }
        }
        problems
    })
}

fn loading(errors: load::Errors<&str, String>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (file, error) in errors {
        match error {
            load::Error::Io(errors) => {
                problems
                    .extend(errors.iter().map(|(at, why)| problem(&file, at, why.clone(), None)));
            }
            load::Error::Lex(errors) => problems.extend(errors.iter().map(|(expected, found)| {
                let first = found.chars().next();
                let end = first.map_or(0, char::len_utf8);
                let found = found.get(..end).unwrap_or_default();
                problem(&file, found, format!("expected {}", expected.as_str()), None)
            })),
            load::Error::Parse(errors) => {
                problems.extend(errors.iter().map(|(expected, found)| {
                    let message = match found.is_empty() {
                        true => format!("expected {}, found the end", expected.as_str()),
                        false => format!("expected {}, found `{found}`", expected.as_str()),
                    };
                    problem(&file, found, message, None)
                }))
            }
        }
    }
    problems
}

fn problem(
    file: &File<&str, String>,
    part: &str,
    message: String,
    function: Option<(String, usize)>,
) -> Problem {
    let span = load::span(file.code, part);
    Problem { file: file.path.clone(), span: Span::new(span.start, span.end), message, function }
}
