//! A `Content-Length` that is not the length of the body.

use proofpress_plugin::{Applicability, Context, Finding, Rule, Severity};

use crate::{Header, Http};

pub(crate) const RULE: Rule<Http> =
    Rule::new(Severity::Error, check).fixable().tags(&["correctness"]);

fn check(cx: &Context<'_, Http>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for message in cx.tree {
        let body = cx.text(message.body);
        let encoded = message.headers.iter().any(|header| header.is("transfer-encoding"));
        if body.is_empty() || is_shortened(body) || encoded {
            continue;
        }
        let bytes = body.len();
        let lines = body.matches('\n').count();
        let right = [bytes, bytes + 1, bytes + lines, bytes + lines + 2];
        let lengths = message.headers.iter().filter(|header| header.is("content-length"));
        let wrong =
            lengths.filter(|header| number(&header.value).is_some_and(|n| !right.contains(&n)));
        findings.extend(wrong.map(|header| finding(header, bytes)));
    }
    findings
}

fn finding(header: &Header, bytes: usize) -> Finding {
    let message = format!("`Content-Length` is {}, and the body has {bytes} bytes", header.value);
    Finding::new(header.value_at, message)
        .help("leave it to the client, or count bytes, not characters")
        .fix(Applicability::Safe, format!("write {bytes}"), header.value_at, bytes.to_string())
}

/// Up to nine digits.
fn number(value: &str) -> Option<usize> {
    let digits = value.len() <= 9 && value.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| value.parse().ok()).flatten()
}

/// Whether a body is not written out.
fn is_shortened(body: &str) -> bool {
    body.contains("{{") || body.contains("...") || body.starts_with('<')
}
