//! Runs examples: their lines as commands, or a script.

use proofpress_plugin::{Declined, Extra, Part, Place, Raised, RunRequest, RunResult, StepResult};
use proofpress_redis_engine::{Bytes, table, words};

use crate::SCRIPT;
use crate::cli::{Cli, Halt};
use crate::options::Options;

/// Runs a request at a time (seconds since 1970).
///
/// # Errors
///
/// [`Declined`] where it asks for what is not there.
pub(crate) fn run(request: &RunRequest, now: u64, seed: u64) -> Result<RunResult, Declined> {
    let options = Options::read(&request.args).map_err(Declined)?;
    let mut cli = Cli::new(now.saturating_mul(1000), seed, options.raw);
    let mut setup = Vec::new();
    if options.third {
        setup.push(bytes(["HELLO", "3"]));
    }
    if let Some(database) = &options.database {
        setup.push(bytes(["SELECT", database]));
    }
    let script = match &options.script {
        Some(path) => Some(evaluation(request, path, &options)?),
        None => None,
    };
    cli.muted = true;
    for command in setup {
        // Neither waits nor writes.
        let _ = cli.send(command, false);
    }
    for part in &request.prelude {
        for at in 0..part.steps.len() {
            // How an earlier example ends does not matter.
            let _ = step(&mut cli, request, part, at, &mut 0);
        }
        cli.over = false;
        cli.become_client("");
    }
    cli.muted = false;
    cli.limit(request.timeout.map(|nanoseconds| nanoseconds / 1_000_000));
    let (steps, raised) = main_part(&mut cli, request, script);
    let fact = |key: &str, value: &str| Extra { key: key.into(), value: value.into() };
    Ok(RunResult {
        steps,
        raised,
        files: Vec::new(),
        artifacts: Vec::new(),
        facts: vec![fact("redis", table::VERSION), fact("lua", "5.1.5")],
    })
}

fn bytes<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<Bytes> {
    words.into_iter().map(|word| word.as_bytes().to_vec()).collect()
}

/// `--eval`, as the command it is.
fn evaluation(request: &RunRequest, path: &str, options: &Options) -> Result<Vec<Bytes>, Declined> {
    let file = request.files.iter().find(|file| file.path == path);
    let missing = || Declined(format!("there is no file `{path}` for `--eval`"));
    let text = file.ok_or_else(missing)?.contents.clone();
    let mut command = vec![b"EVAL".to_vec(), text, options.keys.len().to_string().into_bytes()];
    command.extend(options.keys.iter().chain(&options.arguments).map(|word| word.clone().into()));
    Ok(command)
}

/// The words of an attribute, as redis-cli reads them.
fn attribute(request: &RunRequest, name: &str) -> Vec<Bytes> {
    let found = request.attrs.iter().find(|attribute| attribute.key == name);
    let text = found.map(|attribute| attribute.value.as_str()).unwrap_or_default();
    let words = words::split(text).unwrap_or_default();
    words.into_iter().map(|word| word.bytes).collect()
}

/// Runs one step of a part: lines, or in an example that is a script the script.
fn step(
    cli: &mut Cli,
    request: &RunRequest,
    part: &Part,
    at: usize,
    line: &mut u32,
) -> Result<(), Halt> {
    if request.lang == SCRIPT && !part.interactive {
        cli.failed = false;
        *line = 1;
        let keys = attribute(request, "redis.keys");
        let count = keys.len().to_string();
        let mut command = vec![b"EVAL".to_vec(), part.steps[at].clone().into(), count.into()];
        command.extend(keys);
        command.extend(attribute(request, "redis.args"));
        return cli.send(command, false);
    }
    cli.step(&part.steps[at], &part.steps[at + 1..], line)
}

fn main_part(
    cli: &mut Cli,
    request: &RunRequest,
    script: Option<Vec<Bytes>>,
) -> (Vec<StepResult>, Option<Raised>) {
    let mut steps = Vec::new();
    for at in 0..request.main.steps.len() {
        let mut line = 1;
        let mut ended = step(cli, request, &request.main, at, &mut line);
        let is_last = at + 1 == request.main.steps.len();
        if let (true, Ok(()), Some(command)) = (is_last, ended, script.as_ref()) {
            ended = cli.send(command.clone(), false);
        }
        let status = i32::from(cli.failed || ended.is_err());
        steps.push(StepResult { output: cli.output.take(), status });
        if let Err(halt) = ended {
            let place = Place {
                part: u32::try_from(request.prelude.len()).unwrap_or(u32::MAX),
                step: u32::try_from(at).unwrap_or(u32::MAX),
                line,
                function: String::new(),
            };
            return (steps, Some(raised(halt, place)));
        }
    }
    (steps, None)
}

fn raised(halt: Halt, place: Place) -> Raised {
    let (kind, message) = match halt {
        Halt::Output(limit) => return Raised { places: vec![place], ..limit.into() },
        Halt::Timeout => ("timeout", "the command waits longer than the run may take"),
        Halt::Deadlock => ("deadlock", "the command waits for ever, and nothing else goes on"),
    };
    Raised { kind: kind.into(), message: message.into(), places: vec![place] }
}
