//! A request to an answer: the workspace laid out, the steps run in one shell, what changed.

use std::collections::BTreeMap;
use std::rc::Rc;

use proofpress_plugin::{
    Chunk, Extra, File, OutputStream, Part, Place, Raised, RunRequest, RunResult, StepResult,
};

use crate::exec::Ending;
use crate::os::files::HOME;
use crate::os::open::Channel;
use crate::os::sink::Stream;
use crate::os::{Machine, Os, Stop, process, task};
use crate::shell::{Failure, Flow, Shell};
use crate::vars::{Attrs, Value, Variable};

/// What a script is called where the page does not name it.
const NAME: &str = "example.sh";

/// Nanoseconds that what is left in the background may take after the end.
const AFTERWARDS: u64 = 60_000_000_000;

/// The variables a run starts with.
const ENVIRONMENT: [(&str, &str); 9] = [
    ("HOME", HOME),
    ("LANG", "C.UTF-8"),
    ("LOGNAME", "user"),
    ("PATH", "/home/user/bin:/usr/local/bin:/usr/bin:/bin"),
    ("PWD", HOME),
    ("SHELL", "/bin/bash"),
    ("SHLVL", "0"),
    ("TERM", "dumb"),
    ("USER", "user"),
];

/// Runs a request.
pub(crate) fn run(request: &RunRequest, now: u64, seed: u64) -> RunResult {
    let os = Os::new(now, seed, request.timeout);
    for file in &request.files {
        os.files.place(&file.path, file.contents.clone(), os.clock.now());
    }
    let before = os.files.workspace();
    let mut shell = Some(start(&os, request));
    os.sink.borrow_mut().muted = true;
    let mut stopped = None;
    for part in &request.prelude {
        for step in &part.steps {
            if let Ok((_, stop)) = run_step(&os, &mut shell, part, step) {
                stopped = stop;
            }
        }
    }
    os.sink.borrow_mut().muted = false;
    os.sink.borrow_mut().reset();
    let mut failure = None;
    let steps = if stopped.is_none() {
        run_main(&os, &mut shell, &request.main, &mut stopped, &mut failure)
    } else {
        Vec::new()
    };
    let failure = failure.map(|failure| uncaught(failure, request.prelude.len()));
    RunResult {
        steps,
        raised: stopped.map(raised).or(failure),
        files: changed(&before, os.files.workspace()),
        artifacts: Vec::new(),
        facts: vec![Extra { key: "bash-language".into(), value: "5.2".into() }],
    }
}

/// The shell before the first step.
fn start(os: &Machine, request: &RunRequest) -> Shell {
    let interactive = request.main.interactive;
    let name = if interactive { "bash" } else { request.main.name.as_deref().unwrap_or(NAME) };
    let mut shell = Shell::new(os, process::FIRST, name);
    shell.cwd = HOME.to_owned();
    shell.fds.set(0, Channel::input(request.stdin.clone()));
    shell.fds.set(1, Rc::new(Channel::Sink(Stream::Out)));
    shell.fds.set(2, Rc::new(Channel::Sink(Stream::Err)));
    let mut env: BTreeMap<String, String> =
        ENVIRONMENT.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    env.extend(request.env.iter().map(|extra| (extra.key.clone(), extra.value.clone())));
    shell.inherit(&env);
    shell.positional = Rc::new(request.args.clone());
    if request.main.interactive {
        for (name, text) in [("PS1", "\\s-\\v\\$ "), ("PS2", "> ")] {
            *shell.vars.global(name) =
                Variable { value: Value::Scalar(text.into()), attrs: Attrs::default() };
        }
    }
    shell
}

/// The outcome of a step: its status and whether the shell ended, and what stopped the run.
type StepEnd = Result<(i32, Option<Stop>), i32>;

/// Runs a step; `Err` holds the status with which the shell ended in it.
fn run_step(os: &Machine, shell: &mut Option<Shell>, part: &Part, step: &str) -> StepEnd {
    let Some(mut taken) = shell.take() else { return Ok((0, Some(Stop::Deadlock))) };
    taken.interactive = part.interactive;
    taken.options.shopt("expand_aliases", part.interactive);
    if !part.interactive
        && let Some(name) = &part.name
    {
        taken.script.clone_from(name);
        taken.name.clone_from(name);
    }
    let text = step.to_owned();
    let interactive = part.interactive;
    let ran = task::run(os, process::FIRST, async move {
        if interactive {
            Rc::make_mut(&mut taken.history).push(text.trim_end().to_owned());
        }
        let mut ran = taken.run_script(&text).await;
        if interactive && ran.is_ok() {
            ran = taken.tell_jobs().await.map(|()| taken.status);
        }
        (taken, ran)
    });
    match ran {
        Err(stop) => Ok((status_of(stop), Some(stop))),
        Ok((back, ran)) => {
            *shell = Some(back);
            match ran {
                Ok(status) => Ok((status, None)),
                Err(Flow::Exit(status) | Flow::Return(status) | Flow::Discard(status)) => {
                    Err(status & 0xff)
                }
                Err(Flow::Signal(signal)) => Err(128 + signal),
                Err(Flow::Break(_) | Flow::Continue(_)) => Ok((0, None)),
            }
        }
    }
}

fn run_main(
    os: &Machine,
    shell: &mut Option<Shell>,
    part: &Part,
    stopped: &mut Option<Stop>,
    failure: &mut Option<Failure>,
) -> Vec<StepResult> {
    let mut steps = Vec::new();
    let mut ended = None;
    for (n, step) in part.steps.iter().enumerate() {
        let mut status = match run_step(os, shell, part, step) {
            Ok((status, stop)) => {
                *stopped = stop;
                status
            }
            Err(status) => {
                ended = Some(status);
                status
            }
        };
        let last = n + 1 == part.steps.len() || ended.is_some();
        // A step of a transcript tells its status itself.
        if !part.interactive && ended.is_some_and(|status| status != 0) {
            *failure = shell.as_ref().and_then(|shell| shell.failure.clone());
        }
        if stopped.is_none() && last {
            (status, *stopped) = finish(os, shell, status);
        }
        steps.push(StepResult { output: output(os), status });
        if stopped.is_some() || ended.is_some() {
            break;
        }
    }
    steps
}

/// Ends the shell: its EXIT trap runs, and what it left in the background comes to its end.
fn finish(os: &Machine, shell: &mut Option<Shell>, status: i32) -> (i32, Option<Stop>) {
    let Some(mut taken) = shell.take() else { return (status, None) };
    let ran =
        task::run(os, process::FIRST, async move { taken.finish(Ok(status), Ending::Shell).await });
    match ran {
        Ok(after) => (if status > 128 { status } else { after }, task::drain(os, AFTERWARDS)),
        Err(stop) => (status, Some(stop)),
    }
}

fn status_of(stop: Stop) -> i32 {
    match stop {
        Stop::Timeout => 124,
        Stop::Deadlock | Stop::OutputLimit => 1,
    }
}

fn output(os: &Machine) -> Vec<Chunk> {
    let chunks = os.sink.borrow_mut().take();
    let to =
        |stream| if stream == Stream::Out { OutputStream::Stdout } else { OutputStream::Stderr };
    chunks.into_iter().map(|(stream, bytes)| Chunk { to: to(stream), bytes }).collect()
}

/// A failure that ended the script, with its place in the main part.
fn uncaught(failure: Failure, part: usize) -> Raised {
    let place = Place {
        part: u32::try_from(part).unwrap_or(u32::MAX),
        step: 0,
        line: failure.line,
        function: failure.function,
    };
    Raised {
        kind: "errexit".into(),
        message: format!("`{}` ended with status {}", failure.command, failure.status),
        places: vec![place],
    }
}

fn raised(stop: Stop) -> Raised {
    let (kind, message) = match stop {
        Stop::Timeout => ("timeout", "the virtual time of the run is up"),
        Stop::Deadlock => ("deadlock", "everything waits for something that never comes"),
        Stop::OutputLimit => ("output-limit", "the run wrote more than 1024 KiB"),
    };
    Raised { kind: kind.into(), message: message.into(), places: Vec::new() }
}

fn changed(before: &BTreeMap<String, Vec<u8>>, after: BTreeMap<String, Vec<u8>>) -> Vec<File> {
    after
        .into_iter()
        .filter(|(path, contents)| before.get(path) != Some(contents))
        .map(|(path, contents)| File { path, contents })
        .collect()
}
