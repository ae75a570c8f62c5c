//! `await`, `async for` and `async with` where Python does not allow them.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Python;

pub(crate) const RULE: Rule<Python> =
    Rule::new(Severity::Error, check).tags(&["asyncio", "correctness"]);

fn check(cx: &Context<'_, Python>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut reported = 0.into();
    for error in &cx.tree.outside {
        // What stands inside a block that is wrong here already goes without saying.
        if error.at.end() <= reported {
            continue;
        }
        reported = error.at.end();
        let span = cx.tree.span(error.at);
        let text = cx.text(span);
        let keyword = ["async for", "async with"].into_iter().find(|word| text.starts_with(word));
        // Of a block or a long expression, only how it starts.
        let length = keyword.map_or_else(|| text.find('\n').unwrap_or(text.len()), str::len);
        findings.push(
            Finding::new(span.start..span.start + length, &*error.message)
                .help("put it into an `async def`, and run that with `asyncio.run(…)`"),
        );
    }
    findings
}
