//! A function that comes to call itself.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Rego;
use crate::recursion::recursions;

pub(crate) const RULE: Rule<Rego> = Rule::new(Severity::Error, check).tags(&["correctness"]);

fn check(cx: &Context<'_, Rego>) -> Vec<Finding> {
    let Some(module) = &cx.tree.module else { return Vec::new() };
    let found = recursions(module).into_iter();
    found
        .map(|found| {
            Finding::new(found.span, format!("`{}` comes to call itself", found.name)).help(
                "Rego has no recursion; walk nested data with `walk`, graphs with `graph.reachable`",
            )
        })
        .collect()
}
