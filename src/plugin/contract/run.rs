//! What a runner is given and what came of a run, in our own types.

use serde::{Deserialize, Serialize};

use super::Digest;

/// An example as a runner gets it, with all that its run depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RunInput {
    /// The language to run it as.
    pub lang: String,
    /// Its attributes; a flag has an empty value.
    pub attrs: Vec<(String, String)>,
    /// The earlier examples of its session, oldest first.
    pub prelude: Vec<RunPart>,
    /// The example.
    pub main: RunPart,
    /// Standard input.
    pub stdin: Vec<u8>,
    /// Arguments, without the program's name.
    pub args: Vec<String>,
    /// Environment variables.
    pub env: Vec<(String, String)>,
    /// The workspace.
    pub files: Vec<RunFile>,
    /// The hash of what the site gives every run of the plugin, if it does; the files themselves
    /// are many, and are added when it runs.
    pub vendor: Option<Digest>,
    /// Nanoseconds of virtual time it may take.
    pub timeout: Option<u64>,
}

/// One example, as what is to be run of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RunPart {
    /// The path it has as a file; what tracebacks call it.
    pub name: Option<String>,
    /// The whole text as one step, or the commands of a transcript.
    pub steps: Vec<String>,
    /// Whether the steps were typed at a prompt.
    pub interactive: bool,
}

/// A file of a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RunFile {
    /// Its path, relative, with `/`.
    pub path: String,
    /// What is in it.
    pub contents: Vec<u8>,
}

/// What came of a run, validated: no more steps than were asked for, every place in one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ran {
    /// The steps that were begun.
    pub steps: Vec<RanStep>,
    /// What ended the run, where it was not its own end.
    pub raised: Option<Raised>,
    /// Files that were made or changed.
    pub files: Vec<RunFile>,
    /// What there is to show beside the output.
    pub artifacts: Vec<Artifact>,
    /// What ran it: `cpython` `3.14.0`.
    pub facts: Vec<(String, String)>,
    /// Units of work it took.
    pub fuel: u64,
}

/// How a step ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RanStep {
    /// What it wrote, in order. What is not UTF-8 is replaced.
    pub output: Vec<Written>,
    /// Its exit status.
    pub status: i32,
}

/// Something a run wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Where to.
    pub to: Stream,
    /// What.
    pub text: String,
}

/// Where a run writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// What ended a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raised {
    /// `ValueError`, `timeout`, `deadlock`.
    pub kind: String,
    /// What it says of itself, on one line; may be empty.
    pub message: String,
    /// The calls that led there, innermost last.
    pub places: Vec<Place>,
}

/// A line of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Position in the prelude; its length is the example itself.
    pub part: usize,
    /// Which step, from 0.
    pub step: usize,
    /// Which line of the step, from 1.
    pub line: usize,
    /// The function it is in; empty outside of any.
    pub function: String,
}

/// Something to show beside the output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Artifact {
    /// `image/svg+xml`
    pub media_type: String,
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub contents: Vec<u8>,
}

impl Ran {
    /// What the run wrote to one stream.
    pub fn text(&self, stream: Stream) -> String {
        let written = self.steps.iter().flat_map(|step| &step.output);
        written
            .filter(|written| written.to == stream)
            .map(|written| written.text.as_str())
            .collect()
    }

    /// The exit status: the last step's.
    pub fn status(&self) -> i32 {
        self.steps.last().map_or(0, |step| step.status)
    }
}

impl RanStep {
    /// Everything the step wrote, as a terminal shows it.
    pub fn terminal(&self) -> String {
        self.output.iter().map(|written| written.text.as_str()).collect()
    }
}
