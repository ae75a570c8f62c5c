//! What a page says must come of running an example. Pure: pages in, expectations out.

use crate::markdown::{Document, Example};

/// The label of a block that holds an expected output.
pub const OUTPUT: &str = "output";

/// The label of a block that holds the expected rows of a query.
pub const TABLE: &str = "table";

/// The attributes that ask for a run.
const ASKING: [&str; 5] = ["run", "exit", "raises", "session", "show-output"];

/// What must come of a run.
#[derive(Clone, Copy, Debug)]
pub struct Expectation<'p> {
    /// The exit status; none where an error is expected and its status does not matter.
    pub status: Option<i32>,
    /// The kind of error that must end it.
    pub raises: Option<&'p str>,
    /// The `output` block its standard output must equal.
    pub stdout: Option<&'p Example>,
    /// The `output stream=stderr` block its standard error must equal.
    pub stderr: Option<&'p Example>,
    /// The `table` block its last rows must equal.
    pub table: Option<&'p Example>,
}

/// Whether the page asks for an example to be run.
pub fn is_run(example: &Example) -> bool {
    let fence = &example.fence;
    fence.get("ignore").is_none() && ASKING.iter().any(|key| fence.get(key).is_some())
}

/// What must come of running an example.
pub fn of<'p>(document: &'p Document, example: &'p Example) -> Expectation<'p> {
    let fence = &example.fence;
    let raises = fence.get("raises").filter(|kind| !kind.is_empty());
    let status = fence.get("exit").and_then(|status| status.parse().ok());
    let of_stream = |stream: &str| {
        let mut outputs = outputs(document, example).filter(|block| block.fence.lang == OUTPUT);
        outputs.find(|output| output.fence.get("stream").unwrap_or("stdout") == stream)
    };
    Expectation {
        status: status.or(if raises.is_some() { None } else { Some(0) }),
        raises,
        stdout: of_stream("stdout"),
        stderr: of_stream("stderr"),
        table: outputs(document, example).find(|block| block.fence.lang == TABLE),
    }
}

/// Whether an example is the expected output of a run before it.
pub fn is_expectation(document: &Document, example: &Example) -> bool {
    if !is_expected(example) {
        return false;
    }
    let mut before = document.examples.iter().take(example.index).rev();
    let ran = before.find(|before| !is_expected(before));
    ran.is_some_and(|ran| {
        is_run(ran) && outputs(document, ran).any(|output| output.index == example.index)
    })
}

/// Whether a block is one that may hold what is expected of a run.
fn is_expected(block: &Example) -> bool {
    [OUTPUT, TABLE].contains(&block.fence.lang.as_str())
}

/// The `output` and `table` blocks that follow an example, no other block and no heading between.
fn outputs<'p>(document: &'p Document, example: &'p Example) -> impl Iterator<Item = &'p Example> {
    let following = document.examples.iter().skip(example.index + 1);
    following.take_while(move |output| is_expected(output) && output.headings == example.headings)
}
