//! A name that is set twice.

use std::collections::BTreeMap;

use crate::{{type}};
use proofpress_plugin::{Context, Finding, Rule, Severity, Span};

pub(crate) const RULE: Rule<{{type}}> = Rule::new(Severity::Error, check).tags(&["correctness"]);

fn check(cx: &Context<'_, {{type}}>) -> Vec<Finding> {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    let mut findings = Vec::new();
    for name in cx.tree {
        if let Some(&before) = first.get(name.text.as_str()) {
            findings.push(
                Finding::new(name.span, format!("`{}` is set twice", name.text))
                    .help("remove one of them; most readers take the last")
                    .related(before, "first set here"),
            );
        } else {
            first.insert(&name.text, name.span);
        }
    }
    findings
}
