//! Where records come from: the files of the command line, `getline`.

use std::rc::Rc;

use super::ast::{Expr, Source};
use super::run::{ARGV, FILENAME, FNR, Machine, NR, RS, Run};
use super::value::Value;
use crate::os::bytes::decode;
use crate::os::open::OpenFile;

/// The main input.
pub(super) struct Input {
    file: Option<OpenFile>,
    next: usize,
    count: usize,
    /// Some file was read, so that standard input is not.
    any: bool,
    /// Text that was read and not yet given out, where records are no lines.
    rest: Option<String>,
}

impl Input {
    pub(super) fn new(count: usize) -> Self {
        Self { file: None, next: 1, count, any: false, rest: None }
    }
}

impl Machine<'_> {
    /// Opens the next file; `false` at the end.
    fn open_next(&mut self) -> Run<bool> {
        loop {
            if self.input.next > self.input.count {
                if self.input.any {
                    return Ok(false);
                }
                self.input.any = true;
                self.input.file = self.cx.fds.get(0);
                return Ok(self.input.file.is_some());
            }
            let key = self.input.next.to_string();
            self.input.next += 1;
            let argv = self.array(super::ast::Name::Global(ARGV))?;
            let text =
                argv.borrow().get(&key).map(|value| value.string("%.6g")).unwrap_or_default();
            if text.is_empty() || self.assign_operand(&text) {
                continue;
            }
            self.input.any = true;
            self.set_special(FILENAME, Value::Text(Rc::clone(&text)));
            self.set_special(FNR, Value::Number(0.0));
            let path = text.to_string();
            let opened = {
                let cx = &*self.cx;
                let (os, cwd, fds) = (Rc::clone(&cx.os), cx.cwd.clone(), cx.fds.clone());
                let file = if path == "-" { fds.get(0) } else { None };
                match file {
                    Some(file) => Ok(file),
                    None => {
                        let inner = Rc::clone(&os);
                        let asked = path.clone();
                        os.block_on(async move {
                            fds.open(&inner, &cwd, &asked, crate::os::open::How::READ).await
                        })
                        .unwrap_or(Err(crate::os::errno::Errno::NoEntry))
                    }
                }
            };
            match opened {
                Ok(file) => {
                    self.input.file = Some(file);
                    return Ok(true);
                }
                Err(errno) => {
                    let text = format!("{}: cannot open \"{path}\" ({errno})\n", self.cx.name());
                    self.warn(&text);
                    self.input.failed();
                }
            }
        }
    }

    pub(super) fn skip_file(&mut self) {
        self.input.file = None;
        self.input.rest = None;
    }

    /// The next record of the main input.
    pub(super) fn next_record(&mut self) -> Run<Option<String>> {
        loop {
            if self.input.file.is_none() && !self.open_next()? {
                return Ok(None);
            }
            let Some(file) = self.input.file.clone() else { return Ok(None) };
            let separator = self.special_text(RS);
            let record = if separator.len() == 1 && self.input.rest.is_none() {
                let end = separator.as_bytes()[0];
                let os = Rc::clone(&self.cx.os);
                let inner = Rc::clone(&os);
                let line = os
                    .block_on(async move { file.read_until(&inner, end).await.unwrap_or_default() })
                    .unwrap_or_default();
                if line.is_empty() {
                    None
                } else {
                    Some(decode(line.strip_suffix(&[end]).unwrap_or(&line)))
                }
            } else {
                self.next_of_rest(&file, &separator)?
            };
            let Some(record) = record else {
                self.skip_file();
                continue;
            };
            for name in [NR, FNR] {
                let count = self.special(name).number();
                self.set_special(name, Value::Number(count + 1.0));
            }
            return Ok(Some(record));
        }
    }

    /// Records that paragraphs or a regular expression separate.
    fn next_of_rest(&mut self, file: &OpenFile, separator: &str) -> Run<Option<String>> {
        if self.input.rest.is_none() {
            let os = Rc::clone(&self.cx.os);
            let (inner, file) = (Rc::clone(&os), Rc::clone(file));
            let all = os
                .block_on(async move { file.read_all(&inner).await.unwrap_or_default() })
                .unwrap_or_default();
            self.input.rest = Some(decode(&all));
        }
        let rest = self.input.rest.take().unwrap_or_default();
        let paragraphs = separator.is_empty();
        let text = if paragraphs { rest.trim_start_matches('\n') } else { &rest };
        if text.is_empty() {
            self.input.rest = Some(String::new());
            return Ok(None);
        }
        let matcher = self.compiled(if paragraphs { "\n\n+" } else { separator })?;
        let found = matcher.find(text.as_bytes(), 0).filter(|(from, to)| to > from);
        let (record, after) = match found {
            Some((from, to)) => (text[..from].to_owned(), text[to..].to_owned()),
            None => (text.strip_suffix('\n').unwrap_or(text).to_owned(), String::new()),
        };
        self.input.rest = Some(after);
        Ok(Some(record))
    }

    pub(super) fn getline(&mut self, into: Option<&Expr>, from: &Source) -> Run<Value> {
        let record = match from {
            Source::Main => self.next_record()?,
            Source::File(path) => {
                let value = self.eval(path)?;
                let path = self.text(&value).to_string();
                if !self.sources.contains_key(&path) {
                    let read = if path == "-" || path == "/dev/stdin" {
                        None
                    } else {
                        Some(self.cx.os.files.read(&self.cx.cwd, &path))
                    };
                    let text = match read {
                        Some(Ok(text)) => text,
                        Some(Err(_)) => return Ok(Value::Number(-1.0)),
                        None => self.rest_of_input(),
                    };
                    self.sources
                        .insert(path.clone(), decode(&text).lines().map(str::to_owned).collect());
                }
                self.sources.get_mut(&path).and_then(std::collections::VecDeque::pop_front)
            }
            Source::Command(command) => {
                let value = self.eval(command)?;
                let command = self.text(&value).to_string();
                if !self.sources.contains_key(&command) {
                    let (text, _) = self.shell(&command, None, true);
                    self.sources.insert(
                        command.clone(),
                        decode(&text).lines().map(str::to_owned).collect(),
                    );
                }
                let record =
                    self.sources.get_mut(&command).and_then(std::collections::VecDeque::pop_front);
                if record.is_some() {
                    let count = self.special(NR).number();
                    self.set_special(NR, Value::Number(count + 1.0));
                }
                record
            }
        };
        let Some(record) = record else { return Ok(Value::Number(0.0)) };
        match into {
            Some(target) => self.set(target, Value::Input(record.into()))?,
            None => self.set_record(record),
        }
        Ok(Value::Number(1.0))
    }

    fn rest_of_input(&mut self) -> Vec<u8> {
        let Some(file) = self.cx.fds.get(0) else { return Vec::new() };
        let os = Rc::clone(&self.cx.os);
        let inner = Rc::clone(&os);
        os.block_on(async move { file.read_all(&inner).await.unwrap_or_default() })
            .unwrap_or_default()
    }
}

impl Input {
    fn failed(&mut self) {
        self.file = None;
    }
}
