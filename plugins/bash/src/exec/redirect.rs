//! Redirections.

use std::rc::Rc;

use crate::os::bytes;
use crate::os::errno::Errno;
use crate::os::fds::Fds;
use crate::os::node::Kind;
use crate::os::open::{Channel, How, OpenFile};
use crate::shell::{Flow, Shell};
use crate::syntax::ast::{Redirect, RedirectFd, RedirectKind, Word};

/// The lowest descriptor that `{name}>` takes.
const VARIABLE: i32 = 10;

impl Shell {
    /// Puts redirections in place; gives the descriptors that stay after the command.
    pub(super) async fn redirect(&mut self, redirects: &[Redirect]) -> Result<Vec<i32>, Flow> {
        let mut kept = Vec::new();
        for redirect in redirects {
            self.redirect_one(redirect, &mut kept).await?;
        }
        Ok(kept)
    }

    /// Puts back what stood before, but for descriptors that stay.
    pub(super) fn restore(&mut self, mut saved: Fds, kept: &[i32]) {
        for fd in kept {
            if let Some(file) = self.fds.get(*fd) {
                saved.set(*fd, file);
            }
        }
        self.fds = saved;
    }

    async fn redirect_one(&mut self, redirect: &Redirect, kept: &mut Vec<i32>) -> Result<(), Flow> {
        let number = |default: i32| match &redirect.to {
            RedirectFd::Number(number) => *number,
            _ => default,
        };
        match &redirect.kind {
            RedirectKind::Read(word) => {
                self.open_at(redirect, number(0), word, How::READ, kept).await
            }
            RedirectKind::Write(word) => {
                let how = How { fresh: false, ..How::WRITE };
                self.open_at(redirect, number(1), word, how, kept).await
            }
            RedirectKind::Clobber(word) => {
                self.open_at(redirect, number(1), word, How::WRITE, kept).await
            }
            RedirectKind::Append(word) => {
                self.open_at(redirect, number(1), word, How::APPEND, kept).await
            }
            RedirectKind::ReadWrite(word) => {
                self.open_at(redirect, number(0), word, How::UPDATE, kept).await
            }
            RedirectKind::Both { append, word } => {
                let how = if *append { How::APPEND } else { How::WRITE };
                self.open_at(redirect, 1, word, how, kept).await?;
                self.share(1, 2);
                Ok(())
            }
            RedirectKind::DupIn(word) => {
                self.duplicate(redirect, number(0), word, true, kept).await
            }
            RedirectKind::DupOut(word) => {
                self.duplicate(redirect, number(1), word, false, kept).await
            }
            RedirectKind::HereString(word) => {
                let text = self.single(word).await? + "\n";
                self.place(redirect, number(0), Channel::input(bytes::encode(&text)), kept).await
            }
            RedirectKind::HereDoc(body) => {
                let text = match body.get() {
                    Some(word) => self.quoted(word).await?,
                    None => String::new(),
                };
                self.place(redirect, number(0), Channel::input(bytes::encode(&text)), kept).await
            }
        }
    }

    fn share(&mut self, from: i32, to: i32) {
        match self.fds.get(from) {
            Some(file) => self.fds.set(to, file),
            None => {
                self.fds.close(to);
            }
        }
    }

    /// Puts a file at the descriptor, or at a free one whose number a variable gets.
    async fn place(
        &mut self,
        redirect: &Redirect,
        fd: i32,
        file: OpenFile,
        kept: &mut Vec<i32>,
    ) -> Result<(), Flow> {
        let RedirectFd::Variable(name) = &redirect.to else {
            self.fds.set(fd, file);
            return Ok(());
        };
        let free = self.fds.free(VARIABLE);
        self.fds.set(free, file);
        kept.push(free);
        if let Err(denied) = self.set(name, &free.to_string()) {
            return Err(self.discards(&denied.message).await);
        }
        Ok(())
    }

    /// The file name a redirection gives; it has to be one.
    async fn redirect_target(&mut self, word: &Word) -> Result<String, Flow> {
        let mut fields = Vec::new();
        self.fields_of(word, &mut fields).await?;
        if fields.len() == 1 {
            return Ok(fields.remove(0));
        }
        Err(self.discards(&format!("{}: ambiguous redirect", word.raw)).await)
    }

    async fn open_at(
        &mut self,
        redirect: &Redirect,
        fd: i32,
        word: &Word,
        how: How,
        kept: &mut Vec<i32>,
    ) -> Result<(), Flow> {
        let path = self.redirect_target(word).await?;
        let guarded = matches!(
            redirect.kind,
            RedirectKind::Write(_) | RedirectKind::Both { append: false, .. }
        );
        if guarded && self.options.has("noclobber") && self.is_regular(&path) {
            return Err(self.discards(&format!("{path}: cannot overwrite existing file")).await);
        }
        let (os, cwd, fds) = (Rc::clone(&self.os), self.cwd.clone(), self.fds.clone());
        match fds.open(&os, &cwd, &path, how).await {
            Ok(file) => self.place(redirect, fd, file, kept).await,
            Err(errno) => Err(self.discards(&format!("{path}: {errno}")).await),
        }
    }

    fn is_regular(&self, path: &str) -> bool {
        self.os
            .files
            .find(&self.cwd, path)
            .is_ok_and(|node| matches!(*node.kind.borrow(), Kind::File(_)))
    }

    /// `<&` and `>&`: a descriptor, `-`, `N-`, or for `>&` a file.
    async fn duplicate(
        &mut self,
        redirect: &Redirect,
        fd: i32,
        word: &Word,
        input: bool,
        kept: &mut Vec<i32>,
    ) -> Result<(), Flow> {
        let text = self.redirect_target(word).await?;
        if text == "-" {
            let fd = match &redirect.to {
                RedirectFd::Variable(name) => {
                    self.get(name).and_then(|text| text.parse().ok()).unwrap_or(fd)
                }
                _ => fd,
            };
            self.fds.close(fd);
            kept.retain(|kept| *kept != fd);
            return Ok(());
        }
        let (digits, moves) = match text.strip_suffix('-') {
            Some(digits) => (digits, true),
            None => (text.as_str(), false),
        };
        if let Ok(from) = digits.parse::<i32>() {
            let Some(file) = self.fds.get(from) else {
                return Err(self.discards(&format!("{text}: {}", Errno::BadDescriptor)).await);
            };
            self.place(redirect, fd, file, kept).await?;
            if moves {
                self.fds.close(from);
            }
            return Ok(());
        }
        if input || redirect.to != RedirectFd::Default {
            return Err(self.discards(&format!("{}: ambiguous redirect", word.raw)).await);
        }
        self.open_at(redirect, 1, word, How::WRITE, kept).await?;
        self.share(1, 2);
        Ok(())
    }
}
