//! An import that the policy does not use, as `opa check --strict` reports it.

use proofpress_plugin::{Context, Finding, Rule, Severity, Span};

use crate::Rego;
use crate::calls::{Names, import_name, path};

pub(crate) const RULE: Rule<Rego> = Rule::new(Severity::Warning, check).tags(&["style"]);

fn check(cx: &Context<'_, Rego>) -> Vec<Finding> {
    let Some(module) = &cx.tree.module else { return Vec::new() };
    let names = Names::of(module);
    let mut findings = Vec::new();
    for import in &module.imports {
        let name = import_name(import);
        let first = path(&import.refr);
        // `rego.v1` and `future.keywords` change how the file is read.
        let counts = first.starts_with("data.") || first.starts_with("input.");
        if counts && !names.used.contains(&name) {
            let span = Span::new(import.span.start as usize, import.span.end as usize);
            findings.push(
                Finding::new(span, format!("`{name}` is imported and not used"))
                    .help("remove the import"),
            );
        }
    }
    findings
}
