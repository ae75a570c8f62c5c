//! One probe used for both questions.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::{Kubernetes, syntax, workload};

pub(crate) const RULE: Rule<Kubernetes> =
    Rule::new(Severity::Warning, check).tags(&["reliability"]);

fn check(cx: &Context<'_, Kubernetes>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for container in workload::containers(cx.tree) {
        let probe = |name| container.node.entry(name);
        let (Some(live), Some(ready)) = (probe("livenessProbe"), probe("readinessProbe")) else {
            continue;
        };
        if !live.value.entries().is_empty() && syntax::same(&live.value, &ready.value) {
            let name = container.name();
            let message =
                format!("the liveness and readiness probes of container `{name}` are the same");
            findings.push(
                Finding::new(live.key_span, message)
                    .help("let liveness ask less or wait longer, so that a busy container is not killed")
                    .related(ready.key_span, "the readiness probe"),
            );
        }
    }
    findings
}
