//! The state of a shell. Forking copies it; what is large is shared until it is changed.

mod assign;
pub(crate) mod completion;
pub(crate) mod dynamic;
mod hashed;
pub(crate) mod options;
mod report;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::os::fds::Fds;
use crate::os::process::Pid;
use crate::os::signal::Signal;
use crate::os::{Machine, bytes};
use crate::syntax::ast::{Chain, Command};
use crate::vars::scopes::Scopes;
use crate::vars::{Attrs, Value, Variable};
pub(crate) use assign::{Denied, Place};
use completion::Completions;
use hashed::Hashed;
use options::Options;

/// What stops the commands that follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Flow {
    /// `break N`, with the loops still to leave.
    Break(u32),
    Continue(u32),
    Return(i32),
    Exit(i32),
    /// The command being run is given up; a script goes on with its next line.
    Discard(i32),
    /// A signal that nothing catches.
    Signal(Signal),
}

/// A status, or what happened instead.
pub(crate) type Ran = Result<i32, Flow>;

/// A function.
#[derive(Debug)]
pub(crate) struct Function {
    pub(crate) body: Rc<Command>,
    pub(crate) source: String,
    pub(crate) line: u32,
}

/// A call that is under way: of a function, or of `source`.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// The function; `source` for a file.
    pub(crate) function: String,
    /// The file its commands come from.
    pub(crate) source: String,
    /// The line it was called from.
    pub(crate) line: u32,
}

/// A command that failed where `set -e` is on.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) status: i32,
    /// As it was written.
    pub(crate) command: String,
    pub(crate) line: u32,
    /// The function it is in, or empty.
    pub(crate) function: String,
}

/// A job in the background.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub(crate) number: usize,
    pub(crate) pid: Pid,
    pub(crate) chain: Rc<Chain>,
}

/// A coprocess.
#[derive(Clone, Debug)]
pub(crate) struct Coproc {
    pub(crate) name: String,
    pub(crate) pid: Pid,
    /// The descriptor its output is read from.
    pub(crate) read: i32,
    /// The descriptor its input is written to.
    pub(crate) write: i32,
}

/// A shell.
#[derive(Clone)]
pub(crate) struct Shell {
    pub(crate) os: Machine,
    pub(crate) fds: Fds,
    pub(crate) vars: Scopes,
    pub(crate) functions: Rc<BTreeMap<String, Rc<Function>>>,
    pub(crate) aliases: Rc<BTreeMap<String, String>>,
    pub(crate) options: Options,
    pub(crate) positional: Rc<Vec<String>>,
    /// Builtins that `enable -n` turned off.
    pub(crate) disabled: Rc<BTreeSet<&'static str>>,
    pub(crate) hashed: Rc<Hashed>,
    pub(crate) completions: Rc<Completions>,
    /// `$0`.
    pub(crate) name: String,
    /// What messages begin with; that of `source`d files differs from `$0`.
    pub(crate) script: String,
    pub(crate) cwd: String,
    pub(crate) line: u32,
    pub(crate) status: i32,
    /// Status of the last command substitution of the command being run.
    pub(crate) substituted: Option<i32>,
    pub(crate) pid: Pid,
    /// `$$`, the same in subshells.
    pub(crate) shell_pid: Pid,
    /// The command that is run next is the last of this process, and takes its place.
    pub(crate) gives_place: bool,
    pub(crate) background: Option<Pid>,
    pub(crate) jobs: Vec<Job>,
    pub(crate) coprocs: Vec<Coproc>,
    pub(crate) frames: Vec<Frame>,
    pub(crate) traps: Rc<BTreeMap<String, String>>,
    /// The traps of the shell this one was forked from: `trap` lists them until it sets one.
    pub(crate) outer_traps: Option<Rc<BTreeMap<String, String>>>,
    /// A trap is being run.
    pub(crate) in_trap: bool,
    /// Commands whose failure `set -e` lets pass are being run.
    pub(crate) lenient: u32,
    pub(crate) loops: u32,
    pub(crate) subshell: u32,
    pub(crate) interactive: bool,
    /// Read from `-c`.
    pub(crate) from_argument: bool,
    /// How deeply functions, `eval` and `source` call each other.
    pub(crate) depth: u32,
    pub(crate) folders: Vec<String>,
    /// Where `getopts` stands inside an argument.
    pub(crate) getopts: (usize, usize),
    pub(crate) seconds_base: i64,
    /// The last argument of the command before.
    pub(crate) last_argument: String,
    pub(crate) history: Rc<Vec<String>>,
    /// What `PIPESTATUS` shows.
    pub(crate) statuses: Vec<i32>,
    /// How many command substitutions, `eval`s and traps surround the command; `PS4` shows it.
    pub(crate) evaluations: u32,
    /// How deeply commands stand in commands.
    pub(crate) nesting: u32,
    /// How often loops went round.
    pub(crate) turns: u32,
    /// The failure `set -e` ended this shell for: status, line, command.
    pub(crate) failure: Option<Failure>,
    /// The command `BASH_COMMAND` shows.
    pub(crate) current: Option<Rc<Command>>,
    /// State of `RANDOM`, and the number it gave last.
    pub(crate) random: Cell<(u32, u32)>,
    /// The builtin being run, as its write errors name it.
    pub(crate) builtin: &'static str,
    /// Process substitutions of the command being run.
    pub(crate) substitutions: Vec<i32>,
}

impl Shell {
    /// A shell without variables.
    pub(crate) fn new(os: &Machine, pid: Pid, name: &str) -> Self {
        Self {
            os: Rc::clone(os),
            fds: Fds::default(),
            vars: Scopes::default(),
            functions: Rc::default(),
            aliases: Rc::default(),
            options: Options::default(),
            positional: Rc::default(),
            disabled: Rc::default(),
            hashed: Rc::default(),
            completions: Rc::default(),
            name: name.to_owned(),
            script: name.to_owned(),
            cwd: "/".to_owned(),
            line: 0,
            status: 0,
            substituted: None,
            pid,
            shell_pid: pid,
            gives_place: false,
            background: None,
            jobs: Vec::new(),
            coprocs: Vec::new(),
            frames: Vec::new(),
            traps: Rc::default(),
            outer_traps: None,
            in_trap: false,
            lenient: 0,
            loops: 0,
            subshell: 0,
            interactive: false,
            from_argument: false,
            depth: 0,
            folders: Vec::new(),
            getopts: (1, 0),
            seconds_base: 0,
            last_argument: String::new(),
            history: Rc::default(),
            random: Cell::new((u32::try_from(os.random.below(1 << 31)).unwrap_or(1), 0)),
            statuses: vec![0],
            evaluations: 0,
            failure: None,
            current: None,
            nesting: 0,
            turns: 0,
            builtin: "",
            substitutions: Vec::new(),
        }
    }

    /// Takes an environment in, and sets what every shell sets.
    pub(crate) fn inherit(&mut self, env: &BTreeMap<String, String>) {
        let set = |vars: &mut Scopes, name: &str, text: &str, attrs: Attrs| {
            *vars.global(name) = Variable { value: Value::Scalar(text.to_owned()), attrs };
        };
        let exported = Attrs { export: true, ..Attrs::default() };
        for (name, text) in env {
            set(&mut self.vars, name, text, exported);
        }
        let level = env.get("SHLVL").and_then(|text| text.parse::<u32>().ok()).unwrap_or(0) + 1;
        set(&mut self.vars, "SHLVL", &level.to_string(), exported);
        let cwd = self.cwd.clone();
        set(&mut self.vars, "PWD", &cwd, exported);
        self.vars.global("OLDPWD").attrs.export = true;
        let constant = Attrs { readonly: true, ..Attrs::default() };
        let number = Attrs { readonly: true, integer: true, ..Attrs::default() };
        for (name, text, attrs) in [
            ("IFS", " \t\n", Attrs::default()),
            ("OPTIND", "1", Attrs::default()),
            ("OPTERR", "1", Attrs::default()),
            ("PS4", "+ ", Attrs::default()),
            ("BASH", "/usr/bin/bash", Attrs::default()),
            ("BASH_VERSION", "5.2.15(1)-release", Attrs::default()),
            ("HOSTNAME", "localhost", Attrs::default()),
            ("HOSTTYPE", "x86_64", Attrs::default()),
            ("MACHTYPE", "x86_64-pc-linux-gnu", Attrs::default()),
            ("OSTYPE", "linux-gnu", Attrs::default()),
            ("UID", "1000", number),
            ("EUID", "1000", number),
            ("PPID", "999", number),
        ] {
            set(&mut self.vars, name, text, attrs);
        }
        let version = ["5", "2", "15", "1", "release", "x86_64-pc-linux-gnu"].map(str::to_owned);
        *self.vars.global("BASH_VERSINFO") =
            Variable { value: dynamic::indexed(version.to_vec()), attrs: constant };
    }

    /// A copy for a subshell with this process id.
    pub(crate) fn fork(&self, pid: Pid) -> Self {
        let mut child = self.clone();
        child.pid = pid;
        child.subshell += 1;
        child.gives_place = false;
        child.random.set((u32::try_from(self.os.random.below(1 << 31)).unwrap_or(1), 0));
        child.nesting = 0;
        child.jobs.clear();
        self.close_coprocs(&mut child.fds);
        child.coprocs.clear();
        child.substitutions.clear();
        child.drop_traps();
        child
    }

    /// Subshells keep only the signals that are ignored.
    fn drop_traps(&mut self) {
        if self.traps.values().any(|action| !action.is_empty()) {
            if self.outer_traps.is_none() {
                self.outer_traps = Some(Rc::clone(&self.traps));
            }
            let kept = self.traps.iter().filter(|(name, action)| {
                action.is_empty()
                    || (matches!(name.as_str(), "ERR" | "DEBUG") && self.options.on('E'))
            });
            self.traps =
                Rc::new(kept.map(|(name, action)| (name.clone(), action.clone())).collect());
        }
        for (name, action) in self.traps.iter() {
            if action.is_empty()
                && let Some(signal) = crate::os::signal::parse(name)
            {
                self.os.on_signal(self.pid, signal, Some(false));
            }
        }
    }

    /// Writes to a descriptor. A closed pipe ends the shell as in bash.
    pub(crate) async fn write(&mut self, fd: i32, text: &str) -> Result<bool, Flow> {
        self.write_bytes(fd, &bytes::encode(text)).await
    }

    /// As [`Shell::write`]; `false` where the descriptor would not take it.
    pub(crate) async fn write_bytes(&mut self, fd: i32, data: &[u8]) -> Result<bool, Flow> {
        use crate::os::errno::Errno;
        let Some(file) = self.fds.get(fd) else { return Ok(false) };
        match file.write(&self.os, data).await {
            Ok(()) => Ok(true),
            Err(Errno::BrokenPipe) if !self.os.ignores(self.pid, crate::os::signal::PIPE) => {
                Err(Flow::Signal(crate::os::signal::PIPE))
            }
            Err(_) => Ok(false),
        }
    }

    /// Writes to standard output.
    pub(crate) async fn print(&mut self, text: &str) -> Ran {
        if self.write(1, text).await? {
            return Ok(0);
        }
        if text.is_empty() {
            return Ok(0);
        }
        let why = if self.fds.get(1).is_none() {
            "Bad file descriptor"
        } else {
            "No space left on device"
        };
        self.complain(&format!("{}: write error: {why}", self.builtin)).await?;
        Ok(1)
    }
}
