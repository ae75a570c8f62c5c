//! Unquoted `yes`, `no`, `on`, `off` as values of YAML.

use proofpress_plugin::{Applicability, Context, Finding, Rule, Severity};

use crate::{Data, Tree};

pub(crate) const RULE: Rule<Data> =
    Rule::new(Severity::Info, check).off_by_default().fixable().tags(&["portability", "yaml"]);

fn check(cx: &Context<'_, Data>) -> Vec<Finding> {
    let Tree::Yaml(yaml) = cx.tree else { return Vec::new() };
    let found = yaml.booleans.iter().map(|&span| {
        let word = cx.text(span);
        let lower = word.to_lowercase();
        let truth = if matches!(lower.as_str(), "yes" | "on") { "true" } else { "false" };
        let quoted = format!("\"{word}\"");
        Finding::new(span, format!("`{word}` is a text in YAML 1.2 and `{truth}` in YAML 1.1"))
            .help(format!("write `{truth}`, or `{quoted}` for the text"))
            .fix(Applicability::Manual, format!("write `{truth}`"), span, truth)
            .fix(Applicability::Manual, "quote it", span, quoted.as_str())
    });
    found.collect()
}
