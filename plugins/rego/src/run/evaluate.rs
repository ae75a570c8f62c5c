//! A query and its results, as `opa eval --format=pretty` writes them.

use std::collections::BTreeSet;

use proofpress_plugin::{Output, OutputStream};
use regorus::{Engine, QueryResult, Value};

use super::{Ended, present, table};

/// Evaluates a query and writes what comes of it.
pub(super) fn evaluate(engine: &mut Engine, query: &str, output: &mut Output) -> Result<(), Ended> {
    let results = engine.eval_query(query.to_owned(), false);
    for line in prints(engine)? {
        output.write(OutputStream::Stderr, format!("{line}\n").as_bytes())?;
    }
    let results = results?.result;
    let defined: Vec<QueryResult> = results.into_iter().filter(is_defined).collect();
    output.write(OutputStream::Stdout, shown(&defined).as_bytes())?;
    Ok(())
}

/// What `print` wrote, without the place that the evaluator puts before it.
pub(super) fn prints(engine: &mut Engine) -> Result<Vec<String>, Ended> {
    let lines = engine.take_prints()?;
    let bare = |line: String| {
        let mut pieces = line.splitn(3, ':');
        let text = pieces.nth(2).map(|text| text.strip_prefix(' ').unwrap_or(text).to_owned());
        text.unwrap_or(line)
    };
    Ok(lines.into_iter().map(bare).collect())
}

/// Whether every expression has a value. The evaluator keeps an undefined one as a result.
fn is_defined(result: &QueryResult) -> bool {
    !result.expressions.iter().any(|expression| expression.value == Value::Undefined)
}

fn shown(results: &[QueryResult]) -> String {
    let [first, ..] = results else { return "undefined\n".into() };
    let values = &first.expressions;
    let bindings = names(first);
    let all_boolean = values.iter().all(|value| matches!(value.value, Value::Bool(_)));
    if let ([value, ..], [_], true) = (values.as_slice(), results, bindings.is_empty())
        && (values.len() == 1 || all_boolean)
    {
        return present::pretty(&value.value);
    }
    let columns: Vec<usize> = (0..values.len())
        .filter(|at| bindings.is_empty() || !matches!(values[*at].value, Value::Bool(_)))
        .collect();
    let mut head: Vec<String> = bindings.iter().cloned().collect();
    head.extend(columns.iter().map(|at| values[*at].text.to_string()));
    let row = |result: &QueryResult| {
        let binding = |name: &String| present::compact(&result.bindings[name.as_str()]);
        let mut row: Vec<String> = bindings.iter().map(binding).collect();
        let value = |at: &usize| result.expressions.get(*at).map(|value| &value.value);
        row.extend(columns.iter().filter_map(value).map(present::compact));
        row
    };
    table::table(&head, &results.iter().map(row).collect::<Vec<_>>())
}

/// The names a result binds, sorted.
fn names(result: &QueryResult) -> BTreeSet<String> {
    let Ok(bindings) = result.bindings.as_object() else { return BTreeSet::new() };
    bindings.iter().filter_map(|(name, _)| Some(name.as_string().ok()?.to_string())).collect()
}
