//! A column that must not be null, added to a table whose rows would have nothing in it.

use proofpress_plugin::{Context, Finding, Rule, Severity};
use serde_json::Value;

use crate::Sql;
use crate::mistake::token_at;
use crate::postgres::Statement;
use crate::schema::{items, made, relation_of};

pub(crate) const RULE: Rule<Sql> =
    Rule::new(Severity::Warning, check).tags(&["migration", "reliability"]);

/// Types that bring a default along.
const SERIAL: [&str; 6] = ["serial", "bigserial", "smallserial", "serial4", "serial8", "serial2"];

fn check(cx: &Context<'_, Sql>) -> Vec<Finding> {
    let statements = &cx.tree.statements;
    let mut findings = Vec::new();
    for (at, statement) in statements.iter().enumerate() {
        let before = statements.get(..at).unwrap_or_default();
        let is_new = relation_of(&statement.node).is_some_and(|name| made(before).contains(name));
        if statement.kind != "AlterTableStmt" || is_new {
            continue;
        }
        let columns = items(&statement.node, "cmds").iter().filter_map(added);
        findings.extend(columns.filter(fails).filter_map(|column| finding(cx, statement, column)));
    }
    findings
}

/// The column that a part of `ALTER TABLE` adds.
fn added(command: &Value) -> Option<&Value> {
    let command = command.get("AlterTableCmd")?;
    let adds = command.get("subtype")? == "AT_AddColumn";
    command.get("def")?.get("ColumnDef").filter(|_| adds)
}

/// Whether adding it fails where there are rows.
fn fails(column: &&Value) -> bool {
    let is = |kinds: &[&str]| {
        let mut constraints = items(column, "constraints").iter();
        constraints.any(|constraint| {
            let kind = constraint.get("Constraint").and_then(|it| it.get("contype"));
            kind.and_then(Value::as_str).is_some_and(|kind| kinds.contains(&kind))
        })
    };
    let names = column.get("typeName").map_or(&[][..], |name| items(name, "names"));
    let is_serial = names.iter().any(|name| {
        let name = name.get("String").and_then(|it| it.get("sval"));
        name.and_then(Value::as_str).is_some_and(|name| SERIAL.contains(&name))
    });
    let is_filled = is(&["CONSTR_DEFAULT", "CONSTR_GENERATED", "CONSTR_IDENTITY"]) || is_serial;
    is(&["CONSTR_NOTNULL", "CONSTR_PRIMARY"]) && !is_filled
}

fn finding(cx: &Context<'_, Sql>, statement: &Statement, column: &Value) -> Option<Finding> {
    let name = column.get("colname")?.as_str()?;
    let span = token_at(cx.source(), statement.place(column)?);
    let message = format!("column `{name}` must not be null and has no default");
    let help = "add it with a `DEFAULT`, or without `NOT NULL`, fill it, and set `NOT NULL` then";
    Some(Finding::new(span, message).help(help))
}
