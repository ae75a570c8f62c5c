//! A call of a function that there is not, or with the wrong number of arguments.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Jmespath;

pub(crate) const RULE: Rule<Jmespath> = Rule::new(Severity::Error, check).tags(&["correctness"]);

fn check(cx: &Context<'_, Jmespath>) -> Vec<Finding> {
    let calls = cx.tree.calls.iter();
    calls.map(|call| Finding::new(call.span, call.message.clone())).collect()
}
