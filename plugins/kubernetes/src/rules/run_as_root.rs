//! Containers that may run as root.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Kubernetes;
use crate::workload::{self, Container};

pub(crate) const RULE: Rule<Kubernetes> =
    Rule::new(Severity::Warning, check).off_by_default().tags(&["security"]);

fn check(cx: &Context<'_, Kubernetes>) -> Vec<Finding> {
    workload::containers(cx.tree).filter_map(of_container).collect()
}

fn of_container(container: Container<'_>) -> Option<Finding> {
    let name = container.name();
    let user = container.security("runAsUser");
    let refuses_root =
        container.security("runAsNonRoot").and_then(|node| node.bool()) == Some(true);
    let (span, message) = match user.and_then(|user| Some((user, user.int()?))) {
        Some((node, 0)) => (node.span, format!("container `{name}` runs as root")),
        Some(_) => return None,
        None if refuses_root => return None,
        None => (container.head(), format!("container `{name}` may run as root")),
    };
    Some(
        Finding::new(span, message)
            .help("set `securityContext.runAsNonRoot: true`, or a `runAsUser` other than 0"),
    )
}
