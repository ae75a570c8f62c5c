//! A variable without quotes where a blank in its value does harm: the operands of commands
//! that remove, move or create files, of `cd`, and in `[ … ]`.
//!
//! Not in other arguments, where documentation leaves quotes out for reading's sake; not where
//! the example itself gives the variable a plain value; not for numbers such as `$?` and `$#`.

use proofpress_plugin::{Applicability, Context, Finding, Rule, Severity};

use crate::Shell;
use crate::command::Run;
use crate::word::{Form, Kind, Piece};

pub(crate) const RULE: Rule<Shell> =
    Rule::new(Severity::Warning, check).fixable().tags(&["reliability"]);

/// Commands whose operands are files that change, and those where a second word changes the
/// meaning.
const HARMED: &[&str] = &[
    "rm", "rmdir", "mv", "cp", "ln", "mkdir", "touch", "chmod", "chown", "chgrp", "truncate",
    "shred", "cd", "[", "test",
];

fn check(cx: &Context<'_, Shell>) -> Vec<Finding> {
    let harmed = cx.tree.runs().filter(|run| HARMED.contains(&run.name.as_str()));
    let mut findings = Vec::new();
    for run in harmed {
        for word in &run.arguments {
            findings.extend(word.pieces.iter().filter_map(|piece| finding(cx, &run, piece)));
        }
    }
    findings
}

fn finding(cx: &Context<'_, Shell>, run: &Run<'_>, piece: &Piece) -> Option<Finding> {
    let Kind::Variable { name, form } = &piece.kind else { return None };
    let number = piece.kind.is_number();
    // `${x:+…}` without quotes is how an argument is left out.
    if piece.quoted
        || number
        || *form == Form::Alternative
        || cx.tree.is_plain(name, piece.span.start)
    {
        return None;
    }
    let shown = cx.text(piece.span);
    let what = if run.name == "[" { "[ … ]".to_owned() } else { run.name.clone() };
    let (help, quoted) = match name.as_str() {
        "*" => ("write `\"$@\"`".to_owned(), "\"$@\"".to_owned()),
        _ => (format!("write `\"{shown}\"`"), format!("\"{shown}\"")),
    };
    Some(
        Finding::new(piece.span, format!("`{shown}` is split at blanks in `{what}`"))
            .help(help)
            .fix(Applicability::Suggestion, "quote it", piece.span, quoted),
    )
}
