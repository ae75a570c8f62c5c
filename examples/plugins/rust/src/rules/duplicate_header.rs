//! A header that is there twice and may be there once.

use std::collections::BTreeMap;

use proofpress_plugin::{Applicability, Context, Finding, Rule, Severity};

use crate::{Header, Http, Message};

/// Headers whose value is no list (RFC 9110 and those it refers to).
const SINGLE: [&str; 18] = [
    "age",
    "authorization",
    "content-length",
    "content-type",
    "date",
    "etag",
    "expires",
    "from",
    "host",
    "if-modified-since",
    "if-unmodified-since",
    "last-modified",
    "location",
    "max-forwards",
    "referer",
    "retry-after",
    "server",
    "user-agent",
];

pub(crate) const RULE: Rule<Http> =
    Rule::new(Severity::Error, check).fixable().tags(&["correctness", "security"]);

fn check(cx: &Context<'_, Http>) -> Vec<Finding> {
    let single = |header: &Header| {
        SINGLE.iter().any(|name| header.is(name))
            || cx.config.single.iter().any(|name| header.is(name))
    };
    let mut findings = Vec::new();
    for message in cx.tree {
        let mut first: BTreeMap<String, &Header> = BTreeMap::new();
        for header in &message.headers {
            let name = header.name.to_ascii_lowercase();
            match first.get(&name) {
                Some(before) if single(header) => findings.push(finding(message, header, before)),
                Some(_) => {}
                None => {
                    first.insert(name, header);
                }
            }
        }
    }
    findings
}

fn finding(message: &Message, header: &Header, before: &Header) -> Finding {
    let kind = if message.is_request { "request" } else { "response" };
    let finding =
        Finding::new(header.name_at, format!("`{}` is given twice in one {kind}", header.name))
            .help("keep one of them: recipients differ in which one they take")
            .related(before.name_at, "first given here");
    if header.value != before.value {
        return finding;
    }
    finding.fix(Applicability::Safe, "remove the repeated line", header.line_at, "")
}
