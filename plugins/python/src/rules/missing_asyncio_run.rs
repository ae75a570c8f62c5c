//! A script that calls its async function and runs nothing.

use proofpress_plugin::{Applicability, Context, Edit, Finding, Fix, Rule, Severity, Span};
use ruff_python_ast::Expr;

use crate::Python;
use crate::calls::{self, Runs};

pub(crate) const RULE: Rule<Python> =
    Rule::new(Severity::Error, check).fixable().tags(&["asyncio", "correctness"]);

fn check(cx: &Context<'_, Python>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for call in calls::of(cx.tree).iter().filter(|call| call.dropped && call.runs == Runs::AtTop) {
        let Expr::Name(function) = &*call.expr.func else { continue };
        let name = function.id.as_str();
        if !cx.tree.names.is_coroutine_function(name) {
            continue;
        }
        let span = cx.tree.span(call.expr);
        let finding = Finding::new(span, format!("`{name}(…)` makes a coroutine and runs nothing"))
            .help(format!("start it with `asyncio.run({name}(…))`"));
        findings.push(if cx.tree.names.imports("asyncio") {
            finding.fixes(wrap(span))
        } else {
            finding
        });
    }
    findings
}

fn wrap(call: Span) -> Fix {
    let insert = |at, text: &str| Edit { span: Span::at(at), replacement: text.into() };
    Fix {
        title: "start it with `asyncio.run`".into(),
        applicability: Applicability::Suggestion,
        edits: vec![insert(call.start, "asyncio.run("), insert(call.end, ")")],
    }
}
