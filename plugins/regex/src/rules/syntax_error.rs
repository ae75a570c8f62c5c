//! Text that is no regular expression.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::Regex;
use crate::flavour::Flavour;

pub(crate) const RULE: Rule<Regex> =
    Rule::new(Severity::Error, check).on_broken().tags(&["correctness"]);

fn check(cx: &Context<'_, Regex>) -> Vec<Finding> {
    let mistakes = cx.tree.mistakes.iter();
    mistakes
        .map(|mistake| {
            let finding = Finding::new(mistake.span, mistake.message.clone());
            let beyond =
                ["look-around", "backreferences"].iter().any(|what| mistake.message.contains(what));
            match cx.tree.flavour == Flavour::Re2 && beyond {
                true => finding.help(
                    "RE2 has neither; label the example `pcre` where it is for another engine",
                ),
                false => finding,
            }
        })
        .collect()
}
