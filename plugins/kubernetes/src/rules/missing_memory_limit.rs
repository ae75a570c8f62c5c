//! Containers that may take all the memory of a node.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Kubernetes;
use crate::workload::{self, Container, Role};

pub(crate) const RULE: Rule<Kubernetes> =
    Rule::new(Severity::Warning, check).off_by_default().tags(&["reliability"]);

fn check(cx: &Context<'_, Kubernetes>) -> Vec<Finding> {
    let containers = workload::containers(cx.tree).filter(|container| container.role != Role::Init);
    containers.filter(|container| !has_limit(*container)).map(finding).collect()
}

fn has_limit(container: Container<'_>) -> bool {
    let path = ["resources", "limits", "memory"];
    container.node.at(&path).or_else(|| container.workload.spec.at(&path)).is_some()
}

fn finding(container: Container<'_>) -> Finding {
    let message = format!("container `{}` has no memory limit", container.name());
    Finding::new(container.head(), message).help("add `resources.limits.memory`")
}
