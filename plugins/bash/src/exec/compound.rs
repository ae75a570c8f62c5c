//! Compound commands.

use std::rc::Rc;

use crate::expand::arith;
use crate::expand::pattern::Pattern;
use crate::shell::{Flow, Function, Place, Ran, Shell};
use crate::syntax::ast::{Arm, ArmEnd, Command, Kind, List, Word};
use crate::vars::Value;

impl Shell {
    /// Runs a compound command whose redirections are in place.
    pub(super) async fn compound(&mut self, kind: &Kind, command: &Rc<Command>) -> Ran {
        match kind {
            Kind::Simple { assigns, words } => self.simple(assigns, words, &[]).await,
            Kind::Group(list) => self.list(list).await,
            Kind::Subshell(list) => {
                self.line = command.line;
                self.subshell(list, command).await
            }
            Kind::If { arms, otherwise } => self.if_command(arms, otherwise.as_ref()).await,
            Kind::While { until, condition, body } => {
                self.while_command(*until, condition, body).await
            }
            Kind::For { name, words, body } => {
                self.line = command.line;
                self.for_command(name, words.as_deref(), body).await
            }
            Kind::Select { name, words, body } => {
                self.line = command.line;
                self.select_command(name, words.as_deref(), body).await
            }
            Kind::ArithFor { init, condition, step, body } => {
                self.line = command.line;
                self.arith_for((init, condition, step), body).await
            }
            Kind::Case { word, arms } => {
                self.line = command.line;
                self.case_command(word, arms).await
            }
            Kind::Arith(word) => {
                self.line = command.line;
                if self.options.xtrace {
                    self.trace(&format!("(( {} ))", word.raw.trim())).await?;
                }
                let status = self.arith_status(word).await?;
                self.remember_statuses(&[status]);
                Ok(status)
            }
            Kind::Test(expr) => {
                self.line = command.line;
                let status = self.conditional(expr).await?;
                self.remember_statuses(&[status]);
                Ok(status)
            }
            Kind::Coproc { name, body } => self.coproc(name, body, command).await,
            Kind::Function { name, body } => self.define(name, body, command.line).await,
        }
    }

    /// The status of `((…))`: a mistake is a failure, not more.
    async fn arith_status(&mut self, word: &Word) -> Ran {
        let text = self.quoted(word).await?;
        match arith::eval(self, &text) {
            Ok(value) => Ok(i32::from(value == 0)),
            Err(arith::ArithError::Unbound(name)) => {
                Err(self.fatal(&format!("{name}: unbound variable")).await)
            }
            Err(error) => self.fails(1, &format!("((: {error}")).await,
        }
    }

    async fn define(&mut self, name: &str, body: &Rc<Command>, line: u32) -> Ran {
        let source = if self.interactive || self.from_argument {
            "environment".to_owned()
        } else {
            self.script.clone()
        };
        let function = Function { body: Rc::clone(body), source, line };
        Rc::make_mut(&mut self.functions).insert(name.to_owned(), Rc::new(function));
        Ok(0)
    }

    async fn subshell(&mut self, list: &Rc<List>, command: &Command) -> Ran {
        if std::mem::take(&mut self.gives_place) {
            return Err(Flow::Exit(self.list(list).await?));
        }
        let (list, parent) = (Rc::clone(list), &*self);
        let started = self.os.start(|pid| parent.fork(pid).run_subshell(list));
        let Some(pid) = started else { return Err(self.no_fork().await) };
        let ended = self.os.wait_for(pid).await;
        self.os.reap(pid);
        self.remember_statuses(&[ended.status]);
        if let Some(signal) = ended.signal {
            let text = crate::syntax::print::single(command);
            self.obituary(pid, signal, &text, true).await?;
        }
        Ok(ended.status)
    }

    async fn if_command(&mut self, arms: &[(List, List)], otherwise: Option<&List>) -> Ran {
        for (condition, body) in arms {
            if self.condition(condition).await? == 0 {
                return self.list(body).await;
            }
        }
        match otherwise {
            Some(body) => self.list(body).await,
            None => Ok(0),
        }
    }

    /// Runs a condition, whose failure `set -e` lets pass.
    async fn condition(&mut self, list: &List) -> Ran {
        self.lenient += 1;
        let ran = self.list(list).await;
        self.lenient -= 1;
        ran
    }

    async fn while_command(&mut self, until: bool, condition: &List, body: &List) -> Ran {
        let mut status = 0;
        loop {
            self.loops += 1;
            let held = self.condition(condition).await;
            self.loops -= 1;
            let mut held_status = 0;
            match leave(held, &mut held_status)? {
                Step::On if (held_status == 0) == until => return Ok(status),
                Step::On => {}
                Step::Out => return Ok(0),
            }
            let ran = self.body(body).await;
            if let Step::Out = leave(ran, &mut status)? {
                return Ok(0);
            }
        }
    }

    /// Runs the body of a loop once.
    async fn body(&mut self, body: &List) -> Ran {
        self.loops += 1;
        self.breathe().await;
        let ran = self.list(body).await;
        self.loops -= 1;
        ran
    }

    async fn for_command(&mut self, name: &str, words: Option<&[Word]>, body: &List) -> Ran {
        let values = match words {
            Some(words) => self.fields(words).await?,
            None => self.positional.to_vec(),
        };
        let line = self.line;
        let mut status = 0;
        for value in values {
            self.line = line;
            if self.options.xtrace {
                let words: Vec<&str> = words.map_or(vec!["\"$@\""], |words| {
                    words.iter().map(|word| word.raw.as_str()).collect()
                });
                self.trace(&format!("for {name} in {}", words.join(" "))).await?;
            }
            // A nameref is led elsewhere; what it led to stays.
            let done = if self.vars.get(name).is_some_and(|variable| variable.attrs.nameref) {
                self.set_value(name, Value::Scalar(value), Place::Global)
            } else {
                self.set(name, &value)
            };
            if let Err(denied) = done {
                return Err(self.discards(&denied.message).await);
            }
            let ran = self.body(body).await;
            if let Step::Out = leave(ran, &mut status)? {
                return Ok(0);
            }
        }
        Ok(status)
    }

    async fn arith_for(
        &mut self,
        (init, condition, step): (&Word, &Word, &Word),
        body: &List,
    ) -> Ran {
        let line = self.line;
        let mut status = 0;
        self.loop_number(init).await?;
        loop {
            self.line = line;
            if !condition.raw.trim().is_empty() && self.loop_number(condition).await? == 0 {
                return Ok(status);
            }
            let ran = self.body(body).await;
            if let Step::Out = leave(ran, &mut status)? {
                return Ok(0);
            }
            self.line = line;
            self.loop_number(step).await?;
        }
    }

    async fn loop_number(&mut self, word: &Word) -> Result<i64, Flow> {
        if self.options.xtrace && !word.raw.trim().is_empty() {
            self.trace(&format!("(( {} ))", word.raw.trim())).await?;
        }
        self.number(word).await
    }

    async fn case_command(&mut self, word: &Word, arms: &[Arm]) -> Ran {
        let text = self.single(word).await?;
        if self.options.xtrace {
            self.trace(&format!("case {} in", word.raw)).await?;
        }
        let fold = self.options.has("nocasematch");
        let mut status = 0;
        let mut through = false;
        for arm in arms {
            let mut hit = std::mem::take(&mut through);
            for pattern in &arm.patterns {
                if hit {
                    break;
                }
                let pattern = self.pattern(pattern).await?;
                hit = Pattern::new(&pattern, self.options.has("extglob"), fold).matches(&text);
            }
            if !hit {
                continue;
            }
            status = self.list(&arm.body).await?;
            match arm.end {
                ArmEnd::Leave => return Ok(status),
                ArmEnd::FallThrough => through = true,
                ArmEnd::TryNext => {}
            }
        }
        Ok(status)
    }

    async fn select_command(&mut self, name: &str, words: Option<&[Word]>, body: &List) -> Ran {
        let values = match words {
            Some(words) => self.fields(words).await?,
            None => self.positional.to_vec(),
        };
        if values.is_empty() {
            return Ok(0);
        }
        let mut show = true;
        let mut status = 0;
        loop {
            if show {
                self.write(2, &menu(&values)).await?;
            }
            let prompt = self.get("PS3").unwrap_or_else(|| "#? ".into());
            self.write(2, &prompt).await?;
            let Some(input) = self.fds.get(0) else { return Ok(1) };
            let line = input.read_until(&self.os, b'\n').await.unwrap_or_default();
            if line.is_empty() {
                self.write(1, "\n").await?;
                return Ok(1);
            }
            let line = crate::os::bytes::decode(&line);
            let reply = line.trim();
            show = reply.is_empty();
            if show {
                continue;
            }
            let chosen = reply.parse::<usize>().ok().and_then(|n| values.get(n.checked_sub(1)?));
            let chosen = chosen.cloned().unwrap_or_default();
            for (name, value) in [("REPLY", reply), (name, chosen.as_str())] {
                if let Err(denied) = self.assign(name, None, value, false, Place::Found) {
                    return Err(self.discards(&denied.message).await);
                }
            }
            let ran = self.body(body).await;
            if let Step::Out = leave(ran, &mut status)? {
                return Ok(0);
            }
        }
    }

    /// Lets others run now and then, so that a loop does not keep them from it.
    async fn breathe(&mut self) {
        self.turns = self.turns.wrapping_add(1);
        if self.turns.is_multiple_of(16) {
            self.os.give_way().await;
        }
    }
}

/// The choices of `select`, as bash lays them out in 80 columns.
fn menu(values: &[String]) -> String {
    let digits = values.len().to_string().len();
    let widest = values.iter().map(|value| value.chars().count()).max().unwrap_or(0) + digits + 2;
    let column = widest + 2;
    let mut columns = (80 / column).max(1);
    let mut rows = values.len().div_ceil(columns);
    columns = values.len().div_ceil(rows);
    if rows == 1 {
        rows = columns;
        columns = 1;
    }
    let mut out = String::new();
    for row in 0..rows {
        let mut at = 0;
        for n in (row..values.len()).step_by(rows).take(columns) {
            let cell = format!("{:>digits$}) {}", n + 1, values[n]);
            out.push_str(&cell);
            at += 1;
            if n + rows < values.len() && at < columns {
                let width = cell.chars().count();
                out.extend(std::iter::repeat_n(' ', column.saturating_sub(width)));
            }
        }
        out.push('\n');
    }
    out
}

/// Whether a loop goes on.
enum Step {
    On,
    Out,
}

/// What the end of a loop's body, or of its condition, means for the loop.
fn leave(ran: Ran, status: &mut i32) -> Result<Step, Flow> {
    match ran {
        Ok(ended) => {
            *status = ended;
            Ok(Step::On)
        }
        Err(Flow::Break(1)) => Ok(Step::Out),
        Err(Flow::Continue(1)) => {
            *status = 0;
            Ok(Step::On)
        }
        Err(Flow::Break(levels)) => Err(Flow::Break(levels - 1)),
        Err(Flow::Continue(levels)) => Err(Flow::Continue(levels - 1)),
        Err(flow) => Err(flow),
    }
}
