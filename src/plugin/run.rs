//! What a runner is asked, and what it answered held against the contract.

use super::bindings::exports::proofpress::plugin::runner as wire;
use super::bindings::proofpress::plugin::types::Extra;
use super::catalogue::facts;
use super::contract::{
    Artifact, Failure, Place, Raised, Ran, RanStep, RunFile, RunInput, RunPart, Stream, Written,
};
use super::text::{one_line, short};

/// The most output of a run that is taken, in bytes: what the contract allows a runner to keep,
/// and as much again for what it adds.
const MAX_OUTPUT: usize = 2 << 20;
/// The most files, and artifacts.
const MAX_FILES: usize = 1000;
/// The most places of one error.
const MAX_PLACES: usize = 100;

/// The request as the contract has it.
pub(super) fn request(input: &RunInput) -> wire::RunRequest {
    let pairs = |pairs: &[(String, String)]| {
        let pair =
            |(key, value): &(String, String)| Extra { key: key.clone(), value: value.clone() };
        pairs.iter().map(pair).collect::<Vec<_>>()
    };
    wire::RunRequest {
        lang: input.lang.clone(),
        attrs: pairs(&input.attrs),
        prelude: input.prelude.iter().map(part).collect(),
        main: part(&input.main),
        stdin: input.stdin.clone(),
        args: input.args.clone(),
        env: pairs(&input.env),
        files: input
            .files
            .iter()
            .map(|file| wire::File { path: file.path.clone(), contents: file.contents.clone() })
            .collect(),
        timeout: input.timeout,
    }
}

fn part(part: &RunPart) -> wire::Part {
    wire::Part { name: part.name.clone(), steps: part.steps.clone(), interactive: part.interactive }
}

/// The answer in our own types.
pub(super) fn ran(answer: wire::RunResult, input: &RunInput, fuel: u64) -> Result<Ran, Failure> {
    let asked = input.main.steps.len();
    if answer.steps.len() > asked {
        let said = answer.steps.len();
        return Err(Failure::Protocol(format!("it ran {said} steps, and was given {asked}")));
    }
    count(answer.files.len(), MAX_FILES, "files")?;
    count(answer.artifacts.len(), MAX_FILES, "artifacts")?;
    let written = answer.steps.iter().flat_map(|step| &step.output);
    let written: usize = written.map(|chunk| chunk.bytes.len()).sum();
    if written > MAX_OUTPUT {
        return Err(Failure::TooLarge(format!(
            "{written} bytes of output, and at most {MAX_OUTPUT} are allowed"
        )));
    }
    Ok(Ran {
        steps: answer.steps.into_iter().map(step).collect(),
        raised: answer.raised.map(|raised| self::raised(raised, input)).transpose()?,
        files: answer.files.into_iter().map(file).collect::<Result<_, _>>()?,
        artifacts: answer.artifacts.into_iter().map(artifact).collect(),
        facts: facts(answer.facts),
        fuel,
    })
}

fn step(step: wire::StepResult) -> RanStep {
    let mut output: Vec<Written> = Vec::new();
    let mut pending: Option<(Stream, Vec<u8>)> = None;
    // Put together first: a character may be written in two pieces.
    for chunk in step.output {
        let to = match chunk.to {
            wire::OutputStream::Stdout => Stream::Stdout,
            wire::OutputStream::Stderr => Stream::Stderr,
        };
        match &mut pending {
            Some((stream, bytes)) if *stream == to => bytes.extend(chunk.bytes),
            _ => output.extend(pending.replace((to, chunk.bytes)).map(written)),
        }
    }
    output.extend(pending.map(written));
    RanStep { output, status: step.status }
}

fn written((to, bytes): (Stream, Vec<u8>)) -> Written {
    Written { to, text: String::from_utf8_lossy(&bytes).into_owned() }
}

fn raised(raised: wire::Raised, input: &RunInput) -> Result<Raised, Failure> {
    let places = raised.places.into_iter().rev().take(MAX_PLACES).map(|place| {
        let place = Place {
            part: place.part as usize,
            step: place.step as usize,
            line: place.line as usize,
            function: short(&place.function),
        };
        let part = input.prelude.iter().chain([&input.main]).nth(place.part);
        match part.filter(|part| place.step < part.steps.len() && place.line > 0) {
            Some(_) => Ok(place),
            None => Err(Failure::Protocol(format!(
                "it names line {} of step {} of part {}, which it was not given",
                place.line, place.step, place.part
            ))),
        }
    });
    let mut places: Vec<Place> = places.collect::<Result<_, _>>()?;
    places.reverse();
    let kind = one_line(&short(&raised.kind));
    if kind.is_empty() {
        return Err(Failure::Protocol("it raised something without a kind".into()));
    }
    Ok(Raised { kind, message: one_line(&short(&raised.message)), places })
}

fn file(file: wire::File) -> Result<RunFile, Failure> {
    let inside = !file.path.is_empty()
        && file.path.split('/').all(|part| !matches!(part, "" | "." | ".."))
        && !file.path.contains(['\\', '\0']);
    if !inside {
        return Err(Failure::Protocol(format!("it wrote the file `{}`", short(&file.path))));
    }
    Ok(RunFile { path: file.path, contents: file.contents })
}

fn artifact(artifact: wire::Artifact) -> Artifact {
    Artifact {
        media_type: short(&artifact.media_type),
        name: short(&artifact.name),
        contents: artifact.contents,
    }
}

fn count(given: usize, most: usize, what: &str) -> Result<(), Failure> {
    if given > most {
        return Err(Failure::TooLarge(format!("{given} {what}, and at most {most} are allowed")));
    }
    Ok(())
}
