//! What is certainly wrong with an example, whatever the server holds.
//!
//! The names and numbers of words come from the command table; options are read by the engine's own
//! parsers, on an empty server, where a syntax error does not depend on what there is.

use proofpress_plugin::{Finding, Span};
use proofpress_redis_engine::{Bytes, Engine, Outcome, Reply, lua_error, table, words};

use crate::text::{self, Line};

/// Which rule a problem is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    UnknownCommand,
    WrongArity,
    SyntaxError,
    UnclosedQuote,
    LuaSyntax,
}

/// Something that is wrong.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

/// An example, held against the server.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    pub(crate) problems: Vec<Problem>,
}

/// Checks an example that is a script.
pub(crate) fn script(source: &str) -> Checked {
    let problem = lua_error(source.as_bytes()).map(|why| {
        let (line, message) = located(&why);
        let start: usize =
            source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let length = source[start.min(source.len())..].lines().next().unwrap_or_default().len();
        let span = Span::new(start.min(source.len()), start.min(source.len()) + length);
        Problem { kind: Kind::LuaSyntax, span, message: message.to_owned(), help: None }
    });
    Checked { problems: problem.into_iter().collect() }
}

/// The line an error of Lua names, and what follows.
fn located(why: &str) -> (usize, &str) {
    let place = why.strip_prefix("user_script:").and_then(|rest| rest.split_once(": "));
    match place {
        Some((line, message)) => (line.parse().unwrap_or(1), message),
        None => (1, why),
    }
}

/// Checks the commands of an example.
pub(crate) fn commands(source: &str) -> Checked {
    let mut engine = Engine::new(0, 0);
    let connection = engine.connect();
    let mut problems = Vec::new();
    for line in text::lines(source) {
        // A page that shows the error knows of it.
        let told = line.output.trim_start();
        if told.starts_with("(error)") || told.starts_with("ERR") || told.starts_with("Invalid") {
            continue;
        }
        let Some(found) = words::split(line.text) else {
            let message = "a quote is not closed, or something follows a closing one".to_owned();
            let span = Span::new(line.start, line.start + line.text.len());
            problems.push(Problem { kind: Kind::UnclosedQuote, span, message, help: None });
            continue;
        };
        let words: Vec<Bytes> = found.iter().map(|word| word.bytes.clone()).collect();
        let spans: Vec<Span> = found
            .iter()
            .map(|word| Span::new(line.start + word.start, line.start + word.end))
            .collect();
        let repeated = words.len() > 1 && is_count(&words[0]);
        let skip = usize::from(repeated);
        problems.extend(sentence(&mut engine, connection, &words[skip..], &spans[skip..], &line));
    }
    Checked { problems }
}

fn is_count(word: &[u8]) -> bool {
    !word.is_empty() && word.iter().all(u8::is_ascii_digit)
}

fn sentence(
    engine: &mut Engine,
    connection: proofpress_redis_engine::Connection,
    words: &[Bytes],
    spans: &[Span],
    line: &Line<'_>,
) -> Option<Problem> {
    let all = Span::new(spans.first()?.start, spans.last()?.end);
    let name = String::from_utf8_lossy(&words[0]).into_owned();
    // Words of redis-cli itself.
    if ["exit", "quit", "clear", "help", "connect"].contains(&name.to_ascii_lowercase().as_str()) {
        return None;
    }
    let command = match table::resolve(words) {
        Ok(command) => command,
        Err(text) if text.starts_with("ERR wrong number") => {
            let (kind, message) = (Kind::WrongArity, plain(&text));
            return Some(Problem { kind, span: all, message, help: arity_help(words) });
        }
        Err(_) => return Some(unknown(words, spans)),
    };
    if matches!(command.name, "eval" | "eval_ro" | "script|load") {
        let at = if command.name == "script|load" { 2 } else { 1 };
        let why = lua_error(words.get(at)?)?;
        let message = located(&why).1.to_owned();
        return Some(Problem { kind: Kind::LuaSyntax, span: spans[at], message, help: None });
    }
    if command.has("noscript") && command.name != "multi" && !command.has("blocking") {
        return None;
    }
    if command.name == "multi" || line.text.is_empty() {
        return None;
    }
    let outcome = engine.call(connection, 0, None, words);
    let Outcome::Reply(Some(Reply::Error(text))) = outcome else { return None };
    let is_syntax =
        text.starts_with("ERR syntax error") || text.starts_with("ERR Unsupported option");
    is_syntax.then(|| Problem {
        kind: Kind::SyntaxError,
        span: all,
        message: format!("`{name}`: {}", plain(&text)),
        help: None,
    })
}

fn plain(text: &str) -> String {
    text.strip_prefix("ERR ").unwrap_or(text).replace('\'', "`")
}

fn arity_help(words: &[Bytes]) -> Option<String> {
    let name = String::from_utf8_lossy(words.first()?).to_ascii_lowercase();
    let sub = words.get(1).map(|word| String::from_utf8_lossy(word).to_ascii_lowercase());
    let full = sub.map(|sub| format!("{name}|{sub}")).unwrap_or_default();
    let command = table::all().get(full.as_str()).or_else(|| table::all().get(name.as_str()))?;
    let least = command.arity.unsigned_abs().saturating_sub(1);
    let form = if command.arity < 0 { "at least" } else { "exactly" };
    Some(format!("it takes {form} {least} words after its name"))
}

/// A command or subcommand that there is not, and one that is written alike.
fn unknown(words: &[Bytes], spans: &[Span]) -> Problem {
    let text = |at: usize| String::from_utf8_lossy(&words[at]).into_owned();
    let container = table::find(&words[0]);
    let (span, said, wanted) = match container {
        Some(command) if words.len() > 1 => {
            (spans[1], format!("{} {}", text(0), text(1)), format!("{}|{}", command.name, text(1)))
        }
        _ => (spans[0], text(0), text(0)),
    };
    let wanted = wanted.to_ascii_lowercase();
    let names = table::all().keys().filter(|name| name.contains('|') == wanted.contains('|'));
    let close = names
        .map(|name| (strsim::damerau_levenshtein(name, &wanted), *name))
        .min()
        .filter(|(distance, name)| *distance <= 2 && *distance < name.len() / 2);
    let alike = |name: &str| name.to_ascii_uppercase().replace('|', " ");
    Problem {
        kind: Kind::UnknownCommand,
        span,
        message: format!("Redis {} has no command `{said}`", table::VERSION),
        help: close.map(|(_, name)| format!("did you mean `{}`?", alike(name))),
    }
}

impl Checked {
    /// The problems of one kind, as findings.
    pub(crate) fn findings(&self, kind: Kind) -> Vec<Finding> {
        let problems = self.problems.iter().filter(|problem| problem.kind == kind);
        problems
            .map(|problem| Finding {
                help: problem.help.clone(),
                ..Finding::new(problem.span, problem.message.clone())
            })
            .collect()
    }
}
