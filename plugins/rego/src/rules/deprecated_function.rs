//! A function that OPA 1.0 no longer takes.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::calls::{Names, import_name};
use crate::version::Version;
use crate::{Rego, builtins};

pub(crate) const RULE: Rule<Rego> = Rule::new(Severity::Error, check).tags(&["compatibility"]);

fn check(cx: &Context<'_, Rego>) -> Vec<Finding> {
    let Some(module) = &cx.tree.module else { return Vec::new() };
    let names = Names::of(module);
    let mut findings = Vec::new();
    for call in &names.calls {
        let first = call.name.split('.').next().unwrap_or_default();
        let own = names.rules.iter().any(|(rule, _)| rule == first)
            || module.imports.iter().any(|import| import_name(import) == first);
        let Some(instead) = builtins::deprecated(&call.name).filter(|_| !own) else { continue };
        let message = match cx.tree.version {
            Version::V1 => format!("`{}` was taken out of Rego with OPA 1.0", call.name),
            Version::V0 => format!("`{}` is gone in OPA 1.0", call.name),
        };
        let finding = Finding::new(call.span, message).help(format!("write {instead}"));
        findings.push(match cx.tree.version {
            Version::V1 => finding,
            Version::V0 => finding.severity(Severity::Warning),
        });
    }
    findings
}
