//! StatefulSets whose pods get no names of their own.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Kubernetes;

pub(crate) const RULE: Rule<Kubernetes> =
    Rule::new(Severity::Warning, check).tags(&["reliability"]);

fn check(cx: &Context<'_, Kubernetes>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for object in &cx.tree.objects {
        let Some(spec) = object.spec() else { continue };
        let name = spec.get("serviceName").and_then(|name| name.text()).unwrap_or_default();
        if object.group() == "apps" && object.kind == "StatefulSet" && name.is_empty() {
            findings.push(
                Finding::new(object.kind_span, "the StatefulSet has no `serviceName`")
                    .help("name the headless Service that gives its pods their DNS names"),
            );
        }
    }
    findings
}
