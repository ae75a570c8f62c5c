//! Rules without the `package` they would be in. OPA takes no such file.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Rego;
use crate::policy::Kind;

pub(crate) const RULE: Rule<Rego> =
    Rule::new(Severity::Error, check).on_broken().tags(&["correctness"]);

fn check(cx: &Context<'_, Rego>) -> Vec<Finding> {
    let missing = cx.tree.mistake.iter().filter(|mistake| mistake.kind == Kind::Package);
    missing
        .map(|mistake| {
            Finding::new(mistake.span, mistake.message.clone())
                .help("write `package` and a name on the first line; `hide_lines=1` hides it")
        })
        .collect()
}
