//! Code that CPython does not compile.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Python;

pub(crate) const RULE: Rule<Python> =
    Rule::new(Severity::Error, check).on_broken().tags(&["correctness"]);

fn check(cx: &Context<'_, Python>) -> Vec<Finding> {
    let findings = cx.tree.errors.iter().map(|error| {
        let finding = Finding::new(cx.tree.span(error.at), &*error.message);
        match &error.help {
            Some(help) => finding.help(help),
            None => finding,
        }
    });
    findings.collect()
}
