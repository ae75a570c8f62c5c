//! Runs what was read: lists, chains and pipelines, with `set -e` as bash has it.

mod assign;
mod compound;
mod conditional;
mod coproc;
pub(crate) mod external;
mod finish;
mod function;
mod job;
pub(crate) mod prompt;
mod redirect;
pub(crate) mod script;
mod simple;
pub(crate) mod trap;

use std::rc::Rc;

use crate::expand::Boxed;
use crate::os::open::Channel;
use crate::os::pipe::pipe;
use crate::shell::{Failure, Flow, Ran, Shell};
use crate::syntax::ast::{Chain, Command, Item, Kind, List, Pipeline, TimeFormat};

/// What a shell that comes to its end is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// A shell of its own: the script, or `bash` run as a command.
    Shell,
    /// A subshell.
    Subshell,
}

/// After how many levels of commands in commands the stack starts anew.
const LEVELS: u32 = 12;

impl Shell {
    /// Runs commands one after another.
    pub(crate) fn list<'a>(&'a mut self, list: &'a List) -> Boxed<'a, Ran> {
        Box::pin(async move {
            let mut status = 0;
            for item in &list.items {
                status = self.item(item).await?;
            }
            Ok(status)
        })
    }

    async fn item(&mut self, item: &Item) -> Ran {
        let status = if item.background {
            self.background(&item.chain).await?
        } else {
            self.chain(&item.chain).await?
        };
        self.status = status;
        Ok(status)
    }

    /// Runs pipelines joined by `&&` and `||`.
    pub(crate) async fn chain(&mut self, chain: &Chain) -> Ran {
        if chain.rest.is_empty() {
            return self.pipeline(&chain.first, true).await;
        }
        let mut status = self.leniently(&chain.first).await?;
        for (n, (and, next)) in chain.rest.iter().enumerate() {
            if *and != (status == 0) {
                continue;
            }
            status = if n + 1 == chain.rest.len() {
                self.pipeline(next, true).await?
            } else {
                self.leniently(next).await?
            };
        }
        Ok(status)
    }

    async fn leniently(&mut self, pipeline: &Pipeline) -> Ran {
        self.lenient += 1;
        let ran = self.pipeline(pipeline, false).await;
        self.lenient -= 1;
        if let Ok(status) = ran {
            self.status = status;
        }
        ran
    }

    /// Runs a pipeline; where `strict`, its failure may end the shell.
    async fn pipeline(&mut self, pipeline: &Pipeline, strict: bool) -> Ran {
        let start = self.os.clock.now();
        self.lenient += u32::from(pipeline.negated);
        let ran = match pipeline.commands.as_slice() {
            [] => Ok(0),
            [command] => self.command(command).await,
            commands => self.stages(commands, &pipeline.with_stderr).await,
        };
        self.lenient -= u32::from(pipeline.negated);
        if let Some(format) = pipeline.timed {
            self.report_time(start, format).await?;
        }
        let status = ran?;
        self.status = status;
        if pipeline.negated {
            self.status = i32::from(status == 0);
            return Ok(self.status);
        }
        if let [command] = pipeline.commands.as_slice() {
            let simple = !matches!(
                command.kind,
                Kind::Simple { .. } | Kind::Subshell(_) | Kind::Arith(_) | Kind::Test(_)
            );
            if simple {
                return Ok(status);
            }
        }
        if strict && status != 0 && self.lenient == 0 {
            self.failed(status, pipeline).await?;
        }
        Ok(status)
    }

    /// A command failed where nothing forgives it.
    async fn failed(&mut self, status: i32, pipeline: &Pipeline) -> Result<(), Flow> {
        self.run_trap("ERR").await?;
        if self.options.errexit {
            self.note_failure(status, pipeline);
            return Err(Flow::Exit(status));
        }
        Ok(())
    }

    /// Keeps which command it was, where its line is one of the script itself.
    fn note_failure(&mut self, status: i32, pipeline: &Pipeline) {
        let own = self.frames.iter().all(|frame| frame.source == self.script);
        if self.failure.is_some() || self.evaluations > 0 || !own {
            return;
        }
        let Some(first) = pipeline.commands.first() else { return };
        self.failure = Some(Failure {
            status,
            command: crate::syntax::print::commands(pipeline),
            line: first.line,
            function: self.frames.last().map(|frame| frame.function.clone()).unwrap_or_default(),
        });
    }

    async fn report_time(&mut self, start: u64, format: TimeFormat) -> Result<(), Flow> {
        let spent = self.os.clock.now() - start;
        let (seconds, millis) = (spent / 1_000_000_000, spent / 1_000_000 % 1000);
        let text = match format {
            TimeFormat::Posix => {
                format!("real {seconds}.{:02}\nuser 0.00\nsys 0.00\n", millis / 10)
            }
            TimeFormat::Bash => {
                let (minutes, seconds) = (seconds / 60, seconds % 60);
                format!("\nreal\t{minutes}m{seconds}.{millis:03}s\nuser\t0m0.000s\nsys\t0m0.000s\n")
            }
        };
        self.write(2, &text).await?;
        Ok(())
    }

    /// Runs the commands of a pipeline at the same time.
    async fn stages(&mut self, commands: &[Rc<Command>], with_stderr: &[bool]) -> Ran {
        self.line = commands[0].line;
        let mut pids = Vec::new();
        let mut input = None;
        let mut own = None;
        for (n, command) in commands.iter().enumerate() {
            let last = n + 1 == commands.len();
            let (next, output) = if last {
                (None, None)
            } else {
                let (reader, writer) = pipe(&self.os);
                (Some(Rc::new(Channel::Reader(reader))), Some(Rc::new(Channel::Writer(writer))))
            };
            if last && self.options.has("lastpipe") && !self.interactive {
                own = Some((Rc::clone(command), input.take()));
                break;
            }
            let (command, parent) = (Rc::clone(command), &*self);
            let errors = with_stderr.get(n) == Some(&true);
            let started = self.os.start(|pid| {
                let mut child = parent.fork(pid);
                if let Some(file) = input.take() {
                    child.fds.set(0, file);
                }
                if let Some(file) = output {
                    if errors {
                        child.fds.set(2, Rc::clone(&file));
                    }
                    child.fds.set(1, file);
                }
                child.run_stage(command)
            });
            match started {
                Some(pid) => pids.push(pid),
                None => return Err(self.no_fork().await),
            }
            input = next;
        }
        let last = match own {
            Some((command, input)) => Some(self.last_stage(&command, input).await?),
            None => None,
        };
        let mut statuses = Vec::new();
        for pid in pids {
            statuses.push(self.os.wait_for(pid).await.status);
            self.os.reap(pid);
        }
        statuses.extend(last);
        let status = if self.options.has("pipefail") {
            statuses.iter().rev().find(|status| **status != 0).copied().unwrap_or(0)
        } else {
            statuses.last().copied().unwrap_or(0)
        };
        self.remember_statuses(&statuses);
        Ok(status)
    }

    async fn last_stage(&mut self, command: &Rc<Command>, input: Option<Rc<Channel>>) -> Ran {
        let saved = self.fds.clone();
        if let Some(input) = input {
            self.fds.set(0, input);
        }
        let ran = self.command(command).await;
        self.fds = saved;
        ran
    }

    /// Keeps the statuses of a pipeline for `PIPESTATUS`.
    pub(crate) fn remember_statuses(&mut self, statuses: &[i32]) {
        self.statuses.clear();
        self.statuses.extend_from_slice(statuses);
    }

    /// Runs a command as a stage of a pipeline, which is a subshell.
    async fn run_stage(mut self, command: Rc<Command>) -> i32 {
        self.gives_place = self.may_give_place(&command);
        let ran = self.command(&command).await;
        let ran = match ran {
            Ok(status) if status != 0 && self.lenient == 0 && self.options.errexit => {
                Err(Flow::Exit(status))
            }
            other => other,
        };
        self.finish(ran, Ending::Subshell).await
    }

    /// Runs a command, simple or compound.
    pub(crate) fn command<'a>(&'a mut self, command: &'a Rc<Command>) -> Boxed<'a, Ran> {
        Box::pin(async move {
            self.nesting += 1;
            let ran = if self.nesting.is_multiple_of(LEVELS) {
                let os = Rc::clone(&self.os);
                let mut taken = std::mem::replace(self, Self::new(&os, self.pid, ""));
                let inner = Rc::clone(command);
                let (ran, back) = os
                    .apart(async move {
                        let ran = taken.command_here(&inner).await;
                        (ran, taken)
                    })
                    .await;
                *self = back;
                ran
            } else {
                self.command_here(command).await
            };
            self.nesting -= 1;
            ran
        })
    }

    async fn command_here(&mut self, command: &Rc<Command>) -> Ran {
        self.signals().await?;
        let ran = match &command.kind {
            Kind::Simple { assigns, words } => {
                self.line = command.line;
                if !self.in_trap {
                    self.current = Some(Rc::clone(command));
                }
                let ran = self.simple(assigns, words, &command.redirects).await;
                self.close_substitutions();
                ran
            }
            kind => {
                if command.redirects.is_empty() {
                    self.compound(kind, command).await
                } else {
                    self.redirected(kind, command).await
                }
            }
        };
        self.signals().await?;
        ran
    }

    async fn redirected(&mut self, kind: &Kind, command: &Rc<Command>) -> Ran {
        if matches!(kind, Kind::Function { .. }) {
            return self.compound(kind, command).await;
        }
        let saved = self.fds.clone();
        let substitutions = std::mem::take(&mut self.substitutions);
        self.line = command.line;
        let ran = match self.redirect(&command.redirects).await {
            Ok(kept) => {
                let ran = self.compound(kind, command).await;
                self.restore(saved, &kept);
                ran
            }
            Err(flow) => {
                self.fds = saved;
                match flow {
                    Flow::Discard(status) if !self.interactive => Ok(status),
                    other => Err(other),
                }
            }
        };
        self.close_substitutions();
        self.substitutions = substitutions;
        ran
    }

    /// Closes the pipes of process substitutions once their command is done.
    fn close_substitutions(&mut self) {
        for fd in std::mem::take(&mut self.substitutions) {
            self.fds.close(fd);
        }
    }
}
