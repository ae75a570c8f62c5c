//! Where the pods of an object are: the pod template of any built-in kind that has one, its
//! labels, and the containers in it. Custom resources are not searched.

use crate::manifest::{Manifests, Object};
use crate::syntax::Node;

/// A pod, or the template of one, in an object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Workload<'a> {
    /// The object it is in.
    pub object: &'a Object,
    /// The metadata of the pod.
    pub metadata: Option<&'a Node>,
    /// The spec of the pod.
    pub spec: &'a Node,
}

/// A container of a pod.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Container<'a> {
    /// The container.
    pub node: &'a Node,
    /// The pod it is in.
    pub workload: Workload<'a>,
    /// The list it is in.
    pub role: Role,
}

/// What a container is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Runs as long as the pod.
    Main,
    /// Runs before the others.
    Init,
    /// An init container that keeps running (`restartPolicy: Always`).
    Sidecar,
}

impl<'a> Workload<'a> {
    /// The pod of an object, if it is of a built-in kind that has one.
    pub(crate) fn of(object: &'a Object) -> Option<Self> {
        let path: &[&str] = match (object.group(), object.kind.as_str()) {
            ("", "Pod") => {
                return Some(Self { object, metadata: object.metadata(), spec: object.spec()? });
            }
            ("", "PodTemplate") => &["template"],
            ("", "ReplicationController")
            | ("apps" | "extensions", "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet")
            | ("batch", "Job") => &["spec", "template"],
            ("batch", "CronJob") => &["spec", "jobTemplate", "spec", "template"],
            _ => return None,
        };
        let template = object.node.at(path)?;
        Some(Self { object, metadata: template.get("metadata"), spec: template.get("spec")? })
    }

    /// Its containers, init containers included; ephemeral ones are not written in manifests.
    pub(crate) fn containers(self) -> impl Iterator<Item = Container<'a>> {
        let list = |name| self.spec.get(name).into_iter().flat_map(Node::items);
        let main = list("containers").map(|node| (node, Role::Main));
        let init = list("initContainers").map(|node| {
            let restarts = node.get("restartPolicy").and_then(Node::text) == Some("Always");
            (node, if restarts { Role::Sidecar } else { Role::Init })
        });
        let all = main.chain(init).filter(|(node, _)| !node.entries().is_empty());
        all.map(move |(node, role)| Container { node, workload: self, role })
    }

    /// Whether its pods are meant to run until they are stopped, not to finish.
    pub(crate) fn is_long_running(self) -> bool {
        !matches!(self.object.kind.as_str(), "Job" | "CronJob" | "Pod" | "PodTemplate")
    }
}

impl<'a> Container<'a> {
    /// Its name, or what to call it without one.
    pub(crate) fn name(self) -> &'a str {
        self.node.get("name").and_then(Node::text).unwrap_or("?")
    }

    /// The place to point at for something the container lacks: its name, or its first key.
    pub(crate) fn head(self) -> proofpress_plugin::Span {
        let name = self.node.get("name").map(|name| name.span);
        let first = self.node.entries().first().map(|first| first.key_span);
        name.or(first).unwrap_or(self.node.span)
    }

    /// A setting of its security context, else of the pod's; the container's wins.
    pub(crate) fn security(self, setting: &str) -> Option<&'a Node> {
        let own = self.node.at(&["securityContext", setting]);
        own.or_else(|| self.workload.spec.at(&["securityContext", setting]))
    }
}

/// The pods of an example.
pub(crate) fn workloads(manifests: &Manifests) -> impl Iterator<Item = Workload<'_>> {
    manifests.objects.iter().filter_map(Workload::of)
}

/// The containers of an example.
pub(crate) fn containers(manifests: &Manifests) -> impl Iterator<Item = Container<'_>> {
    workloads(manifests).flat_map(Workload::containers)
}
