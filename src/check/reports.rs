//! What became of each example, kept so that a site of which little changed costs little: whoever
//! shows an older state shares the reports, and what is counted of them is counted as they come
//! and go.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Coverage, ExampleReport, State};

/// What became of each example, by its id.
#[derive(Clone, Debug, Default)]
pub struct Reports {
    by_id: BTreeMap<Arc<str>, Arc<ExampleReport>>,
    /// Those in which something was found.
    found: BTreeSet<Arc<str>>,
    counts: Counts,
}

/// How many examples there are of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Fenced code blocks, in the words of reports.
    pub coverage: Coverage,
    /// Those there is something to prove of.
    pub provable: usize,
    /// Those of which it was proven.
    pub proven: usize,
    /// Those that wait for their verdict.
    pub awaited: usize,
}

impl Reports {
    /// What became of the example with that id.
    pub fn get(&self, id: &str) -> Option<&Arc<ExampleReport>> {
        self.by_id.get(id)
    }

    /// All of them, by id.
    pub fn values(&self) -> impl Iterator<Item = &Arc<ExampleReport>> {
        self.by_id.values()
    }

    /// Those in which something was found, what the page expects included.
    pub fn with_findings(&self) -> impl Iterator<Item = &Arc<ExampleReport>> {
        self.found.iter().filter_map(|id| self.by_id.get(id))
    }

    /// Those of a page.
    pub fn of_page(&self, page: &str) -> impl Iterator<Item = &Arc<ExampleReport>> {
        self.by_id.range(ids(page)).map(|(_, report)| report)
    }

    /// How many there are.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Puts one in the place of the last one of its id.
    pub fn insert(&mut self, report: Arc<ExampleReport>) {
        let id: Arc<str> = report.id.as_str().into();
        self.counts.count(&report, |count| *count += 1);
        match report.findings.is_empty() {
            true => self.found.remove(&id),
            false => self.found.insert(Arc::clone(&id)),
        };
        if let Some(last) = self.by_id.insert(id, report) {
            self.counts.count(&last, |count| *count -= 1);
        }
    }

    /// Takes those of a page away.
    pub fn remove_page(&mut self, page: &str) {
        for (id, report) in self.by_id.extract_if(ids(page), |_, _| true) {
            self.counts.count(&report, |count| *count -= 1);
            self.found.remove(&id);
        }
    }
}

/// What the ids of a page's examples lie between: `#` comes before `$`.
fn ids(page: &str) -> std::ops::Range<Arc<str>> {
    format!("{page}#").into()..format!("{page}$").into()
}

impl Counts {
    fn count(&mut self, report: &ExampleReport, by_one: fn(&mut usize)) {
        let Self { coverage, provable, proven, awaited } = self;
        by_one(&mut coverage.examples);
        match report.state {
            State::Passed | State::FailsAsExpected | State::Failed => {
                by_one(&mut coverage.checked);
            }
            State::Expectation => by_one(&mut coverage.expectations),
            State::Ignored(_) => by_one(&mut coverage.ignored),
            State::Unproven(_) => by_one(&mut coverage.unproven),
            State::Awaited => by_one(awaited),
            State::Skipped => {}
        }
        if report.ran.is_some() {
            by_one(&mut coverage.ran);
        }
        if !report.state.is_beside() {
            by_one(provable);
        }
        if report.state.is_proven() {
            by_one(proven);
        }
    }
}

impl Extend<Arc<ExampleReport>> for Reports {
    fn extend<T: IntoIterator<Item = Arc<ExampleReport>>>(&mut self, reports: T) {
        reports.into_iter().for_each(|report| self.insert(report));
    }
}

impl FromIterator<Arc<ExampleReport>> for Reports {
    fn from_iter<T: IntoIterator<Item = Arc<ExampleReport>>>(reports: T) -> Self {
        let mut all = Self::default();
        all.extend(reports);
        all
    }
}

impl IntoIterator for Reports {
    type Item = Arc<ExampleReport>;
    type IntoIter = std::collections::btree_map::IntoValues<Arc<str>, Arc<ExampleReport>>;

    fn into_iter(self) -> Self::IntoIter {
        self.by_id.into_values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Location, Sources, Span};

    fn report(id: &str, state: State, finds: bool) -> Arc<ExampleReport> {
        let source = Sources::default().add("content/a.md", "");
        let at = Location { source, span: Span::at(0) };
        let finding = || crate::diagnostic::Finding::error("x/y", at, "wrong");
        let findings = finds.then(finding).into_iter().collect();
        Arc::new(ExampleReport { findings, ..ExampleReport::new(id.into(), at, "sh", state) })
    }

    #[test]
    fn what_is_counted_is_what_is_there() {
        let mut all = Reports::default();
        all.extend([
            report("a.md#1", State::Passed, false),
            report("a.md#10", State::Failed, true),
            report("a.md.b.md#1", State::Awaited, false),
            report("b.md#1", State::Skipped, false),
            report("b.md#1", State::Ignored("why".into()), false),
        ]);
        let counts = all.counts();
        let Coverage { examples, checked, ignored, unproven, .. } = counts.coverage;
        assert_eq!((examples, checked, ignored, unproven), (4, 2, 1, 0));
        assert_eq!((counts.provable, counts.proven, counts.awaited), (4, 1, 1));
        assert_eq!(all.with_findings().count(), 1);
        assert_eq!(all.of_page("a.md").count(), 2);
        all.remove_page("a.md");
        assert_eq!((all.with_findings().count(), all.values().count()), (0, 2));
        let anew: Reports = all.values().map(Arc::clone).collect();
        assert_eq!(all.counts(), anew.counts());
        all.insert(report("a.md.b.md#1", State::Passed, true));
        all.insert(report("a.md.b.md#1", State::Passed, false));
        assert_eq!((all.counts().awaited, all.with_findings().count()), (0, 0));
    }
}
