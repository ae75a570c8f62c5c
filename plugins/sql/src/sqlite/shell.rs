//! Runs an example in SQLite's shell.

use proofpress_plugin::{
    Declined, Extra, File, Output, OutputLimit, OutputStream, Part, RunRequest, RunResult,
    StepResult,
};

use super::{VERSION, table};
use crate::c::{Ran, Shell};
use crate::records::records;

/// One byte more than a run may write: that byte is what the limit is noticed by.
const OUTPUT_LIMIT: usize = (1 << 20) + 1;

/// The shell's arguments for an example that names none: a table with a head.
const ARGUMENTS: [&str; 2] = ["-header", "-column"];

/// Runs the steps of a request in one shell on one database in memory.
///
/// # Errors
///
/// [`Declined`] where there is standard input, which nothing would read.
pub(crate) fn run(request: &RunRequest, now: u64, seed: u64) -> Result<RunResult, Declined> {
    if !request.stdin.is_empty() {
        return Err(Declined("SQLite's shell reads its statements from standard input".into()));
    }
    let is_default = request.args.is_empty() && !request.main.interactive;
    let args: Vec<String> = match is_default {
        true => ARGUMENTS.map(str::to_owned).into(),
        false => request.args.clone(),
    };
    let before: Vec<String> = request.prelude.iter().flat_map(ended_steps).collect();
    let main: Vec<String> = request.main.steps.iter().map(|step| whole_lines(step)).collect();
    let dropped = before.iter().map(|text| (text.as_str(), false));
    let kept = main.iter().map(|text| (text.as_str(), true));
    let ran = Shell {
        now: i64::try_from(now).unwrap_or_default().saturating_mul(1000),
        seed,
        interactive: request.main.interactive,
        output_limit: OUTPUT_LIMIT,
        files: request.files.iter().map(|f| (f.path.as_str(), f.contents.as_slice())).collect(),
        steps: dropped.chain(kept).collect(),
        args: &args,
    }
    .run();
    Ok(result(&ran, !before.is_empty()))
}

/// The texts of an earlier example. It ended its last statement: what follows is another script.
fn ended_steps(part: &Part) -> impl Iterator<Item = String> + '_ {
    part.steps.iter().map(|step| {
        let is_ended = part.interactive || step.trim().is_empty() || step.trim_end().ends_with(';');
        format!("{}{}", whole_lines(step), if is_ended { "" } else { ";\n" })
    })
}

/// A text whose last line has an end, so that no other goes on with it.
fn whole_lines(text: &str) -> String {
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    format!("{text}{end}")
}

fn result(ran: &Ran, had_prelude: bool) -> RunResult {
    let mut output = Output::default();
    let (steps, limit) = match step_results(&ran.output, &mut output) {
        (steps, Err(limit)) => (steps, Some(limit.into())),
        (steps, Ok(())) => (steps, ran.flooded.then(|| OutputLimit.into())),
    };
    let mut steps = steps;
    // The shell counts the errors of the examples before with those of this one.
    let is_error = ran.status == 1 && had_prelude && steps.iter().all(|step| step.status == 0);
    let status = if is_error { 0 } else { ran.status };
    match steps.last_mut() {
        Some(last) => last.status = status,
        None => steps.push(StepResult { output: output.take(), status }),
    }
    let fact = Extra { key: "sqlite".into(), value: VERSION.into() };
    RunResult {
        steps,
        raised: limit,
        files: files(&ran.files),
        artifacts: table::artifact(&ran.table).into_iter().collect(),
        facts: vec![fact],
    }
}

/// What the steps wrote. A step that wrote to standard error has failed.
fn step_results(bytes: &[u8], output: &mut Output) -> (Vec<StepResult>, Result<(), OutputLimit>) {
    let mut steps: Vec<StepResult> = Vec::new();
    let (mut is_begun, mut status, mut written) = (false, 0, Ok(()));
    for (tag, contents) in records(bytes) {
        let to = match tag {
            b'o' => OutputStream::Stdout,
            b'e' => OutputStream::Stderr,
            _ => {
                if is_begun {
                    steps.push(StepResult { output: output.take(), status });
                }
                (is_begun, status) = (true, 0);
                continue;
            }
        };
        if to == OutputStream::Stderr {
            status = 1;
        }
        written = written.and_then(|()| output.write(to, contents));
    }
    if is_begun {
        steps.push(StepResult { output: output.take(), status });
    }
    (steps, written)
}

/// The files that the run wrote.
fn files(bytes: &[u8]) -> Vec<File> {
    let mut files: Vec<File> = Vec::new();
    for (tag, contents) in records(bytes) {
        match (tag, files.last_mut()) {
            (b'p', _) => {
                let path = String::from_utf8_lossy(contents).into_owned();
                files.push(File { path, contents: Vec::new() });
            }
            (_, Some(file)) => file.contents = contents.to_vec(),
            (_, None) => {}
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}
