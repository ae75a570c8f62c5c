//! Text the shell does not take. Agrees with `bash -n`, in `sh` examples too. Says nothing of
//! examples with pasted prompts: those have a rule of their own.

use proofpress_plugin::{Context, Finding, Rule, Severity, Span};

use crate::Shell;

pub(crate) const RULE: Rule<Shell> =
    Rule::new(Severity::Error, check).on_broken().tags(&["correctness"]);

fn check(cx: &Context<'_, Shell>) -> Vec<Finding> {
    if !cx.tree.pasted.is_empty() {
        return Vec::new();
    }
    cx.tree.problems.iter().map(|problem| {
        if problem.tolerated {
            return Finding::new(problem.span, problem.message.clone())
                .severity(Severity::Warning)
                .help("write the delimiter on a line of its own, not indented, with nothing after it");
        }
        match placeholder(cx.source(), problem.span) {
            Some(span) => Finding::new(span, format!("`{}` reads as redirections", cx.text(span)))
                .help("quote the placeholder, or write it in capitals")
                .related(problem.span, problem.message.clone()),
            None => Finding::new(problem.span, problem.message.clone()),
        }
    }).collect()
}

/// The last `<name>` on the line before the problem, or on the line it ends.
fn placeholder(source: &str, problem: Span) -> Option<Span> {
    let before = source.get(..problem.start)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = problem.start
        + source.get(problem.start..)?.find('\n').unwrap_or(source.len() - problem.start);
    let line = source.get(start..end)?;
    let mut found = None;
    for (open, _) in line.match_indices('<') {
        let Some(length) = line.get(open..)?.find('>') else { break };
        let name = line.get(open + 1..open + length)?;
        let starts = name.starts_with(|first: char| first.is_alphabetic());
        if starts
            && name.chars().all(|letter| letter.is_alphanumeric() || "-_ .:/|".contains(letter))
        {
            found = Some(Span::new(start + open, start + open + length + 1));
        }
    }
    found
}
