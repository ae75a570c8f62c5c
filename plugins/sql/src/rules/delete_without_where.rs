//! A `DELETE` that takes every row.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Sql;
use crate::schema::{made, relation_of};

pub(crate) const RULE: Rule<Sql> = Rule::new(Severity::Warning, check).tags(&["reliability"]);

fn check(cx: &Context<'_, Sql>) -> Vec<Finding> {
    let own = made(&cx.tree.statements);
    let mut findings = Vec::new();
    for statement in &cx.tree.statements {
        let is_whole = statement.kind == "DeleteStmt"
            && statement.node.get("whereClause").is_none()
            && statement.node.get("usingClause").is_none();
        let Some(table) = relation_of(&statement.node).filter(|_| is_whole) else { continue };
        if !own.contains(table) {
            let message = format!("this deletes every row of `{table}`");
            let help = "say which rows with `WHERE`, or say `TRUNCATE` where all are meant";
            findings.push(Finding::new(statement.span, message).help(help));
        }
    }
    findings
}
