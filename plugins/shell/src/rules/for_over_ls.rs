//! `for name in $(ls …)`: the names are split at blanks and globbed again.

use proofpress_plugin::{Applicability, Context, Finding, Rule, Severity};

use crate::Shell;
use crate::command::Run;
use crate::word::{Kind, Word};

pub(crate) const RULE: Rule<Shell> =
    Rule::new(Severity::Warning, check).fixable().tags(&["reliability"]);

fn check(cx: &Context<'_, Shell>) -> Vec<Finding> {
    let values = cx.tree.outline.loops.iter().flat_map(|each| &each.values);
    values.filter_map(|nth| in_value(cx, &cx.tree.words[*nth])).collect()
}

fn in_value(cx: &Context<'_, Shell>, word: &Word) -> Option<Finding> {
    let piece = word.pieces.iter().find(|piece| {
        !piece.quoted && matches!(piece.kind, Kind::Command(_) | Kind::Backticks(_))
    })?;
    let (Kind::Command(nth) | Kind::Backticks(Some(nth))) = piece.kind else { return None };
    let range = cx.tree.outline.inside.get(nth)?.clone();
    let mut pipelines = cx.tree.outline.pipelines.get(range)?.iter();
    let (pipeline, others) = (pipelines.next()?, pipelines.next());
    let [stage] = pipeline.stages.as_slice() else { return None };
    let run = cx.tree.stage(*stage).filter(|run| run.name == "ls" && others.is_none())?;
    let finding = Finding::new(piece.span, "file names from `ls` are split at blanks")
        .help("loop over a glob: `for file in *`");
    match glob(cx, &run) {
        Some(glob) if piece.span == word.span => Some(finding.fix(
            Applicability::Suggestion,
            format!("loop over `{glob}`"),
            piece.span,
            glob,
        )),
        _ => Some(finding),
    }
}

/// What lists the same files: `*` for a bare `ls`, else its arguments where all are globs.
fn glob(cx: &Context<'_, Shell>, run: &Run<'_>) -> Option<String> {
    let Some((first, last)) = run.arguments.first().zip(run.arguments.last()) else {
        return Some("*".into());
    };
    let globs = run.arguments.iter().all(|word| {
        word.bare_literals().any(|span| cx.text(span).contains('*'))
            && !cx.text(word.span).starts_with('-')
    });
    globs.then(|| cx.text(first.span.to(last.span)).to_owned())
}
