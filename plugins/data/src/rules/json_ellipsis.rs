//! `...` in JSON for what is left out.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::json::Kind;
use crate::{Data, Tree};

pub(crate) const RULE: Rule<Data> =
    Rule::new(Severity::Error, check).on_broken().tags(&["syntax", "json"]);

/// One finding for a text: a shortened text is shortened on purpose.
fn check(cx: &Context<'_, Data>) -> Vec<Finding> {
    let Tree::Json(json) = cx.tree else { return Vec::new() };
    let mut places = json.problems.iter().filter(|problem| matches!(problem.kind, Kind::Ellipsis));
    let Some(first) = places.next() else { return Vec::new() };
    let dots = cx.text(first.span);
    let message = match places.count() {
        0 => format!("`{dots}` is no JSON"),
        more => format!("`{dots}` is no JSON; {more} more below"),
    };
    let help = if cx.example.lang == "jsonc" {
        "write `// ...`, or say `ignore=\"shortened\"` in the fence"
    } else {
        "mark the fence as `jsonc` and write `// ...`, or say `ignore=\"shortened\"`"
    };
    vec![Finding::new(first.span, message).help(help)]
}
