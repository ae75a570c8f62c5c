//! A statement that the database refuses because of how it is written.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Sql;

pub(crate) const RULE: Rule<Sql> =
    Rule::new(Severity::Error, check).on_broken().tags(&["correctness"]);

fn check(cx: &Context<'_, Sql>) -> Vec<Finding> {
    let mistakes = cx.tree.mistakes.iter();
    let finding = |mistake: &crate::mistake::Mistake| {
        let finding = Finding::new(mistake.span, mistake.message.clone());
        match &mistake.help {
            Some(help) => finding.help(help.clone()),
            None => finding,
        }
    };
    mistakes.map(finding).collect()
}
