//! Text that is no JMESPath expression.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Jmespath;

pub(crate) const RULE: Rule<Jmespath> =
    Rule::new(Severity::Error, check).on_broken().tags(&["correctness"]);

fn check(cx: &Context<'_, Jmespath>) -> Vec<Finding> {
    let mistake = cx.tree.mistake.iter();
    mistake.map(|mistake| Finding::new(mistake.span, mistake.message.clone())).collect()
}
