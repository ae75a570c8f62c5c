//! Functions on strings and arrays that the evaluator lacks, or ends in a panic for.

use anyhow::Result;
use regorus::{Engine, Value};

use super::{function, text};

pub(super) fn add(engine: &mut Engine) -> Result<()> {
    function(engine, "regex.find_all_string_submatch_n", 3, |values| {
        let [pattern, subject, most] = values else { return None };
        let pattern = regex::Regex::new(text(pattern)?).ok()?;
        let most = most.as_i64().ok()?;
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let groups = |found: regex::Captures<'_>| {
            let group = |group: Option<regex::Match<'_>>| {
                Value::from(group.map_or("", |group| group.as_str()))
            };
            Value::from(found.iter().map(group).collect::<Vec<_>>())
        };
        let found = pattern.captures_iter(text(subject)?).take(most).map(groups);
        Some(Value::from(found.collect::<Vec<_>>()))
    })?;
    function(engine, "strings.count", 2, |values| {
        let [subject, piece] = values else { return None };
        let (subject, piece) = (text(subject)?, text(piece)?);
        Some(Value::from(subject.matches(piece).count()))
    })?;
    function(engine, "array.flatten", 1, |values| {
        let mut flat = Vec::new();
        for item in values.first()?.as_array().ok()?.iter() {
            match item {
                Value::Array(items) => flat.extend(items.iter().cloned()),
                other => flat.push(other.clone()),
            }
        }
        Some(Value::from(flat))
    })
}
