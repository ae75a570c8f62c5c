//! Commands in the background.

use std::rc::Rc;

use crate::os::open::Channel;
use crate::os::process::Pid;
use crate::os::signal::{self, Signal};
use crate::shell::{Flow, Job, Ran, Shell};
use crate::syntax::ast::{Chain, Command, Kind};
use crate::syntax::print;

impl Shell {
    /// Starts a chain in the background.
    pub(super) async fn background(&mut self, chain: &Rc<Chain>) -> Ran {
        let (body, parent) = (Rc::clone(chain), &*self);
        let started = self.os.start(|pid| {
            let mut child = parent.fork(pid);
            child.fds.set(0, Channel::input(Vec::new()));
            child.run_background(body)
        });
        let Some(pid) = started else { return Err(self.no_fork().await) };
        self.background = Some(pid);
        let number = self.jobs.iter().map(|job| job.number).max().unwrap_or(0) + 1;
        self.jobs.push(Job { number, pid, chain: Rc::clone(chain) });
        if self.interactive {
            self.write(2, &format!("[{number}] {pid}\n")).await?;
        }
        Ok(0)
    }

    async fn run_background(mut self, chain: Rc<Chain>) -> i32 {
        if let ([], [command]) = (chain.rest.as_slice(), chain.first.commands.as_slice()) {
            self.gives_place = !chain.first.negated && chain.first.timed.is_none();
            self.gives_place &= self.may_give_place(command);
        }
        let ran = self.chain(&chain).await;
        self.finish(ran, super::Ending::Subshell).await
    }

    /// Whether a command that is all a process has to do takes its place: signals then reach the
    /// command itself.
    pub(super) fn may_give_place(&self, command: &Command) -> bool {
        matches!(command.kind, Kind::Simple { .. } | Kind::Subshell(_))
            && !self.traps.contains_key("DEBUG")
    }

    /// What bash says when a signal ended a command it waited for.
    pub(crate) async fn obituary(
        &mut self,
        pid: Pid,
        by: Signal,
        command: &str,
        foreground: bool,
    ) -> Result<(), Flow> {
        let Some(words) = signal::obituary(by) else { return Ok(()) };
        let text = match (by, foreground) {
            (signal::TERM, false) => return Ok(()),
            (signal::TERM, true) => format!("{words}\n"),
            _ => format!("{}{pid:>5} {words:<23} {command}\n", self.prefix()),
        };
        self.write(2, &text).await?;
        Ok(())
    }

    /// Before a prompt: says which jobs are done.
    pub(crate) async fn tell_jobs(&mut self) -> Result<(), Flow> {
        let jobs = std::mem::take(&mut self.jobs);
        let last = jobs.last().map(|job| job.number);
        let before = jobs.len().checked_sub(2).and_then(|n| jobs.get(n)).map(|job| job.number);
        for job in jobs {
            let Some(ended) = self.os.end_of(job.pid) else {
                self.jobs.push(job);
                continue;
            };
            let mark = if Some(job.number) == last {
                '+'
            } else if Some(job.number) == before {
                '-'
            } else {
                ' '
            };
            let state = match (ended.signal, ended.status) {
                (Some(signal), _) => signal::obituary(signal).unwrap_or("Done").to_owned(),
                (None, 0) => "Done".to_owned(),
                (None, status) => format!("Exit {status}"),
            };
            let text = format!("[{}]{mark}  {state:<24}{}\n", job.number, print::chain(&job.chain));
            self.write(2, &text).await?;
        }
        Ok(())
    }
}
