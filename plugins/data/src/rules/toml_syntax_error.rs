//! Text that is no TOML.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::{Data, Tree};

pub(crate) const RULE: Rule<Data> =
    Rule::new(Severity::Error, check).on_broken().tags(&["syntax", "toml"]);

fn check(cx: &Context<'_, Data>) -> Vec<Finding> {
    let Tree::Toml(toml) = cx.tree else { return Vec::new() };
    let Some(mistake) = &toml.mistake else { return Vec::new() };
    let mut finding = Finding::new(mistake.span, mistake.message.clone());
    finding.help.clone_from(&mistake.help);
    if let Some((span, message)) = &mistake.related {
        finding = finding.related(*span, message.clone());
    }
    vec![finding]
}
