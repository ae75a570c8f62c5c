//! A `$ ` copied from the terminal into an example that is labelled as a script.

use proofpress_plugin::{Applicability, Context, Edit, Finding, Fix, Rule, Severity, Span};

use crate::Shell;

pub(crate) const RULE: Rule<Shell> =
    Rule::new(Severity::Warning, check).on_broken().fixable().tags(&["copy-paste"]);

fn check(cx: &Context<'_, Shell>) -> Vec<Finding> {
    let Some(first) = cx.tree.pasted.first() else { return single(cx) };
    let shown = cx.text(*first).trim().to_owned();
    let finding = Finding::new(*first, format!("the prompt `{shown}` is part of the command"));
    if cx.tree.has_output {
        return vec![finding.help("label the example `console`: it shows prompts and output")];
    }
    let edits = cx.tree.pasted.iter().map(|span| Edit { span: *span, replacement: String::new() });
    vec![finding.help("remove the prompts, or label the example `console`").fixes(Fix {
        title: "remove the prompts".into(),
        applicability: Applicability::Suggestion,
        edits: edits.collect(),
    })]
}

/// A prompt before a later command of a script that starts without one.
fn single(cx: &Context<'_, Shell>) -> Vec<Finding> {
    let commands = cx.tree.outline.commands.iter().filter_map(|command| {
        let name = &cx.tree.words[*command.words.first()?];
        let next = &cx.tree.words[*command.words.get(1)?];
        (!cx.tree.interactive && cx.text(name.span) == "$").then_some((name.span, next.span))
    });
    commands
        .map(|(prompt, next)| {
            let removed = Span::new(prompt.start, next.start);
            Finding::new(prompt, "the prompt `$` is part of the command")
                .help("remove the prompt, or label the example `console`")
                .fix(Applicability::Suggestion, "remove the prompt", removed, "")
        })
        .collect()
}
