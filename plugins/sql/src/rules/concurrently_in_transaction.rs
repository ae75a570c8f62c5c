//! A statement with `CONCURRENTLY` in a transaction, which PostgreSQL refuses.

use proofpress_plugin::{Context, Finding, Rule, Severity};
use serde_json::Value;

use crate::Sql;
use crate::postgres::Statement;
use crate::schema::items;

pub(crate) const RULE: Rule<Sql> =
    Rule::new(Severity::Error, check).tags(&["migration", "correctness"]);

fn check(cx: &Context<'_, Sql>) -> Vec<Finding> {
    let (mut in_transaction, mut findings) = (false, Vec::new());
    for statement in &cx.tree.statements {
        if statement.kind == "TransactionStmt" {
            in_transaction = after(&statement.node, in_transaction);
        } else if in_transaction && let Some(name) = concurrent(statement) {
            let message = format!("{name} cannot run inside a transaction block");
            let help = "run it on its own, outside of `BEGIN` and `COMMIT`";
            findings.push(Finding::new(statement.span, message).help(help));
        }
    }
    findings
}

/// Whether a transaction is open after a statement that begins or ends one.
fn after(node: &Value, before: bool) -> bool {
    let chains = node.get("chain").and_then(Value::as_bool).unwrap_or_default();
    match node.get("kind").and_then(Value::as_str) {
        Some("TRANS_STMT_BEGIN" | "TRANS_STMT_START") => true,
        Some("TRANS_STMT_COMMIT" | "TRANS_STMT_ROLLBACK" | "TRANS_STMT_PREPARE") => chains,
        _ => before,
    }
}

/// What PostgreSQL calls a statement that works concurrently.
fn concurrent(statement: &Statement) -> Option<&'static str> {
    let node = &statement.node;
    let says = |node: &Value| node.get("concurrent").and_then(Value::as_bool).unwrap_or_default();
    match statement.kind.as_str() {
        "IndexStmt" if says(node) => Some("CREATE INDEX CONCURRENTLY"),
        "DropStmt" if says(node) => Some("DROP INDEX CONCURRENTLY"),
        "ReindexStmt" => {
            let mut options = items(node, "params").iter().filter_map(|it| it.get("DefElem"));
            let is_on = |option: &Value| {
                option.get("defname").is_some_and(|name| name == "concurrently")
                    && option.get("arg").is_none()
            };
            options.any(is_on).then_some("REINDEX CONCURRENTLY")
        }
        "AlterTableStmt" => {
            let mut commands = items(node, "cmds").iter();
            let is_on = |command: &Value| {
                let def = command.get("AlterTableCmd").and_then(|it| it.get("def"));
                def.and_then(|it| it.get("PartitionCmd")).is_some_and(says)
            };
            commands.any(is_on).then_some("ALTER TABLE ... DETACH CONCURRENTLY")
        }
        _ => None,
    }
}
