//! `...` in YAML for what is left out.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::{Data, Tree};

pub(crate) const RULE: Rule<Data> =
    Rule::new(Severity::Error, check).on_broken().tags(&["syntax", "yaml"]);

/// One finding for a text: a shortened text is shortened on purpose.
fn check(cx: &Context<'_, Data>) -> Vec<Finding> {
    let Tree::Yaml(yaml) = cx.tree else { return Vec::new() };
    let Some((first, others)) = yaml.ellipses.split_first() else { return Vec::new() };
    let dots = cx.text(first.span);
    let more = match others.len() {
        0 => String::new(),
        more => format!("; {more} more below"),
    };
    let help = "write what is left out as a comment: `# ...`";
    if first.breaks {
        return vec![
            Finding::new(first.span, format!("`{dots}` is no YAML in this place{more}")).help(help),
        ];
    }
    let message = format!("`{dots}` ends the document, and what follows is another one{more}");
    vec![Finding::new(first.span, message).help(help).severity(Severity::Warning)]
}
