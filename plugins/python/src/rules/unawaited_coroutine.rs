//! A coroutine that is made and dropped, so that its body never runs.

use proofpress_plugin::{Applicability, Context, Finding, Rule, Severity, Span};
use ruff_python_ast::Expr;

use crate::Python;
use crate::calls::{self, Call, Runs};
use crate::functions::coroutine_methods;

pub(crate) const RULE: Rule<Python> =
    Rule::new(Severity::Error, check).fixable().tags(&["asyncio", "correctness"]);

/// Coroutine functions of the standard library, by their full names.
const KNOWN: &[&str] = &[
    "asyncio.Barrier().wait",
    "asyncio.Condition().acquire",
    "asyncio.Condition().wait",
    "asyncio.Condition().wait_for",
    "asyncio.Event().wait",
    "asyncio.Lock().acquire",
    "asyncio.Queue().get",
    "asyncio.Queue().join",
    "asyncio.Queue().put",
    "asyncio.Semaphore().acquire",
    "asyncio.create_subprocess_exec",
    "asyncio.create_subprocess_shell",
    "asyncio.open_connection",
    "asyncio.open_unix_connection",
    "asyncio.sleep",
    "asyncio.start_server",
    "asyncio.start_unix_server",
    "asyncio.to_thread",
    "asyncio.wait",
    "asyncio.wait_for",
];

fn check(cx: &Context<'_, Python>) -> Vec<Finding> {
    let calls = calls::of(cx.tree);
    calls.iter().filter(|call| call.dropped).filter_map(|call| finding(cx, call)).collect()
}

fn finding(cx: &Context<'_, Python>, call: &Call<'_>) -> Option<Finding> {
    let known = call.name.as_deref().is_some_and(|name| KNOWN.contains(&name));
    if !(known || own_method(call) || own_function(cx, call)) {
        return None;
    }
    let span = cx.tree.span(call.expr);
    let function = cx.text(cx.tree.span(&*call.expr.func));
    let finding = Finding::new(span, format!("the coroutine `{function}(…)` is never awaited"));
    Some(match call.runs {
        Runs::InAsync => finding.help("without `await` its body never runs").fix(
            Applicability::Suggestion,
            "add `await`",
            Span::at(span.start),
            "await ",
        ),
        _ => finding.help("await it in an `async def`, or run it with `asyncio.run(…)`"),
    })
}

/// An async function of the example; at the top, `missing-asyncio-run` speaks of it.
fn own_function(cx: &Context<'_, Python>, call: &Call<'_>) -> bool {
    call.runs != Runs::AtTop
        && matches!(&*call.expr.func, Expr::Name(name)
            if cx.tree.names.is_coroutine_function(name.id.as_str()))
}

/// `self.fetch()` in the class that defines `async def fetch`.
fn own_method(call: &Call<'_>) -> bool {
    let (Expr::Attribute(attribute), Some(class)) = (&*call.expr.func, call.class) else {
        return false;
    };
    let on_self = matches!(&*attribute.value, Expr::Name(name) if name.id.as_str() == "self");
    on_self && coroutine_methods(class).contains(attribute.attr.as_str())
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_sorted() {
        assert!(super::KNOWN.is_sorted());
    }
}
