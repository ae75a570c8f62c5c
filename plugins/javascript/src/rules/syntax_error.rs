//! A program that does not parse.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::JavaScript;

pub(crate) const RULE: Rule<JavaScript> =
    Rule::new(Severity::Error, check).on_broken().tags(&["correctness"]);

fn check(cx: &Context<'_, JavaScript>) -> Vec<Finding> {
    let problem = cx.tree.problem.iter();
    problem.map(|problem| Finding::new(problem.span, problem.message.clone())).collect()
}
