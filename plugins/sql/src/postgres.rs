//! Scripts for PostgreSQL: what its own parser says of each statement that a client would send.

mod body;
mod client;
mod scan;
mod values;

use proofpress_plugin::Span;
use serde_json::Value;

use crate::c;
use crate::mistake::{Mistake, token_at};
use crate::records::records;

/// Statements longer than this are parsed, and no tree is made of them.
const TREE_LIMIT: usize = 128 << 10;

/// A script, read.
#[derive(Debug, Default)]
pub(crate) struct Script {
    pub(crate) statements: Vec<Statement>,
    pub(crate) mistakes: Vec<Mistake>,
}

/// A statement that parsed.
#[derive(Debug)]
pub(crate) struct Statement {
    /// Where it is in the example.
    pub(crate) span: Span,
    /// The kind of its node: `DeleteStmt`.
    pub(crate) kind: String,
    /// The node, as libpg_query writes it.
    pub(crate) node: Value,
    /// The text that was parsed, by which places in the node are found in the example.
    parsed: values::Filled,
}

impl Statement {
    /// Where in the example a node's `location` is.
    pub(crate) fn place(&self, node: &Value) -> Option<usize> {
        let location = usize::try_from(node.get("location")?.as_u64()?).ok()?;
        Some(self.span.start + self.parsed.original(location))
    }
}

/// What the parser said of one text.
struct Answer {
    tree: Option<Value>,
    error: Option<Error>,
}

/// An error as the server tells it.
struct Error {
    message: String,
    hint: Option<String>,
    /// The five letters of its SQLSTATE.
    code: String,
    /// Characters before its place, where it has one.
    at: Option<usize>,
    /// The same in a text within the text.
    within: Option<usize>,
}

/// Reads a script. `is_body`: it may be the bare body of a function in PL/pgSQL.
pub(crate) fn read(text: &str, is_body: bool) -> Script {
    if is_body && body::is_bare(text) {
        return Script { mistakes: body::check_bare(text), ..Script::default() };
    }
    let mut script = Script::default();
    for sent in client::statements(text) {
        let wants_tree = sent.text.len() <= TREE_LIMIT;
        let (answer, parsed) = values::parse(&sent, |text| ask(text, wants_tree));
        if let Some(error) = answer.error {
            script
                .mistakes
                .push(placed(&error, &parsed.text, |at| sent.start + parsed.original(at)));
            continue;
        }
        let Some(tree) = answer.tree else { continue };
        let original = |at| sent.start + parsed.original(at);
        script.mistakes.extend(body::check(&parsed.text, &tree, original));
        let span = Span::new(sent.start, sent.start + sent.text.trim_end().len());
        script.statements.extend(statement(tree, span, parsed));
    }
    script
}

/// Whether a statement fixes the order of its rows, by an `ORDER BY` of its own or by being none
/// that selects.
pub(crate) fn has_top_level_order(text: &str) -> bool {
    let mut scanner = scan::Scanner::new(text);
    let (mut depth, mut words) = (0_usize, Vec::new());
    while let Some(token) = scanner.next_token() {
        let text = text.get(token.span.start..token.span.end).unwrap_or_default();
        match (token.kind, text) {
            (scan::Kind::Sign, "(") => depth += 1,
            (scan::Kind::Sign, ")") => depth = depth.saturating_sub(1),
            (scan::Kind::Word, _) if depth == 0 => words.push(text.to_uppercase()),
            _ => {}
        }
    }
    let selects = words.first().is_some_and(|word| word != "PRAGMA" && word != "EXPLAIN");
    !selects || words.windows(2).any(|pair| pair[0] == "ORDER" && pair[1] == "BY")
}

/// Asks the parser about one text.
fn ask(text: &str, wants_tree: bool) -> Answer {
    answer(&c::postgres(text, wants_tree))
}

fn answer(bytes: &[u8]) -> Answer {
    let (mut answer, mut error) = (Answer { tree: None, error: None }, None);
    for (tag, contents) in records(bytes) {
        let text = || String::from_utf8_lossy(contents).into_owned();
        let place = || text().parse::<usize>().ok().and_then(|at| at.checked_sub(1));
        match tag {
            b't' => answer.tree = serde_json::from_slice(contents).ok(),
            b'm' => {
                let (hint, code) = (None, String::new());
                error = Some(Error { message: text(), hint, code, at: None, within: None });
            }
            _ => {
                let Some(error) = &mut error else { continue };
                match tag {
                    b'h' => error.hint = Some(text()),
                    b'c' => error.code = text(),
                    b'p' => error.at = place(),
                    b'i' => error.within = place(),
                    _ => {}
                }
            }
        }
    }
    answer.error = error;
    answer
}

/// A mistake out of an error; `original` takes places in `text` to the example.
fn placed(error: &Error, text: &str, original: impl Fn(usize) -> usize) -> Mistake {
    let at = error.at.map_or(0, |at| byte_of(text, at));
    let token = match error.message.ends_with("at end of input") {
        true => Span::at(text.trim_end().len()),
        false => token_at(text, at),
    };
    let span = Span::new(original(token.start), original(token.end));
    Mistake { span, message: error.message.clone(), help: error.hint.clone() }
}

/// The byte at which a character of a text begins.
fn byte_of(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(at, _)| at)
}

/// The one statement of a tree.
fn statement(mut tree: Value, span: Span, parsed: values::Filled) -> Option<Statement> {
    let node = tree.get_mut("stmts")?.get_mut(0)?.get_mut("stmt")?.as_object_mut()?;
    let (kind, node) = std::mem::take(node).into_iter().next()?;
    Some(Statement { span, kind, node, parsed })
}
