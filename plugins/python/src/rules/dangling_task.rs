//! A task that nothing holds on to.

use proofpress_plugin::{Context, Finding, Rule, Severity};
use ruff_python_ast::Expr;

use crate::Python;
use crate::calls::{self, Call};

pub(crate) const RULE: Rule<Python> =
    Rule::new(Severity::Warning, check).tags(&["asyncio", "reliability"]);

/// What gives the running event loop; its methods start tasks too.
const LOOPS: &[&str] = &[
    "asyncio.get_event_loop()",
    "asyncio.get_running_loop()",
    "asyncio.new_event_loop()",
    "asyncio.Runner().get_loop()",
];

fn check(cx: &Context<'_, Python>) -> Vec<Finding> {
    let calls = calls::of(cx.tree);
    calls.iter().filter(|call| call.dropped).filter_map(|call| finding(cx, call)).collect()
}

fn finding(cx: &Context<'_, Python>, call: &Call<'_>) -> Option<Finding> {
    let function = cx.tree.span(&*call.expr.func);
    let (what, help) = match call.name.as_deref() {
        Some("asyncio.create_task" | "asyncio.ensure_future") => ("task", KEEP),
        Some("asyncio.gather" | "asyncio.shield") => {
            ("future", "nothing waits for it and its errors are lost: `await` it")
        }
        Some(name) => {
            let owner = name.strip_suffix(".create_task")?;
            LOOPS.contains(&owner).then_some(("task", KEEP))?
        }
        None if is_loop(cx, call) => ("task", KEEP),
        None => return None,
    };
    let shown = cx.text(function);
    Some(Finding::new(function, format!("the {what} of `{shown}(…)` is not kept")).help(help))
}

const KEEP: &str = "the event loop holds tasks weakly, so it can vanish half-way: keep it in a \
                    variable, or use an `asyncio.TaskGroup`";

/// `loop.create_task(…)` in a fragment that does not say where `loop` comes from.
fn is_loop(cx: &Context<'_, Python>, call: &Call<'_>) -> bool {
    let Expr::Attribute(attribute) = &*call.expr.func else { return false };
    let Expr::Name(name) = &*attribute.value else { return false };
    attribute.attr.as_str() == "create_task"
        && matches!(name.id.as_str(), "loop" | "event_loop")
        && !cx.tree.names.binds(name.id.as_str())
}
