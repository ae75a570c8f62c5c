//! Group versions that Kubernetes no longer serves. After the public guide to deprecated APIs.

use proofpress_plugin::{Applicability, Context, Finding, Rule, Severity};

use crate::Kubernetes;
use crate::manifest::Object;

pub(crate) const RULE: Rule<Kubernetes> =
    Rule::new(Severity::Error, check).fixable().tags(&["correctness"]);

/// Kinds that left a group version together.
struct Removed {
    api_version: &'static str,
    kinds: &'static [&'static str],
    /// The release that stopped serving it.
    since: &'static str,
    /// What to use instead; empty where there is nothing of the kind.
    instead: &'static str,
    /// What else has to change. Empty: `apiVersion` alone.
    change: &'static str,
}

const fn removed(
    api_version: &'static str,
    kinds: &'static [&'static str],
    since: &'static str,
    instead: &'static str,
    change: &'static str,
) -> Removed {
    Removed { api_version, kinds, since, instead, change }
}

const SELECTOR: &str = "`spec.selector` is required there and cannot be changed later";
const INGRESS: &str =
    "each path needs a `pathType`, and a backend is `service.name` and `service.port`";
const WEBHOOKS: &str = "`sideEffects` and `admissionReviewVersions` are required there";
const POD_SECURITY: &str =
    "use Pod Security Admission: label the namespace `pod-security.kubernetes.io/enforce`";
const METRICS: &str =
    "a metric's target is an object there: `target: {type: Utilization, averageUtilization: 80}`";

const TABLE: &[Removed] = &[
    removed(
        "extensions/v1beta1",
        &["Deployment", "DaemonSet", "ReplicaSet"],
        "1.16",
        "apps/v1",
        SELECTOR,
    ),
    removed("extensions/v1beta1", &["NetworkPolicy"], "1.16", "networking.k8s.io/v1", ""),
    removed("extensions/v1beta1", &["PodSecurityPolicy"], "1.16", "", POD_SECURITY),
    removed("extensions/v1beta1", &["Ingress"], "1.22", "networking.k8s.io/v1", INGRESS),
    removed("apps/v1beta1", &["Deployment", "StatefulSet"], "1.16", "apps/v1", SELECTOR),
    removed("apps/v1beta1", &["ControllerRevision"], "1.16", "apps/v1", ""),
    removed(
        "apps/v1beta2",
        &["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"],
        "1.16",
        "apps/v1",
        SELECTOR,
    ),
    removed("apps/v1beta2", &["ControllerRevision"], "1.16", "apps/v1", ""),
    removed(
        "admissionregistration.k8s.io/v1beta1",
        &["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
        "1.22",
        "admissionregistration.k8s.io/v1",
        WEBHOOKS,
    ),
    removed(
        "apiextensions.k8s.io/v1beta1",
        &["CustomResourceDefinition"],
        "1.22",
        "apiextensions.k8s.io/v1",
        "each entry of `spec.versions` needs a structural `schema.openAPIV3Schema`",
    ),
    removed(
        "apiregistration.k8s.io/v1beta1",
        &["APIService"],
        "1.22",
        "apiregistration.k8s.io/v1",
        "",
    ),
    removed(
        "authentication.k8s.io/v1beta1",
        &["TokenReview"],
        "1.22",
        "authentication.k8s.io/v1",
        "",
    ),
    removed(
        "authorization.k8s.io/v1beta1",
        &[
            "LocalSubjectAccessReview",
            "SelfSubjectAccessReview",
            "SelfSubjectRulesReview",
            "SubjectAccessReview",
        ],
        "1.22",
        "authorization.k8s.io/v1",
        "`spec.group` is `spec.groups` there",
    ),
    removed(
        "certificates.k8s.io/v1beta1",
        &["CertificateSigningRequest"],
        "1.22",
        "certificates.k8s.io/v1",
        "`spec.signerName` and `spec.usages` are required there",
    ),
    removed("coordination.k8s.io/v1beta1", &["Lease"], "1.22", "coordination.k8s.io/v1", ""),
    removed("networking.k8s.io/v1beta1", &["Ingress"], "1.22", "networking.k8s.io/v1", INGRESS),
    removed("networking.k8s.io/v1beta1", &["IngressClass"], "1.22", "networking.k8s.io/v1", ""),
    removed(
        "rbac.authorization.k8s.io/v1beta1",
        &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
        "1.22",
        "rbac.authorization.k8s.io/v1",
        "",
    ),
    removed(
        "rbac.authorization.k8s.io/v1alpha1",
        &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
        "1.22",
        "rbac.authorization.k8s.io/v1",
        "a subject's `apiVersion` is `apiGroup` there",
    ),
    removed("scheduling.k8s.io/v1beta1", &["PriorityClass"], "1.22", "scheduling.k8s.io/v1", ""),
    removed(
        "storage.k8s.io/v1beta1",
        &["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"],
        "1.22",
        "storage.k8s.io/v1",
        "",
    ),
    removed("batch/v1beta1", &["CronJob"], "1.25", "batch/v1", ""),
    removed(
        "discovery.k8s.io/v1beta1",
        &["EndpointSlice"],
        "1.25",
        "discovery.k8s.io/v1",
        "`topology` is replaced by `nodeName` and `zone`",
    ),
    removed(
        "events.k8s.io/v1beta1",
        &["Event"],
        "1.25",
        "events.k8s.io/v1",
        "`action`, `reason` and `reportingController` are required there",
    ),
    removed("autoscaling/v2beta1", &["HorizontalPodAutoscaler"], "1.25", "autoscaling/v2", METRICS),
    removed("policy/v1beta1", &["PodDisruptionBudget"], "1.25", "policy/v1", ""),
    removed("policy/v1beta1", &["PodSecurityPolicy"], "1.25", "", POD_SECURITY),
    removed("node.k8s.io/v1beta1", &["RuntimeClass"], "1.25", "node.k8s.io/v1", ""),
    removed("autoscaling/v2beta2", &["HorizontalPodAutoscaler"], "1.26", "autoscaling/v2", ""),
    removed(
        "flowcontrol.apiserver.k8s.io/v1beta1",
        &["FlowSchema", "PriorityLevelConfiguration"],
        "1.26",
        "flowcontrol.apiserver.k8s.io/v1",
        "`assuredConcurrencyShares` is `nominalConcurrencyShares` there",
    ),
    removed("storage.k8s.io/v1beta1", &["CSIStorageCapacity"], "1.27", "storage.k8s.io/v1", ""),
    removed(
        "flowcontrol.apiserver.k8s.io/v1beta2",
        &["FlowSchema", "PriorityLevelConfiguration"],
        "1.29",
        "flowcontrol.apiserver.k8s.io/v1",
        "`assuredConcurrencyShares` is `nominalConcurrencyShares` there",
    ),
    removed(
        "flowcontrol.apiserver.k8s.io/v1beta3",
        &["FlowSchema", "PriorityLevelConfiguration"],
        "1.32",
        "flowcontrol.apiserver.k8s.io/v1",
        "",
    ),
];

/// Whether the object's kind was served under its `apiVersion` once and is no more, in every
/// version there are tables for.
pub(crate) fn is_removed(object: &Object) -> bool {
    entry(object).is_some()
}

fn entry(object: &Object) -> Option<&'static Removed> {
    TABLE.iter().find(|removed| {
        removed.api_version == object.api_version && removed.kinds.contains(&object.kind.as_str())
    })
}

fn check(cx: &Context<'_, Kubernetes>) -> Vec<Finding> {
    let removed = cx.tree.objects.iter().filter_map(|object| Some((object, entry(object)?)));
    removed.map(|(object, removed)| finding(cx, object, removed)).collect()
}

fn finding(cx: &Context<'_, Kubernetes>, object: &Object, removed: &Removed) -> Finding {
    let Removed { since, instead, change, .. } = removed;
    let (Object { api_version, kind, .. }, span) = (object, object.api_version_span);
    let message = format!("`{kind}` in `{api_version}` was removed in Kubernetes {since}");
    let finding = Finding::new(span, message);
    if instead.is_empty() {
        return finding.help(*change);
    }
    if !change.is_empty() {
        return finding.help(format!("use `{instead}`; {change}"));
    }
    let finding = finding.help(format!("use `{instead}`"));
    if cx.text(span) != api_version {
        return finding;
    }
    finding.fix(Applicability::Suggestion, format!("use `{instead}`"), span, *instead)
}
