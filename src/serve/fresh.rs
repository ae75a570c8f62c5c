//! Which findings were not there before: a terminal is told of each once.

use std::collections::BTreeMap;

use crate::diagnostic::Finding;
use crate::report::Human;
use crate::source::Sources;

/// The most findings that are told with their lines at once.
const MOST: usize = 20;

/// What was told last. Where a finding stands does not count: lines above it come and go.
#[derive(Clone, Debug, Default)]
pub struct Fresh(BTreeMap<(String, String, String), usize>);

impl Fresh {
    /// The findings that were not among those of the last call, as `check` prints them.
    pub fn told(&mut self, sources: &Sources, findings: &[&Finding]) -> String {
        let mut last = std::mem::take(&mut self.0);
        let mut new = Vec::new();
        for &finding in findings {
            let path = sources.get(finding.location.source).path.clone();
            let key = (path, finding.rule.clone(), finding.message.clone());
            match last.get_mut(&key) {
                Some(left) if *left > 0 => *left -= 1,
                _ => new.push(finding),
            }
            *self.0.entry(key).or_default() += 1;
        }
        frames(sources, &new)
    }
}

/// Findings with their lines, and how many more there are.
pub fn frames(sources: &Sources, findings: &[&Finding]) -> String {
    let shown = &findings[..findings.len().min(MOST)];
    let mut text = Human::findings(sources, shown);
    match findings.len() - shown.len() {
        0 => {}
        1 => text.push_str("and 1 more finding\n\n"),
        more => text.push_str(&format!("and {more} more findings\n\n")),
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Location, Span};

    #[test]
    fn a_finding_is_told_once_wherever_it_moves() {
        let mut sources = Sources::default();
        let source = sources.add("content/a.md", "one\ntwo\nthree\n");
        let at = |start: usize, message: &str| {
            let location = Location { source, span: Span::new(start, start + 3) };
            Finding::warning("page/x", location, message)
        };
        let mut fresh = Fresh::default();
        let mut told = |findings: &[Finding]| {
            fresh.told(&sources, &findings.iter().collect::<Vec<_>>()).matches("page/x").count()
        };
        assert_eq!(told(&[at(0, "bad"), at(4, "worse")]), 2);
        assert_eq!(told(&[at(4, "bad"), at(8, "worse")]), 0);
        assert_eq!(told(&[at(0, "bad"), at(4, "bad")]), 1, "there are two of them now");
        assert_eq!(told(&[]), 0);
        assert_eq!(told(&[at(0, "bad")]), 1);
    }
}
