//! Commands that are no builtins: tools that are built in, scripts, and stubs.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Ending;
use crate::expand::Boxed;
use crate::os::errno::{Done, Errno};
use crate::os::fds::Fds;
use crate::os::files::HOME;
use crate::os::node::{Kind, Node};
use crate::os::open::{How, OpenFile};
use crate::os::process::Pid;
use crate::os::{Machine, bytes, signal};
use crate::shell::Shell;

/// What a command is started with.
pub(crate) struct Cx {
    pub(crate) os: Machine,
    pub(crate) fds: Fds,
    pub(crate) cwd: String,
    pub(crate) env: BTreeMap<String, String>,
    /// With the name it was called by.
    pub(crate) args: Vec<String>,
    pub(crate) pid: Pid,
    /// Output that is not written yet.
    pub(crate) out: Vec<u8>,
    /// What complaints of whoever starts it begin with.
    pub(crate) complaints: String,
    /// Where the command is, where that is known already.
    pub(crate) at: Option<String>,
}

/// Why a tool stops early: a closed pipe, or a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quit(pub(crate) i32);

/// A tool's status.
pub(crate) type Ended = Result<i32, Quit>;

/// Output that is kept back before it is written.
const BUFFER: usize = 4096;

impl Cx {
    /// The same surroundings for another command.
    pub(crate) fn child(&self, args: Vec<String>) -> Self {
        Self {
            os: Rc::clone(&self.os),
            fds: self.fds.clone(),
            cwd: self.cwd.clone(),
            env: self.env.clone(),
            args,
            pid: self.os.next_pid(),
            out: Vec::new(),
            complaints: format!("{}: ", self.name()),
            at: None,
        }
    }

    /// The name it was called by.
    pub(crate) fn name(&self) -> &str {
        self.args.first().map_or("", String::as_str)
    }

    /// Adds to the output.
    pub(crate) async fn put(&mut self, data: &[u8]) -> Result<(), Quit> {
        self.out.extend_from_slice(data);
        if self.out.len() >= BUFFER { self.flush().await } else { Ok(()) }
    }

    /// Adds a line to the output.
    pub(crate) async fn line(&mut self, text: &str) -> Result<(), Quit> {
        self.out.extend_from_slice(&bytes::encode(text));
        self.put(b"\n").await
    }

    /// Writes what was kept back.
    pub(crate) async fn flush(&mut self) -> Result<(), Quit> {
        if self.out.is_empty() {
            return Ok(());
        }
        let data = std::mem::take(&mut self.out);
        let written = match self.fds.get(1) {
            Some(file) => file.write(&self.os, &data).await,
            None => Err(Errno::BadDescriptor),
        };
        match written {
            Ok(()) => Ok(()),
            Err(Errno::BrokenPipe) => Err(Quit(128 + signal::PIPE)),
            Err(errno) => {
                let name = self.name().to_owned();
                self.complain_raw(&format!("{name}: write error: {errno}\n")).await?;
                Err(Quit(1))
            }
        }
    }

    /// Writes a complaint, with the tool's name before it.
    pub(crate) async fn complain(&mut self, message: &str) -> Result<(), Quit> {
        let text = format!("{}: {message}\n", self.name());
        self.complain_raw(&text).await
    }

    /// Writes to standard error as it is.
    pub(crate) async fn complain_raw(&mut self, text: &str) -> Result<(), Quit> {
        let Some(file) = self.fds.get(2) else { return Ok(()) };
        match file.write(&self.os, &bytes::encode(text)).await {
            Err(Errno::BrokenPipe) => Err(Quit(128 + signal::PIPE)),
            _ => Ok(()),
        }
    }

    /// Complains, and gives the status.
    pub(crate) async fn fail(&mut self, status: i32, message: &str) -> Ended {
        self.complain(message).await?;
        Ok(status)
    }

    /// Opens a path.
    pub(crate) async fn open(&self, path: &str, how: How) -> Done<OpenFile> {
        self.fds.open(&self.os, &self.cwd, path, how).await
    }

    /// All of a file, or of standard input where the path is `-`.
    pub(crate) async fn read(&self, path: &str) -> Done<Vec<u8>> {
        let file = self.input(path).await?;
        file.read_all(&self.os).await
    }

    /// A file to read, standard input where the path is `-`.
    pub(crate) async fn input(&self, path: &str) -> Done<OpenFile> {
        if path == "-" {
            self.fds.get(0).ok_or(Errno::BadDescriptor)
        } else {
            self.open(path, How::READ).await
        }
    }

    /// Replaces a file's contents.
    pub(crate) async fn write_file(&self, path: &str, data: &[u8]) -> Done<()> {
        self.open(path, How::WRITE).await?.write(&self.os, data).await
    }
}

/// What a name leads to.
pub(crate) enum Lookup {
    Found(String, Node),
    /// It is not there or cannot be run; without the script's name and line.
    Not {
        status: i32,
        message: String,
    },
}

/// Looks a command up as bash does: with a slash it is a path, else `PATH` is searched.
pub(crate) fn find(os: &Machine, cwd: &str, search: &str, name: &str) -> Lookup {
    if name.contains('/') {
        return match os.files.find(cwd, name) {
            Ok(node) if node.is_folder() => {
                Lookup::Not { status: 126, message: format!("{name}: Is a directory") }
            }
            Ok(node) if node.allows(1) => Lookup::Found(name.to_owned(), node),
            Ok(_) | Err(Errno::Access) => {
                Lookup::Not { status: 126, message: format!("{name}: Permission denied") }
            }
            Err(errno) => {
                let status = if errno == Errno::NotDirectory { 126 } else { 127 };
                Lookup::Not { status, message: format!("{name}: {errno}") }
            }
        };
    }
    let mut denied = None;
    for folder in search.split(':').filter(|_| !name.is_empty()) {
        let path = if folder.is_empty() { format!("./{name}") } else { format!("{folder}/{name}") };
        match os.files.find(cwd, &path) {
            Ok(node) if node.is_file() && node.allows(1) => return Lookup::Found(path, node),
            Ok(node) if node.is_file() => denied = Some(path),
            _ => {}
        }
    }
    match denied {
        Some(path) => Lookup::Not { status: 126, message: format!("{path}: Permission denied") },
        None => Lookup::Not { status: 127, message: format!("{name}: command not found") },
    }
}

/// Finds and runs a command, and gives its status.
pub(crate) fn run(mut cx: Cx) -> Boxed<'static, i32> {
    Box::pin(async move {
        let search = cx.env.get("PATH").cloned().unwrap_or_else(|| "/usr/bin:/bin".to_owned());
        let name = cx.at.clone().unwrap_or_else(|| cx.name().to_owned());
        match find(&cx.os, &cx.cwd, &search, &name) {
            Lookup::Found(path, node) => run_node(cx, path, node).await,
            Lookup::Not { status, message } => {
                let text = format!("{}{message}\n", cx.complaints);
                cx.complain_raw(&text).await.map_or(128 + signal::PIPE, |()| status)
            }
        }
    })
}

async fn run_node(mut cx: Cx, path: String, node: Node) -> i32 {
    let text = match &*node.kind.borrow() {
        Kind::Tool(name) => Err(*name),
        Kind::File(bytes) => Ok(bytes::decode(bytes)),
        _ => Ok(String::new()),
    };
    let text = match text {
        Err(name) => return run_tool(cx, name).await,
        Ok(text) => text,
    };
    if let Some(line) = text.strip_prefix("#!") {
        let line = line.lines().next().unwrap_or_default().trim().to_owned();
        let (interpreter, argument) = match line.split_once(char::is_whitespace) {
            Some((interpreter, argument)) => {
                (interpreter.to_owned(), Some(argument.trim().to_owned()))
            }
            None => (line, None),
        };
        let mut args = vec![interpreter.clone()];
        args.extend(argument);
        args.push(path.clone());
        args.extend(cx.args.drain(1..));
        return match find(&cx.os, &cx.cwd, "", &interpreter) {
            Lookup::Found(found, node) if interpreter.contains('/') => {
                cx.args = args;
                Box::pin(run_node(cx, found, node)).await
            }
            _ => {
                let text =
                    format!("{}{path}: cannot execute: required file not found\n", cx.complaints);
                cx.complain_raw(&text).await.map_or(128 + signal::PIPE, |()| 127)
            }
        };
    }
    if is_stub(&cx, &path) {
        let ran = match cx.put(&bytes::encode(&text)).await {
            Ok(()) => cx.flush().await,
            Err(quit) => Err(quit),
        };
        return ran.map_or_else(|quit| quit.0, |()| 0);
    }
    cx.args[0] = path;
    let args = std::mem::take(&mut cx.args);
    cx.args = std::iter::once("bash".to_owned()).chain(args).collect();
    run_tool(cx, "bash").await
}

/// Whether a file without `#!` is what a command prints, not a script.
fn is_stub(cx: &Cx, path: &str) -> bool {
    let folder = format!("{HOME}/bin/");
    cx.os.files.real(&cx.cwd, path).is_ok_and(|real| real.starts_with(&folder))
}

async fn run_tool(mut cx: Cx, name: &'static str) -> i32 {
    if let Some(tool) = crate::tools::find(name) {
        let ran = tool(&mut cx).await;
        let flushed = cx.flush().await;
        return match (ran, flushed) {
            (Ok(status), Ok(())) | (Err(Quit(status)), _) | (Ok(_), Err(Quit(status))) => status,
        };
    }
    // Builtins that also lie in `/usr/bin` run in a shell of their own.
    let mut shell = shell(&cx);
    let Some((_, builtin)) = crate::builtins::find(name) else { return 127 };
    let ran = builtin(&mut shell, &cx.args).await;
    shell.finish(ran, Ending::Shell).await
}

/// A shell that starts with the surroundings of a command.
pub(crate) fn shell(cx: &Cx) -> Shell {
    let mut shell = Shell::new(&cx.os, cx.pid, cx.name());
    shell.fds = cx.fds.clone();
    shell.cwd.clone_from(&cx.cwd);
    shell.inherit(&cx.env);
    shell
}
