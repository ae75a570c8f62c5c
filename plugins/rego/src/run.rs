//! Runs an example: loads what its page holds, then evaluates a query or runs the tests, and
//! writes what `opa eval` and `opa test` write.

mod coverage;
mod evaluate;
mod present;
mod table;
mod tests;
mod workspace;

use proofpress_plugin::{
    Declined, Extra, Output, OutputLimit, OutputStream, Place, Raised, RunRequest, RunResult,
    StepResult,
};

use crate::mistake::Mistake;
use coverage::Lines;
use workspace::{Question, Workspace};

/// The status `opa` ends with when it cannot evaluate, or when a test fails.
const FAILED: i32 = 2;

/// Why a run ended before its end.
pub(crate) enum Ended {
    /// The policy or the query is wrong, or evaluating it went wrong.
    Mistake(Mistake),
    /// It wrote too much.
    Flood(OutputLimit),
}

impl From<anyhow::Error> for Ended {
    fn from(error: anyhow::Error) -> Self {
        Self::Mistake(Mistake::of(&error))
    }
}

impl From<OutputLimit> for Ended {
    fn from(limit: OutputLimit) -> Self {
        Self::Flood(limit)
    }
}

/// Runs what is asked for.
///
/// # Errors
///
/// [`Declined`] where the request is not one for a policy.
pub(crate) fn run(request: &RunRequest, now: u64, seed: u64) -> Result<RunResult, Declined> {
    let workspace = Workspace::of(request)?;
    let mut output = Output::default();
    let ended = proceed(&workspace, now, seed, &mut output);
    let (status, raised) = match ended {
        Ok(status) => (status, None),
        Err(Ended::Mistake(mistake)) => {
            let line = format!("1 error occurred: {}\n", told(&mistake));
            match output.write(OutputStream::Stderr, line.as_bytes()) {
                Ok(()) => (FAILED, Some(raised(request, mistake, &workspace))),
                Err(limit) => (FAILED, Some(limit.into())),
            }
        }
        Err(Ended::Flood(limit)) => (FAILED, Some(limit.into())),
    };
    let facts = crate::version::facts(workspace.version).into_iter();
    let fact = |fact: proofpress_plugin::Fact| Extra { key: fact.key, value: fact.value };
    Ok(RunResult {
        steps: vec![StepResult { output: output.take(), status }],
        raised,
        files: Vec::new(),
        artifacts: Vec::new(),
        facts: facts.map(fact).collect(),
    })
}

fn proceed(workspace: &Workspace, now: u64, seed: u64, output: &mut Output) -> Result<i32, Ended> {
    let mut engine = workspace.engine(now, seed)?;
    engine.set_enable_coverage(workspace.coverage);
    let mut lines = workspace.coverage.then(Lines::default);
    let status = match workspace.question(&mut engine) {
        Question::Tests => tests::run(&mut engine, lines.as_mut(), output)?,
        Question::Query(query) => {
            evaluate::evaluate(&mut engine, &query, output)?;
            if let Some(lines) = &mut lines {
                lines.add(&engine.get_coverage_report()?);
            }
            0
        }
    };
    if let Some(lines) = lines {
        output.write(OutputStream::Stdout, lines.summary().as_bytes())?;
    }
    Ok(status)
}

/// A mistake as `opa` puts it: `policy.rego:3: rego_parse_error: …`.
fn told(mistake: &Mistake) -> String {
    let code = mistake.code();
    let message = mistake.worded();
    match mistake.file.is_empty() {
        true => format!("{code}: {message}"),
        false => format!("{}:{}: {code}: {message}", mistake.file, mistake.line),
    }
}

fn raised(request: &RunRequest, mistake: Mistake, workspace: &Workspace) -> Raised {
    let places = match mistake.file == workspace.name {
        true => vec![Place {
            part: u32::try_from(request.prelude.len()).unwrap_or(u32::MAX),
            step: 0,
            line: mistake.line,
            function: String::new(),
        }],
        false => Vec::new(),
    };
    Raised { kind: mistake.code().into(), message: mistake.worded(), places }
}
