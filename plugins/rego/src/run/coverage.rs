//! Which lines of the policies were evaluated.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use regorus::coverage::Report;

/// Lines by file, over several evaluations.
#[derive(Default)]
pub(super) struct Lines {
    files: BTreeMap<String, File>,
}

#[derive(Default)]
struct File {
    all: BTreeSet<u32>,
    covered: BTreeSet<u32>,
}

impl Lines {
    /// Takes in what one evaluation covered.
    pub(super) fn add(&mut self, report: &Report) {
        for file in &report.files {
            let lines = self.files.entry(file.path.clone()).or_default();
            lines.all.extend(file.covered.iter().chain(&file.not_covered));
            lines.covered.extend(&file.covered);
        }
    }

    /// One line: the share that was covered, and where the rest is.
    pub(super) fn summary(&self) -> String {
        let all: usize = self.files.values().map(|file| file.all.len()).sum();
        let covered: usize = self.files.values().map(|file| file.covered.len()).sum();
        let hundredths = (covered * 10_000).checked_div(all).unwrap_or(10_000);
        let mut text = format!(
            "coverage: {}.{:02} % ({covered} of {all} lines)",
            hundredths / 100,
            hundredths % 100
        );
        let mut before = "; not covered: ";
        for (name, file) in &self.files {
            let missed: Vec<u32> = file.all.difference(&file.covered).copied().collect();
            if !missed.is_empty() {
                let _ = write!(text, "{before}{name}:{}", ranges(&missed));
                before = ", ";
            }
        }
        text.push('\n');
        text
    }
}

/// Numbers as ranges: `3,5-7`.
fn ranges(numbers: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match ranges.last_mut() {
            Some((_, end)) if *end + 1 == number => *end = number,
            _ => ranges.push((number, number)),
        }
    }
    let shown = ranges.iter().map(|(start, end)| match start == end {
        true => start.to_string(),
        false => format!("{start}-{end}"),
    });
    shown.collect::<Vec<_>>().join(",")
}
