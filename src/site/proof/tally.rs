//! Examples, counted by what became of them.

use serde::Serialize;

use crate::check::{ExampleReport, State};

/// Counts of examples. Plain text and the outputs of runs are no examples here: there is nothing
/// to prove of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Tally {
    /// All that there was something to prove of.
    pub(crate) examples: usize,
    /// Those that passed, or fail as their page says.
    pub(crate) proven: usize,
    /// Those of the proven that fail as their page says.
    pub(crate) anti_patterns: usize,
    /// Those that were run.
    pub(crate) ran: usize,
    /// Those with findings nobody expected.
    pub(crate) failed: usize,
    /// Those left out by their page.
    pub(crate) ignored: usize,
    /// Those that nothing could check.
    pub(crate) unproven: usize,
}

/// A part of a bar, in thousandths of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Share {
    /// `passed`, `expected`, `failed` or `open`: what the style sheet knows it by.
    pub(crate) kind: &'static str,
    /// Where it begins.
    pub(crate) x: usize,
    /// How long it is.
    pub(crate) width: usize,
}

impl Tally {
    /// The count of these examples.
    pub(crate) fn of<'a>(reports: impl IntoIterator<Item = &'a ExampleReport>) -> Self {
        let mut tally = Self::default();
        for report in reports {
            tally.add(report);
        }
        tally
    }

    /// Counts one more.
    pub(crate) fn add(&mut self, report: &ExampleReport) {
        if report.state.is_beside() {
            return;
        }
        self.examples += 1;
        self.ran += usize::from(report.ran.is_some());
        self.proven += usize::from(report.state.is_proven());
        match report.state {
            State::FailsAsExpected => self.anti_patterns += 1,
            State::Failed => self.failed += 1,
            State::Ignored(_) => self.ignored += 1,
            State::Unproven(_) => self.unproven += 1,
            State::Passed | State::Skipped | State::Expectation | State::Awaited => {}
        }
    }

    /// Adds another count.
    pub(crate) fn plus(&mut self, other: &Self) {
        self.examples += other.examples;
        self.proven += other.proven;
        self.anti_patterns += other.anti_patterns;
        self.ran += other.ran;
        self.failed += other.failed;
        self.ignored += other.ignored;
        self.unproven += other.unproven;
    }

    /// The parts of the bar that shows it, without empty ones.
    pub(crate) fn shares(&self) -> Vec<Share> {
        let parts = [
            ("passed", self.proven - self.anti_patterns),
            ("expected", self.anti_patterns),
            ("failed", self.failed),
            ("open", self.ignored + self.unproven),
        ];
        let mut counted = 0;
        let at = |count: usize| count * 1000 / self.examples.max(1);
        let mut shares = Vec::with_capacity(parts.len());
        for (kind, count) in parts {
            let x = at(counted);
            counted += count;
            let width = at(counted) - x;
            if width > 0 {
                shares.push(Share { kind, x, width });
            }
        }
        shares
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_bar_fill_it() {
        let tally = Tally {
            examples: 7,
            proven: 4,
            anti_patterns: 1,
            ignored: 2,
            failed: 1,
            ..Tally::default()
        };
        let shares = tally.shares();
        let kinds: Vec<_> = shares.iter().map(|share| (share.kind, share.x)).collect();
        assert_eq!(kinds, [("passed", 0), ("expected", 428), ("failed", 571), ("open", 714)]);
        assert_eq!(shares.iter().map(|share| share.width).sum::<usize>(), 1000);
        assert_eq!(Tally::default().shares(), []);
    }
}
