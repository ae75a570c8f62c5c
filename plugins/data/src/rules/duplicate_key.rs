//! A key that its mapping, object or table already has.

use proofpress_plugin::{Context, Finding, Rule, Severity, Span};

use crate::json::Kind;
use crate::{Data, Tree};

pub(crate) const RULE: Rule<Data> =
    Rule::new(Severity::Error, check).on_broken().tags(&["correctness", "yaml", "json", "toml"]);

/// YAML and TOML forbid it; JSON leaves it to the reader, most of which take the last.
fn check(cx: &Context<'_, Data>) -> Vec<Finding> {
    let finding = |span: Span, first: Option<Span>| {
        let key = cx.text(span).replace('`', "'");
        let found = Finding::new(span, format!("`{key}` is already there"))
            .help("remove one of the two, or rename it");
        match first {
            Some(first) => found.related(first, "it stands here first"),
            None => found,
        }
    };
    match cx.tree {
        Tree::Yaml(yaml) => {
            let twice = yaml.duplicates.iter();
            twice.map(|twice| finding(twice.span, Some(twice.first))).collect()
        }
        Tree::Toml(toml) => {
            toml.duplicates.iter().map(|twice| finding(twice.span, twice.first)).collect()
        }
        Tree::Json(json) => {
            let twice = json.problems.iter().filter_map(|problem| match &problem.kind {
                Kind::Duplicate { first } => {
                    Some(finding(problem.span, Some(*first)).severity(Severity::Warning))
                }
                _ => None,
            });
            twice.collect()
        }
    }
}
