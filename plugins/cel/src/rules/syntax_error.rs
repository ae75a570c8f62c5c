//! Text that is no CEL expression.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Cel;

pub(crate) const RULE: Rule<Cel> =
    Rule::new(Severity::Error, check).on_broken().tags(&["correctness"]);

fn check(cx: &Context<'_, Cel>) -> Vec<Finding> {
    let mistake = cx.tree.iter();
    mistake.map(|mistake| Finding::new(mistake.span, mistake.message.clone())).collect()
}
