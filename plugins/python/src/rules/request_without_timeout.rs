//! A network call that may wait for ever.

use proofpress_plugin::{Applicability, Context, Finding, Rule, Severity, Span};
use ruff_text_size::{Ranged, TextRange};

use crate::Python;
use crate::calls::{self, Call};

pub(crate) const RULE: Rule<Python> =
    Rule::new(Severity::Warning, check).fixable().tags(&["reliability", "network"]);

const VERBS: &[&str] = &["delete", "get", "head", "options", "patch", "post", "put", "request"];

fn check(cx: &Context<'_, Python>) -> Vec<Finding> {
    calls::of(cx.tree).iter().filter_map(|call| finding(cx, call)).collect()
}

/// What a library does where a call says nothing.
enum Default {
    /// It waits for ever. The timeout may also be this positional argument.
    Endless(Option<usize>),
    /// It gives up; only `timeout=None` turns that off.
    Bounded,
}

fn finding(cx: &Context<'_, Python>, call: &Call<'_>) -> Option<Finding> {
    let default = default(call.name.as_deref()?)?;
    let function = cx.tree.span(&*call.expr.func);
    let shown = cx.text(function);
    let arguments = &call.expr.arguments;
    if let Some(keyword) = arguments.find_keyword("timeout") {
        return keyword.value.is_none_literal_expr().then(|| {
            let message = format!("`timeout=None` lets `{shown}` wait for ever");
            Finding::new(cx.tree.span(keyword), message).help("give it a number of seconds")
        });
    }
    let Default::Endless(position) = default else { return None };
    if call.has_hidden_arguments() || position.is_some_and(|at| arguments.args.len() > at) {
        return None;
    }
    let finding = Finding::new(function, format!("`{shown}` waits for ever by default"))
        .help("add `timeout=` with a number of seconds");
    Some(match end_of_arguments(cx, call) {
        Some(at) => {
            let title = "give up after 10 seconds";
            finding.fix(Applicability::Suggestion, title, at, ", timeout=10")
        }
        None => finding,
    })
}

/// After the last argument; none where that stands in brackets of its own.
fn end_of_arguments(cx: &Context<'_, Python>, call: &Call<'_>) -> Option<Span> {
    let arguments = &call.expr.arguments;
    let ends = arguments.args.iter().map(Ranged::end);
    let end = ends.chain(arguments.keywords.iter().map(Ranged::end)).max()?;
    let rest = cx.tree.code.slice(TextRange::new(end, arguments.end()));
    let last = cx.tree.span(TextRange::new(arguments.start(), end));
    rest.ends_with(')').then_some(())?;
    (rest.matches(')').count() == 1).then(|| Span::at(last.end))
}

fn default(name: &str) -> Option<Default> {
    let (owner, member) = name.rsplit_once('.')?;
    match owner {
        "requests" | "requests.Session()" | "requests.session()" if VERBS.contains(&member) => {
            Some(Default::Endless(None))
        }
        "urllib.request" if member == "urlopen" => Some(Default::Endless(Some(2))),
        "httpx"
            if VERBS.contains(&member) || matches!(member, "stream" | "Client" | "AsyncClient") =>
        {
            Some(Default::Bounded)
        }
        "httpx.Client()" | "httpx.AsyncClient()"
            if VERBS.contains(&member) || member == "stream" =>
        {
            Some(Default::Bounded)
        }
        _ => None,
    }
}
