//! `cat file | command`, where the command could read the file itself.

use proofpress_plugin::{Applicability, Context, Finding, Rule, Severity, Span};

use crate::Shell;
use crate::walk::{Pipeline, Stage};
use crate::word::Word;

pub(crate) const RULE: Rule<Shell> = Rule::new(Severity::Info, check).fixable().tags(&["style"]);

fn check(cx: &Context<'_, Shell>) -> Vec<Finding> {
    cx.tree.outline.pipelines.iter().filter_map(|pipeline| in_pipeline(cx, pipeline)).collect()
}

fn in_pipeline(cx: &Context<'_, Shell>, pipeline: &Pipeline) -> Option<Finding> {
    let [Stage::Simple(nth), next, ..] = pipeline.stages.as_slice() else { return None };
    let cat = &cx.tree.outline.commands[*nth];
    let [name, file] = cat.words.as_slice() else { return None };
    let file = &cx.tree.words[*file];
    if cx.tree.words[*name].literal(&cx.tree.text)? != "cat"
        || cat.has_input
        || !is_one_file(cx, file)
    {
        return None;
    }
    let shown = cx.text(file.span);
    let finding = Finding::new(cat.span, format!("`cat` only passes `{shown}` on"));
    let Stage::Simple(next) = next else {
        return Some(finding.help(format!("redirect the input: `< {shown}`")));
    };
    let next = &cx.tree.outline.commands[*next];
    let reader = cx.text(cx.tree.words[*next.words.first()?].span);
    let finding = finding.help(format!("let `{reader}` read it: `{reader} … < {shown}`"));
    if next.has_input {
        return Some(finding);
    }
    let replaced = Span::new(cat.span.start, next.span.start);
    let between = cx.text(Span::new(cat.span.end, next.span.start));
    if between.trim() != "|" {
        return Some(finding);
    }
    Some(finding.fix(
        Applicability::Suggestion,
        "redirect the input",
        replaced,
        format!("< {shown} "),
    ))
}

/// Not an option, standard input, or what may be several files.
fn is_one_file(cx: &Context<'_, Shell>, file: &Word) -> bool {
    let expands =
        file.pieces.iter().any(|piece| piece.kind != crate::word::Kind::Literal && !piece.quoted);
    let globs = file.bare_literals().any(|span| cx.text(span).contains(['*', '?', '[', '{']));
    !expands && !globs && !cx.text(file.span).starts_with('-')
}
