//! A command with too few or too many words.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Redis;
use crate::trial::Kind;

pub(crate) const RULE: Rule<Redis> =
    Rule::new(Severity::Error, check).on_broken().tags(&["correctness"]);

fn check(cx: &Context<'_, Redis>) -> Vec<Finding> {
    cx.tree.findings(Kind::WrongArity)
}
