//! Long-running containers that get traffic before they are ready.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Kubernetes;
use crate::syntax::Node;
use crate::workload::{self, Container, Role};

pub(crate) const RULE: Rule<Kubernetes> =
    Rule::new(Severity::Warning, check).off_by_default().tags(&["reliability"]);

fn check(cx: &Context<'_, Kubernetes>) -> Vec<Finding> {
    let pods = workload::workloads(cx.tree).filter(|workload| workload.is_long_running());
    let containers = pods.flat_map(workload::Workload::containers);
    containers.filter(|container| serves_unready(*container)).map(finding).collect()
}

/// Only a container with ports can be behind a Service.
fn serves_unready(container: Container<'_>) -> bool {
    let ports = container.node.get("ports").map_or(&[][..], Node::items);
    container.role != Role::Init
        && !ports.is_empty()
        && container.node.get("readinessProbe").is_none()
}

fn finding(container: Container<'_>) -> Finding {
    let message =
        format!("container `{}` serves a port and has no readiness probe", container.name());
    Finding::new(container.head(), message)
        .help("add a `readinessProbe`, so that it gets traffic once it can answer")
}
