//! `coproc`: a command in the background, with a pipe to its input and one from its output.

use std::rc::Rc;

use crate::os::open::Channel;
use crate::os::pipe::pipe;
use crate::os::process::Pid;
use crate::shell::dynamic::indexed;
use crate::shell::{Coproc, Job, Place, Ran, Shell};
use crate::syntax::ast::{Chain, Command, Pipeline};

/// Where bash puts the end that is read, and the one that is written; from there down.
const READ: i32 = 63;
const WRITE: i32 = 60;

impl Shell {
    /// Starts a coprocess; `whole` is the command with its `coproc`.
    pub(super) async fn coproc(
        &mut self,
        name: &str,
        body: &Rc<Command>,
        whole: &Rc<Command>,
    ) -> Ran {
        self.line = whole.line;
        if let Some(other) = self.coprocs.iter().find(|other| self.os.is_running(other.pid)) {
            let text = format!(
                "warning: execute_coproc: coproc [{}:{}] still exists",
                other.pid, other.name
            );
            self.complain(&text).await?;
        }
        let (reader, output) = pipe(&self.os);
        let (input, writer) = pipe(&self.os);
        let (inner, parent) = (Rc::clone(body), &*self);
        let started = self.os.start(|pid| {
            let mut child = parent.fork(pid);
            child.fds.set(0, Rc::new(Channel::Reader(input)));
            child.fds.set(1, Rc::new(Channel::Writer(output)));
            child.run_stage(inner)
        });
        let Some(pid) = started else { return Err(self.no_fork().await) };
        let read = self.fds.free_down(READ);
        self.fds.set(read, Rc::new(Channel::Reader(reader)));
        let write = self.fds.free_down(WRITE);
        self.fds.set(write, Rc::new(Channel::Writer(writer)));
        let ends = indexed(vec![read.to_string(), write.to_string()]);
        let done = self.set_value(name, ends, Place::Found);
        self.allowed(done).await?;
        let done = self.set(&format!("{name}_PID"), &pid.to_string());
        self.allowed(done).await?;
        self.coprocs.push(Coproc { name: name.to_owned(), pid, read, write });
        self.background = Some(pid);
        let number = self.jobs.iter().map(|job| job.number).max().unwrap_or(0) + 1;
        let first = Pipeline {
            commands: vec![Rc::clone(whole)],
            with_stderr: Vec::new(),
            negated: false,
            timed: None,
        };
        let chain = Rc::new(Chain { first, rest: Vec::new() });
        self.jobs.push(Job { number, pid, chain });
        if self.interactive {
            self.write(2, &format!("[{number}] {pid}\n")).await?;
        }
        Ok(0)
    }

    /// Takes a coprocess away whose end was waited for, with its variables and pipes.
    pub(crate) fn end_coproc(&mut self, pid: Pid) {
        let Some(at) = self.coprocs.iter().position(|coproc| coproc.pid == pid) else { return };
        let coproc = self.coprocs.remove(at);
        self.fds.close(coproc.read);
        self.fds.close(coproc.write);
        self.vars.remove(&coproc.name);
        self.vars.remove(&format!("{}_PID", coproc.name));
    }

    /// Closes the pipes of coprocesses, which only the shell itself has.
    pub(crate) fn close_coprocs(&self, fds: &mut crate::os::fds::Fds) {
        for coproc in &self.coprocs {
            fds.close(coproc.read);
            fds.close(coproc.write);
        }
    }
}
