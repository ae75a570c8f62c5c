//! SQLite: what its parser says of a script, and its shell.

mod shell;
mod table;

use proofpress_plugin::Span;

use crate::c::Scratch;
use crate::mistake::{Mistake, token_at};
use crate::records::records;

pub(crate) use shell::run;

/// The version of the library and the shell.
pub(crate) const VERSION: &str = "3.49.1";

/// What is wrong with a script, as SQLite's shell would read it: a line that begins with a dot
/// between statements is the shell's own.
pub(crate) fn mistakes(script: &str) -> Vec<Mistake> {
    let mut scratch = Scratch::open();
    let mut mistakes = Vec::new();
    let mut open: Option<(usize, String)> = None;
    let mut at = 0;
    for line in script.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if open.is_none() && (line.starts_with(['.', '#']) || line.trim().is_empty()) {
            continue;
        }
        let (_, text) = open.get_or_insert_with(|| (start, String::new()));
        text.push_str(line);
        if line.contains(';')
            && scratch.is_complete(text)
            && let Some((start, text)) = open.take()
        {
            mistakes.extend(mistake(&mut scratch, &text, start));
        }
    }
    if let Some((start, text)) = open {
        mistakes.extend(mistake(&mut scratch, &text, start));
    }
    mistakes
}

/// The first mistake in statements that begin at `start` of the script.
fn mistake(scratch: &mut Scratch, text: &str, start: usize) -> Option<Mistake> {
    let (message, at) = refusal(scratch, text)?;
    let token = match at {
        Some(at) if message != "incomplete input" => token_at(text, at),
        _ => Span::at(text.trim_end().len()),
    };
    let span = Span::new(start + token.start, start + token.end);
    is_grammar(&message).then_some(Mistake { span, message, help: None })
}

/// Why SQLite refuses statements, and where. Placeholders of drivers that it does not know count
/// as its own.
fn refusal(scratch: &mut Scratch, text: &str) -> Option<(String, Option<usize>)> {
    let refused = told(&scratch.check(text))?;
    match with_parameters(text) {
        Some(text) if is_grammar(&refused.0) => told(&scratch.check(&text)),
        _ => Some(refused),
    }
}

fn told(bytes: &[u8]) -> Option<(String, Option<usize>)> {
    let (mut message, mut place) = (None, None);
    for (tag, contents) in records(bytes) {
        let text = String::from_utf8_lossy(contents).into_owned();
        match tag {
            b'm' => message = Some(one_line(text)),
            _ => place = text.parse().ok(),
        }
    }
    message.map(|message| (message, place))
}

/// A message on one line: a string that is not closed stands in it whole.
fn one_line(message: String) -> String {
    match message.split_once('\n') {
        Some((first, _)) => format!("{first}…\""),
        None => message,
    }
}

/// Whether a refusal is one of grammar: others depend on what a database holds.
fn is_grammar(message: &str) -> bool {
    message.ends_with(": syntax error")
        || message == "incomplete input"
        || message.starts_with("unrecognized token: ")
        || message.contains(" clause should come ")
}

/// The text with `%s` as parameters of SQLite, where it has some.
fn with_parameters(text: &str) -> Option<String> {
    text.contains("%s").then(|| text.replace("%s", "?1"))
}
