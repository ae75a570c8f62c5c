//! What the statements of an example make and name, as far as rules have to know it.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::postgres::Statement;

/// The tables that statements make, by their names without a schema.
pub(crate) fn made(statements: &[Statement]) -> BTreeSet<&str> {
    statements.iter().filter_map(made_by).collect()
}

fn made_by(statement: &Statement) -> Option<&str> {
    match statement.kind.as_str() {
        "CreateStmt" => relation_of(&statement.node),
        "CreateTableAsStmt" => statement.node.get("into")?.get("rel").and_then(name),
        _ => None,
    }
}

/// The name of the table that a statement is about.
pub(crate) fn relation_of(node: &Value) -> Option<&str> {
    node.get("relation").and_then(name)
}

fn name(relation: &Value) -> Option<&str> {
    relation.get("relname")?.as_str()
}

/// The items of a list in a node; none where it has no such list.
pub(crate) fn items<'n>(node: &'n Value, list: &str) -> &'n [Value] {
    node.get(list).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
