//! A variable that nothing gives a value to.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Rego;
use crate::policy::Kind;

pub(crate) const RULE: Rule<Rego> =
    Rule::new(Severity::Error, check).on_broken().tags(&["correctness"]);

fn check(cx: &Context<'_, Rego>) -> Vec<Finding> {
    // One file of several may use the rules of the others, which are not to be seen here.
    if cx.attribute("file").is_some() || cx.attribute("session").is_some() {
        return Vec::new();
    }
    let missing = cx.tree.mistake.iter().filter(|mistake| mistake.kind == Kind::Unsafe);
    missing
        .map(|mistake| {
            Finding::new(mistake.span, format!("nothing gives `{}` a value", cx.text(mistake.span)))
                .help("assign it with `:=`, take it out of something with `some ... in`, or define a rule of that name")
        })
        .collect()
}
