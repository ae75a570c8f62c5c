//! Statements, and the run as a whole.

use std::rc::Rc;

use super::ast::{Expr, Name, Pattern, Stmt, Target};
use super::run::{Machine, OFMT, OFS, ORS, Run, Sink};
use super::value::{Value, shown};
use crate::os::bytes::encode;
use crate::os::open::{Channel, How};

/// What a statement does to the ones after it.
pub(super) enum Flow {
    On,
    Break,
    Continue,
    Next,
    NextFile,
    Exit,
    Return(Value),
}

impl Machine<'_> {
    /// Runs the program; gives its exit status.
    pub(super) fn main(&mut self) -> Run<i32> {
        let program = self.program;
        let mut status = 0;
        let mut over = self.stmts(&program.begin, &mut status)?;
        if !over && (!program.rules.is_empty() || program.has_end) {
            over = self.records(&mut status)?;
        }
        let _ = over;
        self.stmts(&program.end, &mut status)?;
        self.close_all();
        Ok(status)
    }

    /// Runs statements; `true` where `exit` ended them.
    fn stmts(&mut self, all: &[Stmt], status: &mut i32) -> Run<bool> {
        match self.run(all)? {
            Flow::Exit => {
                if let Some(code) = self.exit_status() {
                    *status = code;
                }
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn records(&mut self, status: &mut i32) -> Run<bool> {
        let program = self.program;
        'records: while let Some(record) = self.next_record()? {
            if self.broken {
                return Ok(true);
            }
            self.set_record(record);
            for (n, rule) in program.rules.iter().enumerate() {
                let on = match &rule.pattern {
                    Pattern::All => true,
                    Pattern::When(expr) => self.eval(expr)?.is_true(),
                    Pattern::Range(first, last) => {
                        let on = self.ranges[n] || self.eval(first)?.is_true();
                        self.ranges[n] = on && !self.eval(last)?.is_true();
                        on
                    }
                };
                if !on {
                    continue;
                }
                let Some(body) = &rule.body else {
                    let line = self.record.clone() + &self.special_text(ORS);
                    self.write(&encode(&line));
                    continue;
                };
                match self.run(body)? {
                    Flow::Next => continue 'records,
                    Flow::NextFile => {
                        self.skip_file();
                        continue 'records;
                    }
                    Flow::Exit => {
                        if let Some(code) = self.exit_status() {
                            *status = code;
                        }
                        return Ok(true);
                    }
                    _ => {}
                }
            }
        }
        Ok(false)
    }

    fn exit_status(&mut self) -> Option<i32> {
        self.exit.take()
    }

    /// The body of a function; gives what it returns.
    pub(super) fn body(&mut self, all: &[Stmt]) -> Run<Value> {
        match self.run(all)? {
            Flow::Return(value) => Ok(value),
            Flow::Exit => Err("exit".into()),
            _ => Ok(Value::Unset),
        }
    }

    pub(super) fn run(&mut self, all: &[Stmt]) -> Run<Flow> {
        for stmt in all {
            match self.stmt(stmt)? {
                Flow::On => {}
                other => return Ok(other),
            }
        }
        Ok(Flow::On)
    }

    fn stmt(&mut self, stmt: &Stmt) -> Run<Flow> {
        match stmt {
            Stmt::Expr(expr) => {
                self.eval(expr)?;
            }
            Stmt::Print(arguments, target) => {
                let text = self.printed(arguments)?;
                self.output(&text, target.as_ref())?;
            }
            Stmt::Printf(arguments, target) => {
                let text = self.sprintf(arguments)?;
                self.output(&text, target.as_ref())?;
            }
            Stmt::If(condition, yes, no) => {
                return if self.eval(condition)?.is_true() { self.run(yes) } else { self.run(no) };
            }
            Stmt::While(condition, body) => {
                while !self.broken && self.eval(condition)?.is_true() {
                    match self.run(body)? {
                        Flow::Break => break,
                        Flow::On | Flow::Continue => {}
                        other => return Ok(other),
                    }
                }
            }
            Stmt::Do(body, condition) => loop {
                match self.run(body)? {
                    Flow::Break => break,
                    Flow::On | Flow::Continue => {}
                    other => return Ok(other),
                }
                if self.broken || !self.eval(condition)?.is_true() {
                    break;
                }
            },
            Stmt::For(init, condition, step, body) => {
                return self.for_loop(init.as_deref(), condition.as_ref(), step.as_deref(), body);
            }
            Stmt::ForIn(key, array, body) => return self.for_each_key(*key, *array, body),
            Stmt::Break => return Ok(Flow::Break),
            Stmt::Continue => return Ok(Flow::Continue),
            Stmt::Next => return Ok(Flow::Next),
            Stmt::NextFile => return Ok(Flow::NextFile),
            Stmt::Exit(status) => {
                if let Some(expr) = status {
                    let number = self.eval(expr)?.number();
                    self.exit =
                        Some(i32::try_from(super::value::to_integer(number) & 0xff).unwrap_or(0));
                }
                return Ok(Flow::Exit);
            }
            Stmt::Return(value) => {
                let value = match value {
                    Some(expr) => self.eval(expr)?,
                    None => Value::Unset,
                };
                return Ok(Flow::Return(value));
            }
            Stmt::Delete(name, keys) => {
                let array = self.array(*name)?;
                match keys {
                    Some(keys) => {
                        let key = self.key(keys)?;
                        array.borrow_mut().remove(&key);
                    }
                    None => array.borrow_mut().clear(),
                }
            }
        }
        Ok(Flow::On)
    }

    /// `for (key in array)`: numbers in order, then texts in theirs.
    fn for_each_key(&mut self, key: Name, array: Name, body: &[Stmt]) -> Run<Flow> {
        let mut keys: Vec<String> = self.array(array)?.borrow().keys().cloned().collect();
        keys.sort_by(|a, b| match (a.parse::<i64>(), b.parse::<i64>()) {
            (Ok(a), Ok(b)) => a.cmp(&b),
            (Ok(_), Err(_)) => std::cmp::Ordering::Less,
            (Err(_), Ok(_)) => std::cmp::Ordering::Greater,
            _ => a.cmp(b),
        });
        for text in keys {
            self.set(&Expr::Variable(key), Value::Input(text.into()))?;
            match self.run(body)? {
                Flow::Break => break,
                Flow::On | Flow::Continue => {}
                other => return Ok(other),
            }
        }
        Ok(Flow::On)
    }

    fn for_loop(
        &mut self,
        init: Option<&Stmt>,
        condition: Option<&Expr>,
        step: Option<&Stmt>,
        body: &[Stmt],
    ) -> Run<Flow> {
        if let Some(init) = init {
            self.stmt(init)?;
        }
        while !self.broken {
            if let Some(condition) = condition
                && !self.eval(condition)?.is_true()
            {
                break;
            }
            match self.run(body)? {
                Flow::Break => break,
                Flow::On | Flow::Continue => {}
                other => return Ok(other),
            }
            if let Some(step) = step {
                self.stmt(step)?;
            }
        }
        Ok(Flow::On)
    }

    fn printed(&mut self, arguments: &[Expr]) -> Run<String> {
        let ending = self.special_text(ORS);
        if arguments.is_empty() {
            return Ok(self.record.clone() + &ending);
        }
        let format = self.special_text(OFMT);
        let mut parts = Vec::new();
        for argument in arguments {
            let value = self.eval(argument)?;
            parts.push(match value {
                Value::Number(number) => shown(number, &format),
                other => other.string("%.6g").to_string(),
            });
        }
        Ok(parts.join(&self.special_text(OFS)) + &ending)
    }

    /// Writes to standard output, a file, or a command.
    fn output(&mut self, text: &str, target: Option<&Target>) -> Run<()> {
        let Some(target) = target else {
            self.write(&encode(text));
            return Ok(());
        };
        let (Target::File(expr) | Target::Append(expr) | Target::Pipe(expr)) = target;
        let value = self.eval(expr)?;
        let name = self.text(&value).to_string();
        let pipe = matches!(target, Target::Pipe(_));
        match name.as_str() {
            "/dev/stdout" | "-" if !pipe => self.write(&encode(text)),
            "/dev/stderr" if !pipe => self.warn(text),
            _ => {
                let at =
                    match self.sinks.iter().position(|sink| sink.name == name && sink.pipe == pipe)
                    {
                        Some(at) => at,
                        None => {
                            let append = matches!(target, Target::Append(_));
                            self.sinks.push(Sink {
                                name,
                                data: Vec::new(),
                                append,
                                pipe,
                                opened: false,
                            });
                            self.sinks.len() - 1
                        }
                    };
                self.sinks[at].data.extend(encode(text));
                if !pipe {
                    self.spill(at);
                }
            }
        }
        Ok(())
    }

    /// Writes what a file is to get.
    fn spill(&mut self, at: usize) {
        let sink = &mut self.sinks[at];
        let how = if sink.append || sink.opened { How::APPEND } else { How::WRITE };
        sink.opened = true;
        let (path, data) = (sink.name.clone(), std::mem::take(&mut sink.data));
        let (os, cwd) = (Rc::clone(&self.cx.os), self.cx.cwd.clone());
        let inner = Rc::clone(&os);
        let done =
            os.block_on(
                async move { inner.open(&cwd, &path, how).await?.write(&inner, &data).await },
            );
        if let Some(Err(errno)) = done {
            let text = format!(
                "{}: cannot open \"{}\" for output ({errno})\n",
                self.cx.name(),
                self.sinks[at].name
            );
            self.warn(&text);
        }
    }

    /// Closes a file or command by its name; its status.
    pub(super) fn close(&mut self, name: &str) -> i32 {
        let source = self.sources.remove(name).is_some();
        let Some(at) = self.sinks.iter().position(|sink| sink.name == name) else {
            return if source { 0 } else { -1 };
        };
        let sink = self.sinks.remove(at);
        if !sink.pipe {
            return 0;
        }
        self.flush();
        self.shell(&sink.name, Some(sink.data), false).1
    }

    fn close_all(&mut self) {
        while let Some(name) = self.sinks.first().map(|sink| sink.name.clone()) {
            self.close(&name);
        }
    }

    pub(super) fn write(&mut self, data: &[u8]) {
        self.out.extend_from_slice(data);
        if self.out.len() >= 4096 {
            self.flush();
        }
    }

    pub(super) fn flush(&mut self) {
        let data = std::mem::take(&mut self.out);
        let Some(file) = self.cx.fds.get(1).filter(|_| !data.is_empty()) else { return };
        let os = Rc::clone(&self.cx.os);
        let inner = Rc::clone(&os);
        let done = os.block_on(async move { file.write(&inner, &data).await });
        self.broken |= !matches!(done, Some(Ok(())));
    }

    pub(super) fn warn(&mut self, text: &str) {
        let Some(file) = self.cx.fds.get(2) else { return };
        let (os, data) = (Rc::clone(&self.cx.os), encode(text));
        let inner = Rc::clone(&os);
        // Nobody is left to tell where standard error is closed.
        let _ = os.block_on(async move { file.write(&inner, &data).await });
    }

    /// Runs a shell command: what it prints, where that is caught, and its status.
    pub(super) fn shell(
        &mut self,
        command: &str,
        input: Option<Vec<u8>>,
        catch: bool,
    ) -> (Vec<u8>, i32) {
        self.flush();
        let mut child = self.cx.child(vec!["sh".into(), "-c".into(), command.to_owned()]);
        if let Some(input) = input {
            child.fds.set(0, Channel::input(input));
        }
        let os = Rc::clone(&self.cx.os);
        let inner = Rc::clone(&os);
        let ran = os.block_on(async move {
            if !catch {
                return (Vec::new(), crate::exec::external::run(child).await);
            }
            let (reader, writer) = crate::os::pipe::pipe(&inner);
            child.fds.set(1, Rc::new(Channel::Writer(writer)));
            let started = inner.start(|_| crate::exec::external::run(child));
            let text = Channel::Reader(reader).read_all(&inner).await.unwrap_or_default();
            let status = match started {
                Some(pid) => inner.wait_for(pid).await.status,
                None => 1,
            };
            (text, status)
        });
        ran.unwrap_or((Vec::new(), 1))
    }
}
