//! Secrets written into a manifest.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::{Kubernetes, workload};

pub(crate) const RULE: Rule<Kubernetes> = Rule::new(Severity::Warning, check).tags(&["security"]);

/// Words, in a name's parts, that say its value is secret.
const SECRET: &[&str] = &["PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "APIKEY"];
/// Pairs of parts that say so together.
const PAIRS: &[(&str, &str)] = &[
    ("API", "KEY"),
    ("ACCESS", "KEY"),
    ("PRIVATE", "KEY"),
    ("ENCRYPTION", "KEY"),
    ("SIGNING", "KEY"),
];
/// Last parts that say the value is about a secret and not one itself.
const ABOUT: &[&str] = &[
    "ID",
    "FILE",
    "PATH",
    "DIR",
    "NAME",
    "URL",
    "URI",
    "ENDPOINT",
    "TTL",
    "TIMEOUT",
    "LENGTH",
    "ENABLED",
    "TYPE",
    "REF",
    "ISSUER",
    "AUDIENCE",
    "EXPIRY",
    "EXPIRATION",
    "ALGORITHM",
    "POLICY",
    "NAMESPACE",
];

fn check(cx: &Context<'_, Kubernetes>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for container in workload::containers(cx.tree) {
        let Some(variables) = container.node.get("env") else { continue };
        for variable in variables.items() {
            let text = |key| variable.get(key).and_then(|node| Some((node.span, node.text()?)));
            let (Some((_, name)), Some((span, value))) = (text("name"), text("value")) else {
                continue;
            };
            if is_secret_name(name) && is_literal(value) {
                findings.push(
                    Finding::new(span, format!("the secret `{name}` is written into the manifest"))
                        .help("keep it in a Secret and refer to it with `valueFrom.secretKeyRef`"),
                );
            }
        }
    }
    findings
}

fn is_secret_name(name: &str) -> bool {
    let upper = name.to_ascii_uppercase().replace(['-', '.'], "_");
    let parts: Vec<&str> = upper.split('_').filter(|part| !part.is_empty()).collect();
    let says = parts.iter().any(|part| SECRET.iter().any(|word| part.ends_with(word)));
    let pairs = parts.windows(2).any(|two| PAIRS.iter().any(|(a, b)| two[0] == *a && two[1] == *b));
    let is_about = parts.last().is_some_and(|last| ABOUT.contains(last));
    // `ALLOW_EMPTY_PASSWORD: "yes"` is a switch.
    let is_switch = parts.contains(&"ALLOW") || parts.contains(&"ENABLE") || parts.contains(&"USE");
    // A name that members of one etcd cluster share; it protects nothing.
    let is_shared = upper.ends_with("INITIAL_CLUSTER_TOKEN");
    (says || pairs) && !is_about && !is_switch && !is_shared
}

/// Whether the value could be the secret itself: not empty, not a switch, not a reference to
/// another variable, not a path, not a placeholder.
fn is_literal(value: &str) -> bool {
    let switch =
        matches!(value.to_ascii_lowercase().as_str(), "" | "true" | "false" | "yes" | "no");
    let first = value.chars().next().unwrap_or_default();
    let reference = value.contains("$(") || value.contains("${") || value.contains("{{");
    !switch && !reference && !matches!(first, '/' | '<' | '$')
}
