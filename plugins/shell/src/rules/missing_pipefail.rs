//! `set -e` and a pipeline, but no `pipefail`: a failure before the last `|` goes unnoticed.
//! Not for `sh`, whose `set` may not know the option.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Shell;
use crate::walk::{Pipeline, Stage};

pub(crate) const RULE: Rule<Shell> = Rule::new(Severity::Warning, check).tags(&["reliability"]);

/// Commands that do not fail, or whose failing means nothing.
const HARMLESS: &[&str] = &["echo", "printf", "yes", "true", ":"];

fn check(cx: &Context<'_, Shell>) -> Vec<Finding> {
    let tree = cx.tree;
    let interpreter =
        tree.shebang.as_deref().map(|shebang| shebang.split(' ').next().unwrap_or_default());
    let bash = interpreter.map_or(!tree.posix, |name| name == "bash");
    let Some(stops) = tree.stops_on_error().filter(|_| bash && !tree.interactive) else {
        return Vec::new();
    };
    if tree.runs().any(|run| run.name == "set" && run.sets('\0', "pipefail")) {
        return Vec::new();
    }
    let first = tree.outline.pipelines.iter().find(|pipeline| is_at_risk(cx, pipeline));
    let Some(last) = first.and_then(|pipeline| pipeline.stages.first()) else { return Vec::new() };
    let Stage::Simple(nth) = *last else { return Vec::new() };
    let command = &tree.outline.commands[nth];
    vec![
        Finding::new(command.span, format!("`{}` may fail unnoticed in a pipeline", name(cx, nth)))
            .help("add `set -o pipefail`, since `set -e` only looks at the last command of a pipeline")
            .related(stops, "the script stops on errors from here"),
    ]
}

fn name<'a>(cx: &'a Context<'_, Shell>, nth: usize) -> &'a str {
    cx.tree.outline.commands[nth]
        .words
        .first()
        .map_or("", |word| cx.text(cx.tree.words[*word].span))
}

fn is_at_risk(cx: &Context<'_, Shell>, pipeline: &Pipeline) -> bool {
    let [first, _, ..] = pipeline.stages.as_slice() else { return false };
    let harmless = cx.tree.stage(*first).is_none_or(|run| HARMLESS.contains(&run.name.as_str()));
    !pipeline.tested && !pipeline.substituted && !harmless
}
