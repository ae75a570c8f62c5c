//! A comma before a closing bracket of JSON.

use proofpress_plugin::{Applicability, Context, Finding, Rule, Severity};

use crate::json::Kind;
use crate::{Data, Tree};

pub(crate) const RULE: Rule<Data> =
    Rule::new(Severity::Error, check).on_broken().fixable().tags(&["syntax", "json"]);

fn check(cx: &Context<'_, Data>) -> Vec<Finding> {
    let Tree::Json(json) = cx.tree else { return Vec::new() };
    let found = json.problems.iter().filter_map(|problem| {
        let Kind::TrailingComma { close } = problem.kind else { return None };
        let message = format!("a comma before `{close}`, with nothing after it");
        let finding = Finding::new(problem.span, message).help("remove the comma");
        Some(finding.fix(Applicability::Safe, "remove the comma", problem.span, ""))
    });
    found.collect()
}
