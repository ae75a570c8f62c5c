//! ReplicaSets that nothing updates.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Kubernetes;

pub(crate) const RULE: Rule<Kubernetes> = Rule::new(Severity::Info, check).tags(&["reliability"]);

fn check(cx: &Context<'_, Kubernetes>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for object in &cx.tree.objects {
        let is_bare = matches!(
            (object.group(), object.kind.as_str()),
            ("apps" | "extensions", "ReplicaSet") | ("", "ReplicationController")
        );
        let owners = object.metadata().and_then(|metadata| metadata.get("ownerReferences"));
        if is_bare && owners.is_none_or(|owners| owners.items().is_empty()) {
            let message = format!("a bare {} does not roll out a new image", object.kind);
            findings.push(Finding::new(object.kind_span, message).help("write a Deployment"));
        }
    }
    findings
}
