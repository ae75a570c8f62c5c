//! A credential that is written out.

use proofpress_plugin::{Applicability, Context, Finding, Rule, Severity, Span};

use crate::{Header, Http};

const HEADERS: [&str; 4] = ["authorization", "cookie", "proxy-authorization", "x-api-key"];
const PLACEHOLDERS: [&str; 6] = ["{{", "<", "$", "...", "***", "your"];

/// Shorter ones are taken for placeholders; in characters.
const SHORTEST: usize = 8;

pub(crate) const RULE: Rule<Http> =
    Rule::new(Severity::Warning, check).fixable().tags(&["security"]);

/// The options of the rule.
#[derive(serde::Deserialize)]
#[serde(default)]
struct Options {
    /// Headers that carry credentials, besides those it knows.
    headers: Vec<String>,
    /// The variable that takes a credential's place.
    variable: String,
}

impl Default for Options {
    fn default() -> Self {
        Self { headers: Vec::new(), variable: "token".into() }
    }
}

fn check(cx: &Context<'_, Http>) -> Vec<Finding> {
    let options: Options = cx.options();
    let variable = format!("{{{{{}}}}}", options.variable);
    let carries = |header: &&Header| {
        HEADERS.iter().any(|name| header.is(name))
            || options.headers.iter().any(|name| header.is(name))
    };
    let headers = cx.tree.iter().flat_map(|message| &message.headers).filter(carries);
    headers
        .filter_map(|header| {
            let span = credential(header)?;
            let message = format!("`{}` carries a credential that is written out", header.name);
            Some(Finding::new(span, message).help("write a variable in its place").fix(
                Applicability::Suggestion,
                format!("use `{variable}`"),
                span,
                variable.clone(),
            ))
        })
        .collect()
}

/// Where the credential of a header is, after the scheme (`Bearer`); none for a placeholder.
fn credential(header: &Header) -> Option<Span> {
    let scheme = if header.name.to_ascii_lowercase().ends_with("authorization") {
        scheme(&header.value)
    } else {
        0
    };
    let secret = header.value[scheme..].to_lowercase();
    let placeholder = PLACEHOLDERS.iter().any(|word| secret.contains(word));
    if header.value[scheme..].chars().count() < SHORTEST || placeholder {
        return None;
    }
    Some(Span::new(header.value_at.start + scheme, header.value_at.end))
}

/// How long the first word is, with the blanks behind it; 0 where there is only one word.
fn scheme(value: &str) -> usize {
    match value.split_once(' ') {
        Some((first, rest)) if !first.is_empty() => {
            value.len() - rest.trim_start_matches(' ').len()
        }
        _ => 0,
    }
}
