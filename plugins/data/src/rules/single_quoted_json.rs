//! Strings of JSON in single quotes.

use proofpress_plugin::{Applicability, Context, Edit, Finding, Fix, Rule, Severity};

use crate::json::Kind;
use crate::{Data, Tree};

pub(crate) const RULE: Rule<Data> =
    Rule::new(Severity::Error, check).on_broken().fixable().tags(&["syntax", "json"]);

/// One finding for a text: whoever printed it so printed all of it so.
fn check(cx: &Context<'_, Data>) -> Vec<Finding> {
    let Tree::Json(json) = cx.tree else { return Vec::new() };
    let edits = json.problems.iter().filter_map(|problem| match &problem.kind {
        Kind::SingleQuoted { double } => {
            Some(Edit { span: problem.span, replacement: double.clone() })
        }
        _ => None,
    });
    let edits: Vec<Edit> = edits.collect();
    let Some(first) = edits.first() else { return Vec::new() };
    let message = match edits.len() {
        1 => "a string of JSON stands in double quotes".to_owned(),
        all => format!("a string of JSON stands in double quotes; {} more below", all - 1),
    };
    let finding = Finding::new(first.span, message).help("write `\"` for `'`");
    let title = "use double quotes".to_owned();
    vec![finding.fixes(Fix { title, applicability: Applicability::Safe, edits })]
}
