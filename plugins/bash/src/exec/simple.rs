//! Simple commands: expansion, assignments, and finding out what the name stands for.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::builtins::{self, Argument};
use crate::os::signal;
use crate::shell::{Flow, Place, Ran, Shell};
use crate::syntax::ast::{Assign, AssignValue, Redirect, Word};
use crate::vars::{Attrs, Value, Variable, quote};

impl Shell {
    /// Runs a simple command.
    pub(super) async fn simple(
        &mut self,
        assigns: &[Assign],
        words: &[Word],
        redirects: &[Redirect],
    ) -> Ran {
        self.os.clock.tick();
        self.substituted = None;
        if self.traps.contains_key("DEBUG") {
            self.run_trap("DEBUG").await?;
        }
        let declares = words.iter().any(|word| word.assign.is_some());
        let mut arguments = Vec::new();
        let mut fields = Vec::with_capacity(words.len());
        for word in words {
            match &word.assign {
                Some(assign) => {
                    let text = match &assign.value {
                        AssignValue::Scalar(word) => Some(self.assigned(word).await?),
                        AssignValue::Array(_) => None,
                    };
                    arguments.push(Argument::Assign(assign, text));
                }
                None if declares => {
                    let mut some = Vec::new();
                    self.fields_of(word, &mut some).await?;
                    arguments.extend(some.into_iter().map(Argument::Text));
                }
                None => self.fields_of(word, &mut fields).await?,
            }
        }
        let ran = if declares {
            self.declaration(assigns, arguments, redirects).await
        } else if fields.is_empty() {
            self.assignments_only(assigns, redirects).await
        } else {
            self.named(assigns, fields, redirects).await
        };
        if let Ok(status) = ran {
            self.statuses.clear();
            self.statuses.push(status);
        }
        ran
    }

    async fn assignments_only(&mut self, assigns: &[Assign], redirects: &[Redirect]) -> Ran {
        let saved = (!redirects.is_empty()).then(|| self.fds.clone());
        if let Some(saved) = saved {
            match self.redirect(redirects).await {
                Ok(kept) => self.restore(saved, &kept),
                Err(flow) => {
                    self.fds = saved;
                    return self.redirect_failed(flow);
                }
            }
        }
        for assign in assigns {
            self.assign_word(assign, Place::Found).await?;
        }
        self.last_argument.clear();
        Ok(self.substituted.unwrap_or(0))
    }

    /// What a failed redirection means for the command: it is not run, and its status is 1.
    fn redirect_failed(&mut self, flow: Flow) -> Ran {
        match flow {
            Flow::Discard(status) if !self.interactive => Ok(status),
            other => Err(other),
        }
    }

    /// `declare` and its kin with assignments among the arguments.
    async fn declaration(
        &mut self,
        assigns: &[Assign],
        mut arguments: Vec<Argument<'_>>,
        redirects: &[Redirect],
    ) -> Ran {
        let function = match arguments.first() {
            Some(Argument::Text(name)) => {
                self.functions.contains_key(name) || self.disabled.contains(name.as_str())
            }
            _ => false,
        };
        if function {
            let fields = arguments.iter().map(told).collect();
            return self.named(assigns, fields, redirects).await;
        }
        let mut before = Vec::new();
        for assign in assigns {
            before.push((assign.name.clone(), self.vars.get(&assign.name).cloned()));
            self.assign_word(assign, Place::Found).await?;
        }
        while let Some(Argument::Text(name)) = arguments.first()
            && matches!(name.as_str(), "command" | "builtin")
        {
            arguments.remove(0);
        }
        let last = arguments.last().map(told).unwrap_or_default();
        let saved = self.fds.clone();
        let kept = match self.redirect(redirects).await {
            Ok(kept) => kept,
            Err(flow) => {
                self.fds = saved;
                return self.redirect_failed(flow);
            }
        };
        if self.options.xtrace {
            let shown: Vec<String> = arguments
                .iter()
                .map(|argument| match argument {
                    Argument::Text(text) => quote::sparing(text),
                    Argument::Assign(assign, Some(text)) => {
                        format!("{}={}", assign.name, quote::sparing(text))
                    }
                    Argument::Assign(assign, None) => crate::syntax::print::assignment(assign),
                })
                .collect();
            self.trace(&shown.join(" ")).await?;
        }
        let ran = builtins::declare::run(self, arguments).await;
        self.restore(saved, &kept);
        for (name, variable) in before {
            match variable {
                Some(variable) => *self.vars.change(&name) = variable,
                None => self.vars.remove(&name),
            }
        }
        self.last_argument = last;
        ran
    }

    async fn named(
        &mut self,
        assigns: &[Assign],
        fields: Vec<String>,
        redirects: &[Redirect],
    ) -> Ran {
        if fields[0] == "exec" && !self.functions.contains_key("exec") {
            return self.exec(assigns, &fields, redirects).await;
        }
        let saved = (!redirects.is_empty()).then(|| self.fds.clone());
        let mut kept = Vec::new();
        if let Some(saved) = &saved {
            match self.redirect(redirects).await {
                Ok(fds) => kept = fds,
                Err(flow) => {
                    self.fds = saved.clone();
                    return self.redirect_failed(flow);
                }
            }
        }
        let ran = self.with_assigns(assigns, fields).await;
        if let Some(saved) = saved {
            self.restore(saved, &kept);
        }
        ran
    }

    /// Runs a command under assignments that hold for it alone.
    async fn with_assigns(&mut self, assigns: &[Assign], fields: Vec<String>) -> Ran {
        if assigns.is_empty() {
            if self.options.xtrace {
                self.trace_fields(&fields).await?;
            }
            return self.dispatch(fields, true).await;
        }
        let mut scope = BTreeMap::new();
        for assign in assigns {
            if let AssignValue::Scalar(word) = &assign.value {
                let mut value = self.assigned(word).await?;
                if self.vars.get(&assign.name).is_some_and(|variable| variable.attrs.readonly) {
                    let message = format!("{}: readonly variable", assign.name);
                    return Err(self.discards(&message).await);
                }
                if assign.append {
                    value = self.get(&assign.name).unwrap_or_default() + &value;
                }
                if self.options.xtrace {
                    self.trace(&format!("{}={}", assign.name, quote::sparing(&value))).await?;
                }
                let attrs = Attrs { export: true, ..Attrs::default() };
                scope.insert(assign.name.clone(), Variable { value: Value::Scalar(value), attrs });
            }
        }
        if self.options.xtrace {
            self.trace_fields(&fields).await?;
        }
        let depth = self.vars.depth();
        self.vars.push(scope);
        let ran = self.dispatch(fields, true).await;
        while self.vars.depth() > depth {
            self.vars.pop();
        }
        ran
    }

    async fn trace_fields(&mut self, fields: &[String]) -> Result<(), Flow> {
        let shown: Vec<String> = fields.iter().map(|field| quote::sparing(field)).collect();
        self.trace(&shown.join(" ")).await
    }

    /// Runs what a name stands for: a function, a builtin, a command.
    pub(crate) async fn dispatch(&mut self, fields: Vec<String>, functions: bool) -> Ran {
        let last = fields.last().cloned().unwrap_or_default();
        let ran = self.dispatched(fields, functions).await;
        self.last_argument = last;
        ran
    }

    async fn dispatched(&mut self, mut fields: Vec<String>, functions: bool) -> Ran {
        let gives_place = std::mem::take(&mut self.gives_place);
        if functions && let Some(function) = self.functions.get(&fields[0]).cloned() {
            let name = fields.remove(0);
            return self.call(&name, &function, fields).await;
        }
        if let Some((name, builtin)) = self.builtin_named(&fields[0]) {
            self.builtin = name;
            return builtin(self, &fields).await;
        }
        self.external(fields, gives_place).await
    }

    /// Runs a command that is no builtin; where it takes the shell's place, that is its end.
    async fn external(&mut self, fields: Vec<String>, gives_place: bool) -> Ran {
        let mut env = self.vars.exported();
        let at = self.remembered(&fields[0]);
        env.insert("_".into(), at.clone().unwrap_or_else(|| fields[0].clone()));
        let mut fds = self.fds.clone();
        self.close_coprocs(&mut fds);
        let cx = super::external::Cx {
            os: Rc::clone(&self.os),
            fds,
            cwd: self.cwd.clone(),
            env,
            args: fields,
            pid: if gives_place { self.pid } else { self.os.next_pid() },
            out: Vec::new(),
            complaints: self.prefix(),
            at,
        };
        let pid = cx.pid;
        let shown = cx.args.join(" ");
        if gives_place {
            self.forget_caught();
            return Err(Flow::Exit(super::external::run(cx).await));
        }
        let status = super::external::run(cx).await;
        if let Some(ended) = self.os.end_of(pid) {
            self.os.reap(pid);
            if let Some(signal) = ended.signal {
                self.obituary(pid, signal, &shown, true).await?;
            }
        }
        self.os.give_way().await;
        if status == 128 + signal::INT {
            return Err(Flow::Signal(signal::INT));
        }
        Ok(status)
    }

    /// Where a command is that `PATH` or `hash` leads to; it counts as used.
    fn remembered(&mut self, name: &str) -> Option<String> {
        if name.contains('/') {
            return None;
        }
        let path = match self.hashed.get(name) {
            Some(path) => path.to_owned(),
            None => {
                let search = self.get("PATH").unwrap_or_default();
                match super::external::find(&self.os, &self.cwd, &search, name) {
                    super::external::Lookup::Found(path, _) => path,
                    super::external::Lookup::Not { .. } => return None,
                }
            }
        };
        Rc::make_mut(&mut self.hashed).hit(name, &path);
        Some(path)
    }

    /// `exec`: redirections stay, or a command takes the shell's place.
    async fn exec(&mut self, assigns: &[Assign], fields: &[String], redirects: &[Redirect]) -> Ran {
        for assign in assigns {
            self.assign_word(assign, Place::Found).await?;
        }
        if let Err(flow) = self.redirect(redirects).await {
            return Err(match flow {
                Flow::Discard(status) if !self.interactive => Flow::Exit(status),
                other => other,
            });
        }
        self.substitutions.clear();
        let mut arguments = fields[1..].to_vec();
        while let Some(flag) = arguments.first().filter(|text| text.starts_with('-')) {
            let takes = flag == "-a";
            arguments.drain(..if takes { 2.min(arguments.len()) } else { 1 });
        }
        if arguments.is_empty() {
            return Ok(0);
        }
        if self.options.xtrace {
            self.trace_fields(fields).await?;
        }
        let found = super::external::find(
            &self.os,
            &self.cwd,
            &self.get("PATH").unwrap_or_default(),
            &arguments[0],
        );
        if let super::external::Lookup::Not { status, message } = found {
            let message = message.replace("command not found", "not found");
            let exec = if arguments[0].contains('/') { "" } else { "exec: " };
            self.complain(&format!("{exec}{message}")).await?;
            Rc::make_mut(&mut self.traps).remove("EXIT");
            return if self.interactive { Ok(status) } else { Err(Flow::Exit(status)) };
        }
        self.external(arguments, true).await
    }

    /// What takes the shell's place runs none of its traps, the one for EXIT neither; signals that
    /// are ignored stay so.
    fn forget_caught(&mut self) {
        Rc::make_mut(&mut self.traps).retain(|_, action| action.is_empty());
        self.os.replace(self.pid);
    }
}

/// An argument as a function gets it.
fn told(argument: &Argument<'_>) -> String {
    match argument {
        Argument::Text(text) => text.clone(),
        Argument::Assign(assign, Some(text)) => format!("{}={text}", assign.name),
        Argument::Assign(assign, None) => crate::syntax::print::assignment(assign),
    }
}
