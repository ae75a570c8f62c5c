//! Disruption budgets that block every drain.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Kubernetes;
use crate::manifest::{Manifests, Object};
use crate::syntax::{Entry, Node};
use crate::workload::Workload;

pub(crate) const RULE: Rule<Kubernetes> =
    Rule::new(Severity::Warning, check).tags(&["reliability"]);

fn check(cx: &Context<'_, Kubernetes>) -> Vec<Finding> {
    let budgets = cx
        .tree
        .objects
        .iter()
        .filter(|object| object.group() == "policy" && object.kind == "PodDisruptionBudget");
    budgets.filter_map(|budget| of_budget(cx.tree, budget)).collect()
}

fn of_budget(tree: &Manifests, budget: &Object) -> Option<Finding> {
    let spec = budget.spec()?;
    if let Some(entry) = spec.entry("maxUnavailable")
        && (entry.value.int() == Some(0) || matches!(entry.value.text(), Some("0" | "0%")))
    {
        return Some(finding(entry, "`maxUnavailable` 0 never lets a pod be evicted"));
    }
    let entry = spec.entry("minAvailable")?;
    if entry.value.text() == Some("100%") {
        return Some(finding(entry, "`minAvailable` 100% never lets a pod be evicted"));
    }
    let least = entry.value.int()?;
    let (workload, replicas) = selected(tree, budget)?;
    if least < replicas {
        return None;
    }
    let kind = &workload.kind;
    let message = format!(
        "`minAvailable` is {least} and the {kind} has {replicas}, so no pod can be evicted"
    );
    Some(finding(entry, &message).related(workload.kind_span, format!("the {kind}")))
}

fn finding(entry: &Entry, message: &str) -> Finding {
    Finding::new(entry.key_span.to(entry.value.span), message)
        .help("leave room for one pod: `maxUnavailable: 1`")
}

/// The workload of this example whose pods the budget is for, and how many there are.
fn selected<'a>(tree: &'a Manifests, budget: &Object) -> Option<(&'a Object, i128)> {
    let wanted = budget.node.at(&["spec", "selector", "matchLabels"])?.entries();
    let pods = tree.objects.iter().filter_map(Workload::of).find(|workload| {
        let labels = workload.metadata.and_then(|metadata| metadata.get("labels"));
        let has = |entry: &Entry| {
            let label = labels.and_then(|labels| labels.get(&entry.key));
            label.is_some_and(|label| label.value == entry.value.value)
        };
        workload.object.namespace() == budget.namespace()
            && !wanted.is_empty()
            && wanted.iter().all(has)
    })?;
    if !matches!(
        pods.object.kind.as_str(),
        "Deployment" | "StatefulSet" | "ReplicaSet" | "ReplicationController"
    ) {
        return None;
    }
    // Without `replicas` there is one pod, unless an autoscaler of the example says otherwise.
    let scaled = tree.objects.iter().any(|object| object.kind == "HorizontalPodAutoscaler");
    let replicas = pods.object.spec()?.get("replicas").map_or(Some(1), Node::int)?;
    (!scaled && replicas > 0).then_some((pods.object, replicas))
}
