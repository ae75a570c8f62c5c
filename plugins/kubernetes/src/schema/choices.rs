//! Strings of which the API server takes only a few. The published schemas say just "string";
//! the values are those of the API reference.

/// A definition, a field of it (a string or a list of strings), and what it takes.
type Choice = (&'static str, &'static str, &'static [&'static str]);

const PROTOCOLS: &[&str] = &["TCP", "UDP", "SCTP"];
const POLICIES: &[&str] = &["Cluster", "Local"];
const EFFECTS: &[&str] = &["NoSchedule", "PreferNoSchedule", "NoExecute"];
const UPDATES: &[&str] = &["RollingUpdate", "OnDelete"];
const ACCESS: &[&str] = &["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"];
const VOLUME_MODES: &[&str] = &["Filesystem", "Block"];
const SELECTS: &[&str] = &["In", "NotIn", "Exists", "DoesNotExist"];

/// Fields whose values have been the same in every version there are tables for, sorted.
const CHOICES: &[Choice] = &[
    ("apis.meta.v1.LabelSelectorRequirement", "operator", SELECTS),
    ("apps.v1.DaemonSetUpdateStrategy", "type", UPDATES),
    ("apps.v1.DeploymentStrategy", "type", &["Recreate", "RollingUpdate"]),
    ("apps.v1.StatefulSetSpec", "podManagementPolicy", &["OrderedReady", "Parallel"]),
    ("apps.v1.StatefulSetUpdateStrategy", "type", UPDATES),
    (
        "autoscaling.v2.MetricSpec",
        "type",
        &["Resource", "Pods", "Object", "External", "ContainerResource"],
    ),
    ("autoscaling.v2.MetricTarget", "type", &["Utilization", "Value", "AverageValue"]),
    ("batch.v1.CronJobSpec", "concurrencyPolicy", &["Allow", "Forbid", "Replace"]),
    ("batch.v1.JobSpec", "completionMode", &["NonIndexed", "Indexed"]),
    ("core.v1.Container", "imagePullPolicy", &["Always", "IfNotPresent", "Never"]),
    ("core.v1.Container", "terminationMessagePolicy", &["File", "FallbackToLogsOnError"]),
    ("core.v1.ContainerPort", "protocol", PROTOCOLS),
    ("core.v1.HTTPGetAction", "scheme", &["HTTP", "HTTPS"]),
    (
        "core.v1.HostPathVolumeSource",
        "type",
        &[
            "DirectoryOrCreate",
            "Directory",
            "FileOrCreate",
            "File",
            "Socket",
            "CharDevice",
            "BlockDevice",
        ],
    ),
    (
        "core.v1.NodeSelectorRequirement",
        "operator",
        &["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"],
    ),
    ("core.v1.PersistentVolumeClaimSpec", "accessModes", ACCESS),
    ("core.v1.PersistentVolumeClaimSpec", "volumeMode", VOLUME_MODES),
    ("core.v1.PersistentVolumeSpec", "accessModes", ACCESS),
    (
        "core.v1.PersistentVolumeSpec",
        "persistentVolumeReclaimPolicy",
        &["Retain", "Delete", "Recycle"],
    ),
    ("core.v1.PersistentVolumeSpec", "volumeMode", VOLUME_MODES),
    (
        "core.v1.PodSpec",
        "dnsPolicy",
        &["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"],
    ),
    ("core.v1.PodSpec", "preemptionPolicy", &["Never", "PreemptLowerPriority"]),
    ("core.v1.PodSpec", "restartPolicy", &["Always", "OnFailure", "Never"]),
    ("core.v1.SeccompProfile", "type", &["RuntimeDefault", "Localhost", "Unconfined"]),
    ("core.v1.ServicePort", "protocol", PROTOCOLS),
    ("core.v1.ServiceSpec", "externalTrafficPolicy", POLICIES),
    ("core.v1.ServiceSpec", "internalTrafficPolicy", POLICIES),
    (
        "core.v1.ServiceSpec",
        "ipFamilyPolicy",
        &["SingleStack", "PreferDualStack", "RequireDualStack"],
    ),
    ("core.v1.ServiceSpec", "sessionAffinity", &["ClientIP", "None"]),
    ("core.v1.ServiceSpec", "type", &["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"]),
    ("core.v1.Taint", "effect", EFFECTS),
    ("core.v1.Toleration", "effect", EFFECTS),
    ("core.v1.TopologySpreadConstraint", "whenUnsatisfiable", &["DoNotSchedule", "ScheduleAnyway"]),
    ("core.v1.VolumeMount", "mountPropagation", &["None", "HostToContainer", "Bidirectional"]),
    ("networking.v1.HTTPIngressPath", "pathType", &["Exact", "Prefix", "ImplementationSpecific"]),
    ("networking.v1.NetworkPolicyPort", "protocol", PROTOCOLS),
    ("networking.v1.NetworkPolicySpec", "policyTypes", &["Ingress", "Egress"]),
    ("rbac.v1.RoleRef", "kind", &["Role", "ClusterRole"]),
    ("rbac.v1.Subject", "kind", &["User", "Group", "ServiceAccount"]),
    ("storage.v1.StorageClass", "reclaimPolicy", &["Delete", "Retain"]),
    ("storage.v1.StorageClass", "volumeBindingMode", &["Immediate", "WaitForFirstConsumer"]),
];

/// What a field of a definition takes, if that is a fixed choice.
pub(super) fn of(definition: &str, field: &str) -> Option<&'static [&'static str]> {
    let found = CHOICES.binary_search_by(|choice| (choice.0, choice.1).cmp(&(definition, field)));
    found.ok().and_then(|at| CHOICES.get(at)).map(|choice| choice.2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Api, Shape};

    #[test]
    fn every_choice_is_found_and_its_field_exists() {
        for (definition, field, values) in CHOICES {
            assert_eq!(of(definition, field), Some(*values), "{definition} is out of order");
            let shape = Api::default().definition(definition).unwrap();
            let found = shape.fields().find(|found| found.name == *field).unwrap();
            assert!(matches!(Shape::read(found.shape), Shape::Text | Shape::List("s")), "{field}");
        }
    }
}
