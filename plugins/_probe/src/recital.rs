//! The runner half: a language of one command a line that does what the host must deal with.

use proofpress_plugin::bindings::proofpress::plugin::types as wire;
use proofpress_plugin::bindings::runner::exports::proofpress::plugin::runner;
use proofpress_plugin::{
    Artifact, Chunk, File, OutputStream, Part, Place, Raised, RunRequest, RunResult, StepResult,
};

use crate::{Probe, violence};

/// A run that is going on.
struct Recital<'r> {
    request: &'r RunRequest,
    /// What `remember` was given last.
    memory: String,
    output: Vec<Chunk>,
    raised: Option<Raised>,
    files: Vec<File>,
    artifacts: Vec<Artifact>,
    /// Steps there are not, for a lie.
    more: usize,
}

impl runner::Guest for Probe {
    fn run(request: RunRequest) -> Result<RunResult, wire::Failure> {
        let mut recital = Recital {
            request: &request,
            memory: String::new(),
            output: Vec::new(),
            raised: None,
            files: Vec::new(),
            artifacts: Vec::new(),
            more: 0,
        };
        for (at, part) in request.prelude.iter().enumerate() {
            recital.part(at, part)?;
        }
        (recital.raised, recital.files) = (None, Vec::new());
        let mut steps = recital.part(request.prelude.len(), &request.main)?;
        let nothing = || StepResult { output: Vec::new(), status: 0 };
        steps.extend((0..recital.more).map(|_| nothing()));
        Ok(RunResult {
            steps,
            raised: recital.raised,
            files: recital.files,
            artifacts: recital.artifacts,
            facts: vec![wire::Extra { key: "recital".into(), value: "1".into() }],
        })
    }
}

impl Recital<'_> {
    fn part(&mut self, at: usize, part: &Part) -> Result<Vec<StepResult>, wire::Failure> {
        let mut results = Vec::new();
        for (step, text) in part.steps.iter().enumerate() {
            let mut status = 0;
            for (line, command) in text.lines().enumerate() {
                let place = Place {
                    part: index(at),
                    step: index(step),
                    line: index(line + 1),
                    function: String::new(),
                };
                if let Some(end) = self.command(command, place)? {
                    status = end;
                    break;
                }
            }
            results.push(StepResult { output: std::mem::take(&mut self.output), status });
            if self.raised.is_some() && !part.interactive {
                break;
            }
        }
        Ok(results)
    }

    /// Does a line; the status where it ends the step.
    fn command(&mut self, line: &str, place: Place) -> Result<Option<i32>, wire::Failure> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "say" => self.write(OutputStream::Stdout, rest),
            "tell" => self.write(OutputStream::Stderr, rest),
            "remember" => self.memory = rest.to_owned(),
            "recall" => self.write(OutputStream::Stdout, &self.memory.clone()),
            "given" => self.given(),
            "draw" => self.artifacts.push(Artifact {
                media_type: "image/svg+xml".into(),
                name: rest.into(),
                contents: b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
            }),
            "table" => self.artifacts.push(Artifact {
                media_type: "text/csv".into(),
                name: rest.into(),
                contents: b"name,size\n<b>,1\n".to_vec(),
            }),
            "end" => return Ok(Some(rest.parse().unwrap_or(1))),
            "raise" => {
                let (kind, message) = rest.split_once(' ').unwrap_or((rest, ""));
                let places = vec![place];
                self.raised = Some(Raised { kind: kind.into(), message: message.into(), places });
                return Ok(Some(1));
            }
            "loop" => violence::endless(),
            "decline" => return Err(wire::Failure::Unsupported(rest.into())),
            "lie" => self.lie(rest, place),
            "" => {}
            attack => {
                violence::attack(attack);
            }
        }
        Ok(None)
    }

    fn write(&mut self, to: OutputStream, line: &str) {
        self.output.push(Chunk { to, bytes: format!("{line}\n").into_bytes() });
    }

    /// Everything the run was given besides its text.
    fn given(&mut self) {
        let request = self.request;
        let mut lines = vec![format!("stdin {:?}", String::from_utf8_lossy(&request.stdin))];
        lines.extend(request.args.iter().map(|arg| format!("arg {arg:?}")));
        lines.extend(request.env.iter().map(|pair| format!("env {}={}", pair.key, pair.value)));
        let attrs = request.attrs.iter();
        lines.extend(attrs.map(|pair| format!("attribute {}={}", pair.key, pair.value)));
        let file = |file: &File| {
            format!("file {} {:?}", file.path, String::from_utf8_lossy(&file.contents))
        };
        lines.extend(request.files.iter().map(file));
        lines.extend(request.timeout.map(|timeout| format!("timeout {timeout}")));
        lines.extend(request.main.name.iter().map(|name| format!("name {name}")));
        lines.iter().for_each(|line| self.write(OutputStream::Stdout, line));
    }

    /// Answers the contract does not allow.
    fn lie(&mut self, what: &str, place: Place) {
        match what {
            "steps" => self.more = 1,
            "place" => {
                let places = vec![Place { step: 7, ..place }];
                self.raised = Some(Raised { kind: "lie".into(), message: String::new(), places });
            }
            "path" => {
                self.files.push(File { path: "../../index.html".into(), contents: Vec::new() });
            }
            "kind" => {
                let (kind, message) = (String::new(), String::new());
                self.raised = Some(Raised { kind, message, places: Vec::new() });
            }
            "flood" => {
                let bytes = vec![b'x'; 3 << 20];
                self.output.push(Chunk { to: OutputStream::Stdout, bytes });
            }
            _ => {}
        }
    }
}

fn index(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
