//! Tabs that indent YAML.

use proofpress_plugin::{Applicability, Context, Finding, Fix, Rule, Severity};

use crate::yaml::Mistake;
use crate::{Data, Tree};

pub(crate) const RULE: Rule<Data> =
    Rule::new(Severity::Error, check).on_broken().fixable().tags(&["syntax", "yaml"]);

fn check(cx: &Context<'_, Data>) -> Vec<Finding> {
    let Tree::Yaml(yaml) = cx.tree else { return Vec::new() };
    let Some(Mistake::Tabs { span, edits }) = &yaml.mistake else { return Vec::new() };
    let finding =
        Finding::new(*span, "a tab cannot indent YAML").help("indent with spaces, two to a level");
    if edits.is_empty() {
        return vec![finding];
    }
    let title = match edits.len() {
        1 => "indent the line with spaces".to_owned(),
        lines => format!("indent {lines} lines with spaces"),
    };
    vec![finding.fixes(Fix {
        title,
        applicability: Applicability::Suggestion,
        edits: edits.clone(),
    })]
}
