//! `$(…)`, `<(…)` and `>(…)`: subshells on the other end of a pipe.

use std::rc::Rc;

use super::Expanded;
use crate::exec::Ending;
use crate::os::bytes;
use crate::os::open::{Channel, How};
use crate::os::pipe::pipe;
use crate::shell::{Flow, Shell};
use crate::syntax::ast::{Kind, List, RedirectKind};

/// Where bash puts the descriptors of process substitutions, from there down.
const HIGH: i32 = 63;

impl Shell {
    /// What a command prints, without the newlines that end it.
    pub(super) async fn substitute(&mut self, list: &Rc<List>) -> Expanded<String> {
        if let Some(text) = self.file_substitution(list).await? {
            return Ok(text);
        }
        let (reader, writer) = pipe(&self.os);
        let body = Rc::clone(list);
        let parent = &*self;
        let started = self.os.start(|pid| {
            let mut child = parent.fork(pid);
            child.evaluations += 1;
            child.fds.set(1, Rc::new(Channel::Writer(writer)));
            if !child.options.has("inherit_errexit") && !child.options.has("posix") {
                child.options.set("errexit", false);
            }
            child.run_subshell(body)
        });
        let Some(pid) = started else { return Err(self.no_fork().await) };
        let text = Channel::Reader(reader).read_all(&self.os).await.unwrap_or_default();
        let ended = self.os.wait_for(pid).await;
        self.os.reap(pid);
        self.substituted = Some(ended.status);
        self.status = ended.status;
        let mut text = bytes::decode(&text);
        self.without_nulls(&mut text).await?;
        text.truncate(text.trim_end_matches('\n').len());
        Ok(text)
    }

    async fn without_nulls(&mut self, text: &mut String) -> Expanded<()> {
        if text.contains('\0') {
            self.complain("warning: command substitution: ignored null byte in input").await?;
            text.retain(|c| c != '\0');
        }
        Ok(())
    }

    /// What a command that is given as text prints.
    pub(crate) async fn output_of(&mut self, text: &str) -> Expanded<String> {
        match crate::syntax::Parser::new(text, self.line).script() {
            Ok(list) => self.substitute(&Rc::new(list)).await,
            Err(_) => Ok(String::new()),
        }
    }

    /// `$(< file)`.
    async fn file_substitution(&mut self, list: &List) -> Expanded<Option<String>> {
        let [item] = list.items.as_slice() else { return Ok(None) };
        let [command] = item.chain.first.commands.as_slice() else { return Ok(None) };
        let (Kind::Simple { assigns, words }, [redirect]) =
            (&command.kind, command.redirects.as_slice())
        else {
            return Ok(None);
        };
        let RedirectKind::Read(word) = &redirect.kind else { return Ok(None) };
        if !assigns.is_empty() || !words.is_empty() || !item.chain.rest.is_empty() {
            return Ok(None);
        }
        let path = self.single(word).await?;
        let read = match self.fds.open(&self.os, &self.cwd, &path, How::READ).await {
            Ok(file) => file.read_all(&self.os).await,
            Err(errno) => Err(errno),
        };
        match read {
            Ok(bytes) => {
                self.substituted = Some(0);
                let mut text = bytes::decode(&bytes);
                self.without_nulls(&mut text).await?;
                Ok(Some(text.trim_end_matches('\n').to_owned()))
            }
            Err(errno) => {
                self.complain(&format!("{path}: {errno}")).await?;
                self.substituted = Some(1);
                Ok(Some(String::new()))
            }
        }
    }

    /// Starts the command of a process substitution; the path of its pipe.
    pub(super) async fn process_substitution(
        &mut self,
        read: bool,
        body: &Rc<List>,
    ) -> Expanded<String> {
        let (reader, writer) = pipe(&self.os);
        let (reader, writer) = (Rc::new(Channel::Reader(reader)), Rc::new(Channel::Writer(writer)));
        let (own, inner, fd) = if read { (reader, writer, 1) } else { (writer, reader, 0) };
        let (list, parent) = (Rc::clone(body), &*self);
        let started = self.os.start(|pid| {
            let mut child = parent.fork(pid);
            child.fds.set(fd, inner);
            child.run_subshell(list)
        });
        let Some(pid) = started else { return Err(self.no_fork().await) };
        self.background = Some(pid);
        let number = self.fds.free_down(HIGH);
        self.fds.set(number, own);
        self.substitutions.push(number);
        Ok(format!("/dev/fd/{number}"))
    }

    /// Complains that there are too many processes.
    pub(crate) async fn no_fork(&mut self) -> Flow {
        match self.complain("fork: retry: Resource temporarily unavailable").await {
            Err(flow) => flow,
            Ok(()) => Flow::Exit(254),
        }
    }

    /// Runs commands as a subshell to its end.
    pub(crate) async fn run_subshell(mut self, list: Rc<List>) -> i32 {
        let ran = self.list(&list).await;
        self.finish(ran, Ending::Subshell).await
    }
}
