//! Text that is no Rego. Agrees with `opa check`, which also stops at a policy's rules where they
//! contradict one another.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Rego;
use crate::policy::Kind;
use crate::version::Version;

pub(crate) const RULE: Rule<Rego> =
    Rule::new(Severity::Error, check).on_broken().tags(&["correctness"]);

fn check(cx: &Context<'_, Rego>) -> Vec<Finding> {
    let Some(mistake) = &cx.tree.mistake else { return Vec::new() };
    if !matches!(mistake.kind, Kind::Syntax | Kind::Rules) {
        return Vec::new();
    }
    let finding = Finding::new(mistake.span, mistake.message.clone());
    let keyword = mistake.message.contains("keyword");
    vec![match cx.tree.version {
        Version::V1 if keyword => finding.help(
            "since OPA 1.0 a rule with a body needs `if`, and a set of values `contains`; for older Rego mark the example `rego.v0`",
        ),
        _ => finding,
    }]
}
