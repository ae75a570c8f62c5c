//! `cd` in a script that goes on where it fails, so that what follows works in the wrong folder.
//! In an example that is not a whole script, only where something destructive follows.

use proofpress_plugin::{Applicability, Context, Finding, Rule, Severity};

use crate::Shell;
use crate::command::Run;
use crate::walk::{Simple, Stage};

pub(crate) const RULE: Rule<Shell> =
    Rule::new(Severity::Warning, check).fixable().tags(&["reliability"]);

fn check(cx: &Context<'_, Shell>) -> Vec<Finding> {
    let tree = cx.tree;
    if tree.interactive || tree.stops_on_error().is_some() {
        return Vec::new();
    }
    let end =
        tree.outline.commands.iter().map(|command| command.span.start).max().unwrap_or_default();
    let destroys = tree.runs().filter(is_destructive).map(|run| run.span.start).max();
    let limit = if tree.shebang.is_some() { Some(end) } else { destroys };
    let alone =
        tree.outline.pipelines.iter().filter(|pipeline| !pipeline.tested && !pipeline.substituted);
    alone
        .filter_map(|pipeline| match pipeline.stages.as_slice() {
            [Stage::Simple(nth)] => Some(&tree.outline.commands[*nth]),
            _ => None,
        })
        .filter(|command| limit.is_some_and(|limit| limit > command.span.start))
        .filter_map(|command| finding(cx, command))
        .collect()
}

fn finding(cx: &Context<'_, Shell>, command: &Simple) -> Option<Finding> {
    let run = cx.tree.run(command).filter(|run| run.name == "cd")?;
    let target = run.operands().next()?;
    // These do not fail in practice.
    if matches!(run.literal(target).as_deref(), Some("/" | "~" | "." | ".." | "-" | "../..")) {
        return None;
    }
    let shown = cx.text(target.span);
    let finding =
        Finding::new(run.span, format!("where `cd {shown}` fails, the script goes on elsewhere"))
            .help("stop there: `cd … || exit`");
    if !command.top {
        return Some(finding);
    }
    let fixed = format!("{} || exit", cx.text(run.span));
    Some(finding.fix(Applicability::Suggestion, "add `|| exit`", run.span, fixed))
}

/// What removes or overwrites files below the current folder.
fn is_destructive(run: &Run<'_>) -> bool {
    let relative = || {
        run.operands()
            .any(|word| run.literal(word).is_some_and(|text| !text.starts_with(['/', '~'])))
    };
    match run.name.as_str() {
        "rm" => {
            (run.has('r', "recursive") || run.has('R', "recursive") || globs(run)) && relative()
        }
        "git" => run.literals().next().is_some_and(|verb| verb == "clean"),
        "find" => run.literals().any(|word| word == "-delete") && relative(),
        _ => false,
    }
}

fn globs(run: &Run<'_>) -> bool {
    run.literals().any(|word| word.contains('*'))
}
