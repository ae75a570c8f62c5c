//! A repetition that takes a backtracking engine exponential time.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Regex;

pub(crate) const RULE: Rule<Regex> =
    Rule::new(Severity::Warning, check).tags(&["security", "performance"]);

fn check(cx: &Context<'_, Regex>) -> Vec<Finding> {
    let found = cx.tree.exponential.iter();
    found.map(|found| {
        Finding::new(found.span, found.message.clone())
            .help("repeat once: `(a+)+` is `(a+)`, and `(a|b)*` with classes that overlap is one class")
    }).collect()
}
