//! A filter that jq does not compile because of how it is written.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Jq;

pub(crate) const RULE: Rule<Jq> =
    Rule::new(Severity::Error, check).on_broken().tags(&["correctness"]);

fn check(cx: &Context<'_, Jq>) -> Vec<Finding> {
    let problems = cx.tree.problems.iter();
    problems.map(|problem| Finding::new(problem.span, problem.message.clone())).collect()
}
