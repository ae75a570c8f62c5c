//! The list of cases that are treated otherwise than their suite asks, each with the reason.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The exceptions of one suite, and what became of its cases.
pub(crate) struct Exceptions {
    suite: String,
    /// Case and reason; a case is taken out when it is met and indeed differs.
    left: BTreeMap<String, String>,
    expected: usize,
    wrong: Vec<String>,
}

impl Exceptions {
    /// Reads `tests/conformance/<suite>.txt`: a case and its reason to a line, parted by spaces.
    pub(crate) fn read(suite: &str) -> Self {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/conformance/{suite}.txt"));
        let text =
            fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        let mut left = BTreeMap::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (case, reason) =
                line.split_once(' ').unwrap_or_else(|| panic!("no reason: {line}"));
            left.insert(case.to_owned(), reason.trim().to_owned());
        }
        Self { suite: suite.to_owned(), expected: left.len(), left, wrong: Vec::new() }
    }

    /// Takes in how one case went.
    pub(crate) fn judge(&mut self, case: &str, agrees: bool) {
        match (self.left.remove(case), agrees) {
            (None, true) | (Some(_), false) => {}
            (None, false) => {
                self.wrong.push(format!("`{case}` is treated otherwise than the suite asks"))
            }
            (Some(_), true) => {
                self.wrong.push(format!("`{case}` agrees now: take it off the list"))
            }
        }
    }

    /// Takes in that a case could not be tried here.
    #[allow(dead_code, reason = "only some of the tests that share this file leave cases out")]
    pub(crate) fn skip(&mut self, case: &str) {
        self.left.remove(case);
    }

    /// Fails where anything is not as listed.
    pub(crate) fn finish(mut self, cases: usize) {
        let unmet = self.left.keys().map(|case| format!("`{case}` is listed and not in the suite"));
        self.wrong.extend(unmet);
        assert!(self.wrong.is_empty(), "{}:\n{}", self.suite, self.wrong.join("\n"));
        println!("{}: {cases} cases, {} listed exceptions", self.suite, self.expected);
    }
}
