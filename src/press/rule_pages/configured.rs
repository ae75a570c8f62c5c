//! What the page of a rule says of how a site gives it another severity.

use std::fmt::Write as _;

use crate::plugin::RuleInfo;
use crate::rules::HostRule;

const HEADING: &str = "\n## In the configuration\n\n";

/// The part about a rule of a plugin.
pub(super) fn plugin_rule(text: &mut String, id: &str, rule: &RuleInfo) {
    text.push_str(HEADING);
    if rule.default_on {
        let _ = write!(
            text,
            "Under `[checks.rules]` in `proofpress.toml`, `\"{id}\" = \"off\"` turns it off"
        );
    } else {
        let _ = write!(
            text,
            "It is off until the site turns it on: under `[checks.rules]` in `proofpress.toml`, \
             `\"{id}\" = \"{}\"`",
            rule.severity.name()
        );
    }
    text.push_str(
        "; `info`, `warning` and `error` give it another severity. Under `[[checks.overrides]]` \
         the same holds for some pages only.\n",
    );
}

/// The part about a rule of proofpress itself.
pub(super) fn host_rule(text: &mut String, rule: &HostRule) {
    text.push_str(HEADING);
    let id = rule.id();
    if rule.is_about_pages() {
        let _ = writeln!(
            text,
            "Under `[checks.rules]` in `proofpress.toml`, `\"{id}\" = \"off\"` turns it off; `info`, \
             `warning` and `error` give it another severity. Under `[[checks.overrides]]` the \
             same holds for some pages only."
        );
    } else {
        text.push_str("Its severity is not the site's to say.\n");
    }
}
