//! The outcome of a job, and what became of an example once all its jobs are done.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Finding;
use crate::plugin::{Checked, Drawn, Failure, Ran};
use crate::sanitize::Drawing;
use crate::source::Location;

/// The outcome of one job. Spans are in the example's text, so that a verdict can be stored and
/// holds wherever the example moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// The plugin answered, with findings or none.
    Checked(Checked),
    /// It ran, well or badly.
    Ran(Ran),
    /// It ran outside of the sandbox, well or badly.
    RanNatively(Ran),
    /// It drew the example.
    Drawn(Drawn),
    /// What it says of a page that matters for the site.
    Collected(Vec<u8>),
    /// The plugin did not answer.
    Failed(Failure),
    /// The plugin was not asked: it had failed too often.
    Disabled,
    /// The plugin has not been asked yet: the preview shows a page before it is checked.
    Awaited,
}

/// What became of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Every plugin that took it found nothing that counts.
    Passed,
    /// It reports what its `fails=` said it would, and nothing else.
    FailsAsExpected,
    /// There are findings.
    Failed,
    /// `ignore="reason"`.
    Ignored(String),
    /// No plugin took it; why.
    Unproven(String),
    /// Plain text or unlabelled: nothing to check.
    Skipped,
    /// The output another example is held against.
    Expectation,
    /// Not all of its verdicts are there yet; only ever seen in the preview.
    Awaited,
}

impl State {
    /// The word for it in reports.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::FailsAsExpected => "fails-as-expected",
            Self::Failed => "failed",
            Self::Ignored(_) => "ignored",
            Self::Unproven(_) => "unproven",
            Self::Skipped => "skipped",
            Self::Expectation => "expectation",
            Self::Awaited => "awaited",
        }
    }

    /// Whether what the page says of the example was shown to be so.
    pub fn is_proven(&self) -> bool {
        matches!(self, Self::Passed | Self::FailsAsExpected)
    }

    /// Whether there was nothing to prove: plain text, and outputs that runs are held against.
    pub fn is_beside(&self) -> bool {
        matches!(self, Self::Skipped | Self::Expectation)
    }

    /// Why it was not checked, where it was not.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Ignored(why) | Self::Unproven(why) => Some(why),
            _ => None,
        }
    }
}

/// What a plugin did for the proof of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Looked for what its rules look for.
    Checked {
        /// How many rules that were.
        rules: usize,
    },
    /// Ran it.
    Ran,
    /// Drew it.
    Drew,
}

/// One plugin's part of the proof of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofLine {
    /// The plugin.
    pub plugin: String,
    /// Its version.
    pub version: String,
    /// What it did.
    pub deed: Deed,
    /// What the example was held against: `kubernetes` `1.36`.
    pub facts: Vec<(String, String)>,
}

/// A drawing that is shown with its example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What is shown, made safe.
    pub drawing: Drawing,
    /// The same in words.
    pub alt: String,
    /// What drew it: `graphviz` `12.2`.
    pub facts: Vec<(String, String)>,
}

/// Everything there is to tell about one example.
#[derive(Clone, Debug)]
pub struct ExampleReport {
    /// `patterns/graceful-shutdown.md#3`.
    pub id: String,
    /// Its opening fence.
    pub opening: Location,
    /// The language it was checked as.
    pub lang: String,
    /// What became of it.
    pub state: State,
    /// Who checked it.
    pub proof: Vec<ProofLine>,
    /// What was found, expected findings included: those are shown on the page.
    pub findings: Vec<Finding>,
    /// Which of `findings` the page expects (`fails=`): rule ids.
    pub expected: Vec<String>,
    /// What was drawn of it, where it was drawn and can be shown.
    pub figure: Option<Figure>,
    /// What came of its run, where it was run.
    pub ran: Option<Ran>,
    /// Whether that was outside of the sandbox.
    pub is_native: bool,
    /// What its `output` fences, or its own text where it is a transcript, should read: by
    /// position among the examples of the page. Only those that differ.
    pub blessed: Vec<(usize, String)>,
    /// Whether every verdict came from the cache.
    pub cached: bool,
    /// Time its jobs took, in microseconds.
    pub duration_us: u64,
}

impl ExampleReport {
    /// An example of which nothing is known but this.
    pub fn new(id: String, opening: Location, lang: &str, state: State) -> Self {
        Self {
            id,
            opening,
            lang: lang.to_owned(),
            state,
            proof: Vec::new(),
            findings: Vec::new(),
            expected: Vec::new(),
            figure: None,
            ran: None,
            is_native: false,
            blessed: Vec::new(),
            cached: false,
            duration_us: 0,
        }
    }

    /// Whether it was left open because no plugin checks its language.
    pub fn has_no_plugin(&self) -> bool {
        matches!(&self.state, State::Unproven(why) if *why == no_plugin(&self.lang))
    }
}

/// Why an example in a language that nothing checks is left open.
pub(super) fn no_plugin(lang: &str) -> String {
    format!("no plugin checks `{lang}`")
}

/// Counts over the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Fenced code blocks, all of them.
    pub examples: usize,
    /// Checked by at least one plugin.
    pub checked: usize,
    /// Run.
    pub ran: usize,
    /// `ignore="…"`.
    pub ignored: usize,
    /// Outputs that examples are held against.
    pub expectations: usize,
    /// In a language no plugin handles, or declined by every plugin.
    pub unproven: usize,
    /// Jobs answered from the cache.
    pub cached: usize,
}

impl Verdict {
    /// Whether it may be kept: it would come out the same on any machine.
    pub fn is_storable(&self) -> bool {
        match self {
            Self::Checked(_) | Self::Ran(_) | Self::Drawn(_) | Self::Collected(_) => true,
            Self::RanNatively(_) | Self::Disabled | Self::Awaited => false,
            Self::Failed(failure) => failure.is_deterministic(),
        }
    }
}
