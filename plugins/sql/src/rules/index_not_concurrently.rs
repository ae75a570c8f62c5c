//! An index made while nobody can write to its table.

use proofpress_plugin::{Context, Finding, Rule, Severity};
use serde_json::Value;

use crate::Sql;
use crate::schema::{made, relation_of};

pub(crate) const RULE: Rule<Sql> =
    Rule::new(Severity::Info, check).off_by_default().tags(&["migration", "availability"]);

fn check(cx: &Context<'_, Sql>) -> Vec<Finding> {
    let own = made(&cx.tree.statements);
    let mut findings = Vec::new();
    for statement in &cx.tree.statements {
        let is_locking = statement.kind == "IndexStmt"
            && !statement.node.get("concurrent").and_then(Value::as_bool).unwrap_or_default();
        let Some(table) = relation_of(&statement.node).filter(|_| is_locking) else { continue };
        if !own.contains(table) {
            let message = format!("nobody can write to `{table}` while this index is made");
            let help = "say `CREATE INDEX CONCURRENTLY`, outside of a transaction";
            findings.push(Finding::new(statement.span, message).help(help));
        }
    }
    findings
}
