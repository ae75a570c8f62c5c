//! Images without a fixed version.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::{Kubernetes, workload};

pub(crate) const RULE: Rule<Kubernetes> =
    Rule::new(Severity::Warning, check).tags(&["reliability"]);

fn check(cx: &Context<'_, Kubernetes>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for container in workload::containers(cx.tree) {
        let Some(node) = container.node.get("image") else { continue };
        let Some(message) = node.text().and_then(problem) else { continue };
        findings.push(
            Finding::new(node.span, message)
                .help("name a version: `image: name:1.2.3`, or a digest"),
        );
    }
    findings
}

fn problem(image: &str) -> Option<String> {
    // A placeholder (`<image>`, `$IMAGE`) says nothing about the version.
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || "._-/:@".contains(letter);
    if image.is_empty() || !image.chars().all(is_name) || image.contains('@') {
        return None;
    }
    // A colon before the last slash belongs to the registry's port.
    let name = image.rsplit('/').next().unwrap_or(image);
    match name.split_once(':') {
        None => Some(format!("the image `{image}` has no tag, so it means `latest`")),
        Some((_, "latest")) => Some(format!("the image `{image}` may be another one tomorrow")),
        Some(_) => None,
    }
}
