//! Selectors that do not select the pods of their own template.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Kubernetes;
use crate::syntax::Node;
use crate::workload::{self, Workload};

pub(crate) const RULE: Rule<Kubernetes> = Rule::new(Severity::Error, check).tags(&["correctness"]);

fn check(cx: &Context<'_, Kubernetes>) -> Vec<Finding> {
    workload::workloads(cx.tree).flat_map(of_workload).collect()
}

fn of_workload(workload: Workload<'_>) -> Vec<Finding> {
    let Some(selector) = workload.object.spec().and_then(|spec| spec.get("selector")) else {
        return Vec::new();
    };
    let labels = workload.metadata.and_then(|metadata| metadata.get("labels"));
    let wanted = match workload.object.kind.as_str() {
        "ReplicationController" => Some(selector),
        "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" => selector.get("matchLabels"),
        _ => None,
    };
    let wanted = wanted.map_or(&[][..], Node::entries).iter();
    let missed = wanted.filter(|entry| {
        let label = labels.and_then(|labels| labels.get(&entry.key));
        entry.value.text().is_some() && label.is_none_or(|label| label.value != entry.value.value)
    });
    let findings = missed.map(|entry| {
        let (key, value) = (&entry.key, entry.value.text().unwrap_or_default());
        let message =
            format!("the selector asks for `{key}: {value}`, which the pod template does not have");
        let finding = Finding::new(entry.key_span.to(entry.value.span), message)
            .help("give the template's labels and the selector the same pairs");
        match labels {
            Some(labels) => finding.related(labels.span, "the template's labels"),
            None => finding,
        }
    });
    findings.collect()
}
