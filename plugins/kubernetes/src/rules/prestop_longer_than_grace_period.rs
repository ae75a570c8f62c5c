//! Shutdown hooks that are cut off.

use proofpress_plugin::{Context, Finding, Rule, Severity, Span};

use crate::Kubernetes;
use crate::syntax::Node;
use crate::workload;

pub(crate) const RULE: Rule<Kubernetes> =
    Rule::new(Severity::Warning, check).tags(&["reliability"]);

/// `terminationGracePeriodSeconds` where a pod does not say.
const DEFAULT_GRACE: i128 = 30;

fn check(cx: &Context<'_, Kubernetes>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for container in workload::containers(cx.tree) {
        let grace = container.workload.spec.get("terminationGracePeriodSeconds");
        let seconds = grace.map_or(Some(DEFAULT_GRACE), Node::int);
        let hook = container.node.at(&["lifecycle", "preStop"]);
        let (Some(seconds), Some((span, sleep))) = (seconds, hook.and_then(sleep)) else {
            continue;
        };
        if sleep < seconds {
            continue;
        }
        let message = format!(
            "`preStop` sleeps {sleep} s, and the pod is killed after {seconds} s{}",
            if grace.is_none() { " by default" } else { "" }
        );
        let finding = Finding::new(span, message).help(
            "set `terminationGracePeriodSeconds` to the sleep and the time the shutdown takes",
        );
        findings.push(match grace {
            Some(grace) => finding.related(grace.span, "the grace period"),
            None => finding,
        });
    }
    findings
}

/// How long a hook sleeps, in seconds, and where it says so.
fn sleep(hook: &Node) -> Option<(Span, i128)> {
    if let Some(seconds) = hook.at(&["sleep", "seconds"]) {
        return Some((seconds.span, seconds.int()?));
    }
    let command = hook.at(&["exec", "command"])?;
    let words = command.items().iter().filter_map(Node::text);
    let script = words.collect::<Vec<_>>().join(" ");
    let mut total = None;
    let mut words =
        script.split(|letter: char| letter.is_whitespace() || "\"';&|()".contains(letter));
    while let Some(word) = words.next() {
        if matches!(word, "sleep" | "/bin/sleep") {
            // A loop or a condition may sleep more or less often; what is written once counts.
            let seconds: i128 = words.next()?.trim_end_matches('s').parse().ok()?;
            total = Some(total.unwrap_or(0) + seconds);
        }
    }
    total.map(|seconds| (command.span, seconds))
}
