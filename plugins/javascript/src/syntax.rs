//! Whether a text compiles, as a script or as a module, and where it does not.
//!
//! Which of the two it is follows Node.js: CommonJS unless it does not compile as that and does
//! as a module. Knows nothing of running.

use std::rc::Rc;

use proofpress_plugin::{Declined, Span};
use rquickjs::context::EvalOptions;
use rquickjs::{Ctx, Module, Object, Value};

use crate::engine::{self, Ledger};
use crate::native::WRAPPER;
use crate::wording;

/// The tree of an example: nothing but what is wrong with it.
pub struct Checked {
    /// The first error, where there is one.
    pub(crate) problem: Option<Problem>,
}

/// An error, in words of ours.
pub(crate) struct Problem {
    pub(crate) span: Span,
    pub(crate) message: String,
}

/// What the engine says is wrong, and where: line and column from 1, the column in bytes.
struct Complaint {
    message: String,
    line: usize,
    column: usize,
}

/// Checks a text.
///
/// # Errors
///
/// [`Declined`] where the text is typed at prompts, or the engine does not start.
pub(crate) fn check(lang: &str, source: &str) -> Result<Checked, Declined> {
    let opening = source.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if opening.starts_with("> ") {
        return Err(Declined("commands typed at a prompt".into()));
    }
    let ledger = Rc::new(Ledger::default());
    let failed = |why: rquickjs::Error| Declined(format!("the engine does not start: {why}"));
    let (runtime, context) = engine::start(&ledger).map_err(failed)?;
    let text = without_hashbang(source);
    let complaint = context.with(|ctx| complaint(&ctx, lang, &text));
    engine::end((runtime, context));
    let problem = complaint.map(|complaint| {
        let start = start(source, &complaint);
        let rest = source.get(start..).unwrap_or_default();
        Problem { span: span(source, start), message: wording::clear(&complaint.message, rest) }
    });
    Ok(Checked { problem })
}

/// The text with a `#!` line made a comment of the same length.
fn without_hashbang(source: &str) -> String {
    match source.strip_prefix("#!") {
        Some(rest) => format!("//{rest}"),
        None => source.to_owned(),
    }
}

fn complaint(ctx: &Ctx<'_>, lang: &str, text: &str) -> Option<Complaint> {
    let script = if lang == "mjs" { None } else { Some(as_commonjs(ctx, text)?) };
    let module = if lang == "cjs" { None } else { Some(as_module(ctx, text)?) };
    match (script, module) {
        (Some(script), Some(module)) => {
            // The one that got further is what was meant; the other fails at the first word that
            // is not of its kind.
            let later = (module.line, module.column) > (script.line, script.column);
            Some(if later || has_module_syntax(text) { module } else { script })
        }
        (script, module) => script.or(module),
    }
}

/// Whether a line starts as only lines of modules do.
fn has_module_syntax(text: &str) -> bool {
    text.lines().any(|line| {
        let rest = line.strip_prefix("import").or_else(|| line.strip_prefix("export"));
        rest.is_some_and(|rest| rest.starts_with([' ', '{', '*', '"', '\'']))
    })
}

/// What is wrong with it as the body of a CommonJS module. The outer `None` of the two callers:
/// nothing is.
fn as_commonjs(ctx: &Ctx<'_>, text: &str) -> Option<Complaint> {
    let wrapped = evaluated(ctx, format!("{WRAPPER}{text}\n}})"))?;
    let mut complaint = Complaint { ..wrapped };
    if complaint.line == 1 {
        complaint.column = complaint.column.saturating_sub(WRAPPER.len()).max(1);
    }
    if complaint.line <= text.lines().count() {
        return Some(complaint);
    }
    // It breaks at the end of the wrapper. Without one the engine may know better where; the
    // `throw` keeps the text from running.
    match evaluated(ctx, format!("throw 0;{text}")) {
        Some(mut bare) if bare.line <= text.lines().count() => {
            if bare.line == 1 {
                bare.column = bare.column.saturating_sub("throw 0;".len()).max(1);
            }
            Some(bare)
        }
        _ => Some(complaint),
    }
}

fn as_module(ctx: &Ctx<'_>, text: &str) -> Option<Complaint> {
    let declared = Module::declare(ctx.clone(), "example.mjs", text);
    match declared {
        Ok(_) => None,
        Err(_) => caught(ctx),
    }
}

fn evaluated(ctx: &Ctx<'_>, text: String) -> Option<Complaint> {
    let mut options = EvalOptions::default();
    options.strict = false;
    options.filename = Some("example.js".into());
    match ctx.eval_with_options::<Value<'_>, _>(text, options) {
        Ok(_) => None,
        Err(_) => caught(ctx),
    }
}

/// What was thrown, where it is a syntax error; its place is in the first line of its stack.
fn caught(ctx: &Ctx<'_>) -> Option<Complaint> {
    let thrown = ctx.catch();
    let error: &Object<'_> = thrown.as_object()?;
    let name: String = error.get("name").ok()?;
    let message: String = error.get("message").ok()?;
    if name != "SyntaxError" {
        // Too deep for the engine's stack: nothing is known of the text.
        return None;
    }
    let stack: String = error.get("stack").unwrap_or_default();
    let first = stack.lines().next().unwrap_or_default();
    let mut numbers = first.trim_end_matches(')').rsplit(':').map_while(|word| word.parse().ok());
    let column = numbers.next().unwrap_or(1);
    let line = numbers.next().unwrap_or(1);
    Some(Complaint { message, line, column })
}

/// Where the text's line starts, in bytes; its end where there is no such line.
fn offset(source: &str, complaint: &Complaint) -> usize {
    let lines = source.split_inclusive('\n').take(complaint.line.saturating_sub(1));
    let start: usize = lines.map(str::len).sum();
    let line = source.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
    let mut at = start + complaint.column.saturating_sub(1).min(line.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    if at >= source.len() { source.trim_end().len() } else { at }
}

/// Where what is wrong starts. The engine complains of a second declaration behind its name.
fn start(source: &str, complaint: &Complaint) -> usize {
    let at = offset(source, complaint);
    if !complaint.message.starts_with("invalid redefinition") {
        return at;
    }
    let before = source.get(..at).unwrap_or_default().trim_end();
    before.trim_end_matches(is_word).len()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// The word or sign the complaint is about; the last one of the text where that ends too early.
fn span(source: &str, start: usize) -> Span {
    let rest = source.get(start..).unwrap_or_default();
    let word: usize = rest.chars().take_while(|c| is_word(*c)).map(char::len_utf8).sum();
    let first = rest.chars().next();
    match (word, first) {
        (0, None | Some('\n')) => {
            let before = source.get(..start).unwrap_or_default().trim_end();
            let last = before.chars().next_back().map_or(0, char::len_utf8);
            Span::new(before.len() - last, before.len())
        }
        (0, Some(sign)) => Span::new(start, start + sign.len_utf8()),
        (word, _) => Span::new(start, start + word),
    }
}
