//! Text that is no YAML.

use proofpress_plugin::{Applicability, Context, Edit, Finding, Fix, Rule, Severity, Span};

use crate::yaml::Mistake;
use crate::{Data, Tree};

pub(crate) const RULE: Rule<Data> =
    Rule::new(Severity::Error, check).on_broken().fixable().tags(&["syntax", "yaml"]);

fn check(cx: &Context<'_, Data>) -> Vec<Finding> {
    let Tree::Yaml(yaml) = cx.tree else { return Vec::new() };
    let mistake = match &yaml.mistake {
        Some(Mistake::Syntax(mistake)) => mistake,
        Some(Mistake::Shallow { span, edits }) => return vec![shallow(*span, edits)],
        _ => return Vec::new(),
    };
    let mut finding = Finding::new(mistake.span, mistake.message.clone());
    finding.help.clone_from(&mistake.help);
    if let Some((span, message)) = &mistake.related {
        finding = finding.related(*span, message.clone());
    }
    if let Some((title, span, replacement)) = &mistake.repair {
        finding = finding.fix(Applicability::Suggestion, title.clone(), *span, replacement.clone());
    }
    vec![finding]
}

/// A warning: readers of YAML 1.1 take it.
fn shallow(span: Span, edits: &[Edit]) -> Finding {
    let title = match edits.len() {
        1 => "indent the line".to_owned(),
        lines => format!("indent {lines} lines"),
    };
    Finding::new(
        span,
        "this line is part of a value and stands no deeper than the name of the value",
    )
    .help("indent it: YAML 1.2 asks for that, and only readers of YAML 1.1 do without")
    .severity(Severity::Warning)
    .fixes(Fix { title, applicability: Applicability::Safe, edits: edits.to_vec() })
}
