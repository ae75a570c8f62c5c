//! Text that is no Jinja template.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Jinja;

pub(crate) const RULE: Rule<Jinja> =
    Rule::new(Severity::Error, check).on_broken().tags(&["correctness"]);

fn check(cx: &Context<'_, Jinja>) -> Vec<Finding> {
    let mistake = cx.tree.iter();
    mistake.map(|mistake| Finding::new(mistake.span, mistake.message.clone())).collect()
}
