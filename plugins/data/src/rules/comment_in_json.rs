//! A comment in JSON that has none.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::json::Kind;
use crate::{Data, Tree};

pub(crate) const RULE: Rule<Data> =
    Rule::new(Severity::Error, check).on_broken().tags(&["syntax", "json"]);

/// One finding for a text: its comments have one cause and one remedy.
fn check(cx: &Context<'_, Data>) -> Vec<Finding> {
    let Tree::Json(json) = cx.tree else { return Vec::new() };
    let mut comments = json.problems.iter().filter(|problem| matches!(problem.kind, Kind::Comment));
    let Some(first) = comments.next() else { return Vec::new() };
    let message = match comments.count() {
        0 => "JSON has no comments".to_owned(),
        more => format!("JSON has no comments; {more} more below"),
    };
    let help = if cx.text(first.span).starts_with('#') {
        "mark the fence as `jsonc` and write `//`, or move the remark into the text"
    } else {
        "mark the fence as `jsonc`, or move the remark into the text"
    };
    vec![Finding::new(first.span, message).help(help)]
}
