//! Containers with the powers of the node.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::{Kubernetes, workload};

pub(crate) const RULE: Rule<Kubernetes> = Rule::new(Severity::Warning, check).tags(&["security"]);

fn check(cx: &Context<'_, Kubernetes>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for container in workload::containers(cx.tree) {
        let Some(context) = container.node.get("securityContext") else { continue };
        let Some(entry) = context.entry("privileged") else { continue };
        if entry.value.bool() == Some(true) {
            let span = entry.key_span.to(entry.value.span);
            let message = format!("container `{}` is privileged", container.name());
            findings.push(
                Finding::new(span, message)
                    .help("add the capabilities it needs under `capabilities.add` instead"),
            );
        }
    }
    findings
}
