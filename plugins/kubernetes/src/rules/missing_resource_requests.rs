//! Containers that do not say what they need.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Kubernetes;
use crate::workload::{self, Container, Role};

pub(crate) const RULE: Rule<Kubernetes> =
    Rule::new(Severity::Warning, check).off_by_default().tags(&["reliability"]);

fn check(cx: &Context<'_, Kubernetes>) -> Vec<Finding> {
    let containers = workload::containers(cx.tree).filter(|container| container.role != Role::Init);
    containers.filter_map(of_container).collect()
}

fn of_container(container: Container<'_>) -> Option<Finding> {
    // A limit without a request is a request of the same amount; the pod's own are shared.
    let says = |resource| {
        ["requests", "limits"].into_iter().any(|list| {
            let pod = container.workload.spec.at(&["resources", list, resource]);
            container.node.at(&["resources", list, resource]).or(pod).is_some()
        })
    };
    let missing: Vec<&str> =
        ["cpu", "memory"].into_iter().filter(|resource| !says(resource)).collect();
    if missing.is_empty() {
        return None;
    }
    let message =
        format!("container `{}` requests no `{}`", container.name(), missing.join("` and no `"));
    Some(
        Finding::new(container.head(), message).help("add `resources.requests` with what it needs"),
    )
}
