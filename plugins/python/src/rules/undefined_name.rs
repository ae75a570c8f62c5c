//! A name that nothing in the example binds.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Python;

pub(crate) const RULE: Rule<Python> =
    Rule::new(Severity::Warning, check).off_by_default().tags(&["correctness"]);

fn check(cx: &Context<'_, Python>) -> Vec<Finding> {
    let findings = cx.tree.unresolved.iter().map(|&at| {
        let name = cx.tree.code.slice(at);
        Finding::new(cx.tree.span(at), format!("`{name}` is not defined in this example"))
            .help("import or define it, so that the example runs as it stands")
    });
    findings.collect()
}
