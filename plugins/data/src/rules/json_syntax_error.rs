//! Text that is no JSON for a reason that no other rule names.

use proofpress_plugin::{Applicability, Context, Finding, Rule, Severity};

use crate::json::Kind;
use crate::{Data, Tree};

pub(crate) const RULE: Rule<Data> =
    Rule::new(Severity::Error, check).on_broken().fixable().tags(&["syntax", "json"]);

fn check(cx: &Context<'_, Data>) -> Vec<Finding> {
    let Tree::Json(json) = cx.tree else { return Vec::new() };
    let mut findings = Vec::new();
    for problem in &json.problems {
        let Kind::Syntax(mistake) = &problem.kind else { continue };
        let mut finding = Finding::new(problem.span, mistake.message.clone());
        finding.help.clone_from(&mistake.help);
        if let Some((span, message)) = &mistake.related {
            finding = finding.related(*span, message.clone());
        }
        if let Some((title, span, replacement)) = &mistake.repair {
            finding =
                finding.fix(Applicability::Suggestion, title.clone(), *span, replacement.clone());
        }
        findings.push(finding);
    }
    findings
}
