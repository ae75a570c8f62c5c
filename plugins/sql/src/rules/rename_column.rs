//! A column renamed under the programs that use it.

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
        let node = &statement.node;
        let text = |name: &str| node.get(name).and_then(Value::as_str);
        let renames = statement.kind == "RenameStmt"
            && text("renameType") == Some("OBJECT_COLUMN")
            && text("relationType") == Some("OBJECT_TABLE");
        let Some(table) = relation_of(node).filter(|_| renames) else { continue };
        if !own.contains(table) {
            let name = text("subname").unwrap_or_default();
            let message =
                format!("programs that use column `{name}` of `{table}` fail from now on");
            let help = "add the new column, write both, move the readers, and drop the old one";
            findings.push(Finding::new(statement.span, message).help(help));
        }
    }
    findings
}
