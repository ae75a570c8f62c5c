//! A comparison with NULL, which is neither true nor false.

use proofpress_plugin::{Context, Finding, Rule, Severity, Span};
use serde_json::Value;

use crate::Sql;
use crate::postgres::Statement;

pub(crate) const RULE: Rule<Sql> = Rule::new(Severity::Warning, check).tags(&["correctness"]);

/// The operators, and what is meant by them.
const OPERATORS: [(&str, &str); 3] =
    [("=", "IS NULL"), ("<>", "IS NOT NULL"), ("!=", "IS NOT NULL")];

fn check(cx: &Context<'_, Sql>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for statement in &cx.tree.statements {
        walk(statement, &statement.node, &mut findings);
    }
    findings
}

fn walk(statement: &Statement, node: &Value, findings: &mut Vec<Finding>) {
    match node {
        Value::Array(items) => items.iter().for_each(|item| walk(statement, item, findings)),
        Value::Object(fields) => {
            for (name, field) in fields {
                if name == "A_Expr" {
                    findings.extend(finding(statement, field));
                }
                walk(statement, field, findings);
            }
        }
        _ => {}
    }
}

fn finding(statement: &Statement, expression: &Value) -> Option<Finding> {
    let is_plain = expression.get("kind")? == "AEXPR_OP";
    let operator = expression.get("name")?.get(0)?.get("String")?.get("sval")?.as_str()?;
    let (_, meant) = OPERATORS.iter().find(|(known, _)| *known == operator)?;
    let is_null = |side: &str| {
        let constant = expression.get(side).and_then(|side| side.get("A_Const"));
        constant.is_some_and(|constant| constant.get("isnull").is_some())
    };
    if !is_plain || !(is_null("lexpr") || is_null("rexpr")) {
        return None;
    }
    let start = statement.place(expression)?;
    let span = Span::new(start, start + operator.len());
    let message = format!("`{operator} NULL` is neither true nor false, whatever is compared");
    Some(Finding::new(span, message).help(format!("say `{meant}`")))
}
