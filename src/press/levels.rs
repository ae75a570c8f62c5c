//! What the site makes of findings about its pages: `[checks.rules]` holds for them as it does
//! for the rules of plugins.

use crate::config::{Config, RuleLevel};
use crate::diagnostic::Finding;
use crate::rules;
use crate::source::Sources;

/// Leaves out the findings of rules that are off, and gives the others the site's severities.
pub(super) fn apply(findings: Vec<Finding>, config: &Config, sources: &Sources) -> Vec<Finding> {
    let leveled = findings.into_iter().filter_map(|mut finding| {
        if !rules::find(&finding.rule).is_some_and(rules::HostRule::is_about_pages) {
            return Some(finding);
        }
        let path = &sources.get(finding.location.source).path;
        let page = path.strip_prefix(&config.build.content).unwrap_or(path);
        match config.rule_level(&finding.rule, page.trim_start_matches('/')) {
            Some(RuleLevel::Off) => None,
            Some(RuleLevel::On(severity)) => {
                finding.severity = severity;
                Some(finding)
            }
            None => Some(finding),
        }
    });
    leveled.collect()
}
