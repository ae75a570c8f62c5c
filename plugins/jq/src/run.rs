//! Feeds a filter with its input and writes what comes out, as jq does.

use jaq_core::{Ctx, Vars};
use jaq_json::{Map, Rc, Val, read};
use jaq_std::input::RcIter;
use proofpress_plugin::{
    Declined, Extra, Output, OutputLimit, OutputStream, RunRequest, RunResult, StepResult,
};

use crate::definitions::{Kind, Shared, World};
use crate::options::Options;
use crate::program::{self, Problem};
use crate::{assignment, interpolation, message, values, write};

/// The statuses jq ends with.
const USAGE: i32 = 2;
const COMPILE: i32 = 3;
const NO_OUTPUT: i32 = 4;
const ERROR: i32 = 5;

/// Runs a filter.
///
/// # Errors
///
/// [`Declined`] where the request is not one for a filter, or asks for what is not there.
pub(crate) fn run(request: &RunRequest, now: u64) -> Result<RunResult, Declined> {
    let [filter] = request.main.steps.as_slice() else {
        return Err(Declined("a filter is one text, not a transcript".into()));
    };
    let find = |path: &str| {
        let file = request.files.iter().find(|file| file.path == path)?;
        Some(file.contents.clone())
    };
    let options = Options::read(&request.args, find).map_err(Declined)?;
    let mut input = request.stdin.clone();
    for path in &options.files {
        let missing = || Declined(format!("there is no file `{path}` for jq to read"));
        input.extend(find(path).ok_or_else(missing)?);
    }
    let mut output = Output::default();
    let ended = Job { request, options: &options, now }.proceed(filter, &input, &mut output);
    let (status, raised) = match ended {
        Ok(status) => (status, None),
        Err(limit) => (ERROR, Some(limit.into())),
    };
    let fact = |key: &str, value: &str| Extra { key: key.into(), value: value.into() };
    Ok(RunResult {
        steps: vec![StepResult { output: output.take(), status }],
        raised,
        files: Vec::new(),
        artifacts: Vec::new(),
        facts: vec![fact("jq-language", "1.7"), fact("jaq", "3.1.2")],
    })
}

struct Job<'a> {
    request: &'a RunRequest,
    options: &'a Options,
    now: u64,
}

impl Job<'_> {
    fn proceed(&self, filter: &str, input: &[u8], output: &mut Output) -> Result<i32, OutputLimit> {
        let variables = self.variables();
        let names: Vec<String> = variables.iter().map(|(name, _)| name.clone()).collect();
        // Places are those of the filter as written, so it is compiled as written first.
        let modules = |path: &str| self.module(path);
        let compiled = program::compile(filter, &names, modules).and_then(|compiled| {
            let rewritten = rewritten(filter);
            match rewritten == filter {
                true => Ok(compiled),
                false => program::compile(&rewritten, &names, modules),
            }
        });
        let compiled = match compiled {
            Ok(compiled) => compiled,
            Err(problems) => {
                let text = compile_errors(filter, &problems);
                output.write(OutputStream::Stderr, text.as_bytes())?;
                return Ok(COMPILE);
            }
        };
        let world = World { now: self.now, ..World::default() };
        let inputs = RcIter::new(self.inputs(input, &world));
        let inputs: &RcIter<dyn Iterator<Item = Result<Val, String>>> = &inputs;
        let shared = Shared { lut: &compiled.lut, inputs, world: &world };
        let values: Vec<Val> = variables.into_iter().map(|(_, value)| value).collect();
        let mut ending = Ending { status: 0, last: None };
        let null = std::iter::once(Ok(Val::Null));
        let fed: Box<dyn Iterator<Item = Result<Val, String>>> = match self.options.null_input {
            true => Box::new(null),
            false => Box::new(inputs),
        };
        for value in fed {
            let value = match value {
                Ok(value) => value,
                Err(why) => {
                    let text = format!("jq: error (at <stdin>:{}): {why}\n", world.lines.get());
                    output.write(OutputStream::Stderr, text.as_bytes())?;
                    ending.status = USAGE;
                    break;
                }
            };
            let context = Ctx::<Kind>::new(shared.clone(), Vars::new(values.clone()));
            let halted = self.feed(&compiled, context, value, &world, &mut ending, output)?;
            if let Some(status) = halted {
                return Ok(status);
            }
        }
        Ok(ending.told(self.options.exit_status))
    }

    /// Gives the filter one input; the status where it halts.
    fn feed(
        &self,
        compiled: &jaq_core::Filter<Kind>,
        context: Ctx<'_, Kind>,
        value: Val,
        world: &World,
        ending: &mut Ending,
        output: &mut Output,
    ) -> Result<Option<i32>, OutputLimit> {
        for result in compiled.id.run((context, value)) {
            output.write(OutputStream::Stderr, world.stderr.take().as_bytes())?;
            let exception = match result {
                Ok(value) => {
                    output.write(OutputStream::Stdout, self.shown(&value).as_bytes())?;
                    ending.last = Some(value);
                    continue;
                }
                Err(exception) => exception,
            };
            let text = match exception.get_err() {
                Ok(error) => error_line(error, world, self.options.null_input),
                Err(other) => match other.get_halt() {
                    Ok(status) => return Ok(Some(status)),
                    Err(_) => "jq: error: break\n".into(),
                },
            };
            output.write(OutputStream::Stderr, text.as_bytes())?;
            ending.status = ERROR;
            break;
        }
        output.write(OutputStream::Stderr, world.stderr.take().as_bytes())?;
        Ok(None)
    }

    fn shown(&self, value: &Val) -> String {
        let options = self.options;
        let text = match value {
            Val::TStr(_) | Val::BStr(_) if options.raw_output => message::plain(value),
            other => write::text(other, &options.layout),
        };
        let before = if options.seq { "\u{1e}" } else { "" };
        let after = if options.join { "" } else { "\n" };
        format!("{before}{text}{after}")
    }

    /// `$ENV`, `$ARGS` and what the arguments define.
    fn variables(&self) -> Vec<(String, Val)> {
        let env = self.request.env.iter();
        let env = env.map(|pair| (pair.key.clone(), Val::from(pair.value.clone())));
        let named = self.options.variables.iter();
        let named = named.map(|(name, value)| (name.replacen('$', "", 1), value.clone()));
        let args = [
            ("positional".to_owned(), self.options.positional.iter().cloned().collect()),
            ("named".to_owned(), object(named)),
        ];
        let mut variables =
            vec![("$ENV".to_owned(), object(env)), ("$ARGS".to_owned(), object(args))];
        variables.extend(self.options.variables.iter().cloned());
        variables
    }

    fn module(&self, path: &str) -> Option<String> {
        let name = path.strip_suffix(".jq").unwrap_or(path);
        let file = self.request.files.iter().find(|file| {
            file.path.strip_suffix(".jq").is_some_and(|stem| stem == name.trim_start_matches("./"))
        })?;
        Some(rewritten(&String::from_utf8_lossy(&file.contents)))
    }

    /// The inputs, as the options want them; what is read counts as lines.
    fn inputs<'i>(
        &self,
        bytes: &'i [u8],
        world: &'i World,
    ) -> Box<dyn Iterator<Item = Result<Val, String>> + 'i> {
        let all = || world.lines.set(bytes.iter().filter(|byte| **byte == b'\n').count());
        match (self.options.raw_input, self.options.slurp) {
            (true, true) => {
                all();
                Box::new(std::iter::once(Ok(text(bytes))))
            }
            (true, false) => {
                let lines = bytes.split_inclusive(|byte| *byte == b'\n');
                Box::new(lines.map(|line| {
                    world.lines.set(world.lines.get() + 1);
                    Ok(text(line.strip_suffix(b"\n").unwrap_or(line)))
                }))
            }
            (false, true) => {
                all();
                let values: Result<Vec<Val>, _> = read::parse_many(bytes).collect();
                let values = values.map(|values| values.into_iter().collect());
                Box::new(std::iter::once(values.map_err(|why| why.to_string())))
            }
            (false, false) => Box::new(values::values(bytes).map(|value| {
                world.lines.set(value.lines);
                read::parse_single(value.text).map_err(|why| why.to_string())
            })),
        }
    }
}

/// The filter in the form in which the engine does as jq does.
fn rewritten(filter: &str) -> String {
    interpolation::with_text(&assignment::as_calls(filter))
}

/// How the outputs end, for `-e`.
struct Ending {
    status: i32,
    last: Option<Val>,
}

impl Ending {
    fn told(&self, by_output: bool) -> i32 {
        match &self.last {
            _ if self.status != 0 || !by_output => self.status,
            None => NO_OUTPUT,
            Some(Val::Null | Val::Bool(false)) => 1,
            Some(_) => 0,
        }
    }
}

/// An error that nothing caught, as jq puts it.
fn error_line(error: jaq_json::Error, world: &World, null_input: bool) -> String {
    let place = match null_input && world.lines.get() == 0 {
        true => "<unknown>".to_owned(),
        false => format!("<stdin>:{}", world.lines.get()),
    };
    let told = error.to_string();
    match error.into_val() {
        Val::TStr(text) if read::parse_single(told.as_bytes()).is_err() => {
            // A message of the engine's, or one of the filter's own.
            let text = String::from_utf8_lossy(&text).into_owned();
            format!("jq: error (at {place}): {}\n", message::worded(&text))
        }
        value @ Val::TStr(_) => {
            format!("jq: error (at {place}): {}\n", message::worded(&message::plain(&value)))
        }
        other => format!("jq: error (at {place}) (not a string): {}\n", write::compact(&other)),
    }
}

/// What is wrong with a filter, as jq puts it.
fn compile_errors(filter: &str, problems: &[Problem]) -> String {
    let mut text = String::new();
    for problem in problems {
        let place = match problem.file.is_empty() {
            true => {
                let before = filter.get(..problem.span.start).unwrap_or_default();
                format!("<top-level>, line {}:", before.matches('\n').count() + 1)
            }
            false => problem.file.clone(),
        };
        let what = problem.message.replace('`', "");
        let kind = if what.contains("is not defined") { "" } else { "syntax error, " };
        let line = filter.get(problem.span.start..).and_then(|_| {
            let before = filter.get(..problem.span.start)?;
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            filter.get(start..)?.lines().next()
        });
        let line = line.filter(|_| problem.file.is_empty()).unwrap_or_default();
        text.push_str(&format!("jq: error: {kind}{what} at {place}\n{line}\n"));
    }
    let count = problems.len();
    let errors = if count == 1 { "error" } else { "errors" };
    format!("{text}jq: {count} compile {errors}\n")
}

fn object(pairs: impl IntoIterator<Item = (String, Val)>) -> Val {
    let map: Map = pairs.into_iter().map(|(name, value)| (Val::from(name), value)).collect();
    Val::Obj(Rc::new(map))
}

fn text(bytes: &[u8]) -> Val {
    Val::from(String::from_utf8_lossy(bytes).into_owned())
}
