//! Variables that compute themselves: time, random numbers, the call stack.

use std::rc::Rc;

use super::Shell;
use super::options::{SET, SHOPT};
use crate::vars::Value;

impl Shell {
    /// The value of a variable that computes itself.
    pub(crate) fn dynamic(&self, name: &str) -> Option<Value> {
        if name == "_" {
            return Some(Value::Scalar(self.last_argument.clone()));
        }
        // Most names are told by their first letter.
        if !name.starts_with(['R', 'S', 'E', 'L', 'B', 'F', 'D', 'P']) {
            return None;
        }
        let clock = &self.os.clock;
        let text = match name {
            "RANDOM" => self.next_random().to_string(),
            "SRANDOM" => self.os.random.below(1 << 32).to_string(),
            "SECONDS" => (self.whole_seconds() + self.seconds_base).to_string(),
            "EPOCHSECONDS" => clock.seconds().to_string(),
            "EPOCHREALTIME" => {
                let micros = clock.now() / 1000;
                format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
            }
            "LINENO" => self.line.to_string(),
            "BASH_COMMAND" => self
                .current
                .as_ref()
                .map(|command| crate::syntax::print::single(command))
                .unwrap_or_default(),
            "BASHPID" => self.pid.to_string(),
            "BASH_SUBSHELL" => self.subshell.to_string(),
            "FUNCNAME" if self.frames.iter().all(|frame| frame.function == "source") => {
                return None;
            }
            "FUNCNAME" => return Some(self.calls("main", |frame| frame.function.clone())),
            "BASH_SOURCE" if self.from_argument || self.interactive => {
                return Some(indexed(
                    self.frames.iter().rev().map(|frame| frame.source.clone()).collect(),
                ));
            }
            "BASH_SOURCE" => return Some(self.calls(&self.name, |frame| frame.source.clone())),
            "BASH_LINENO" => return Some(self.calls("0", |frame| frame.line.to_string())),
            "PIPESTATUS" => {
                return Some(indexed(self.statuses.iter().map(i32::to_string).collect()));
            }
            "DIRSTACK" => {
                let all = std::iter::once(&self.cwd).chain(self.folders.iter().rev());
                return Some(indexed(all.cloned().collect()));
            }
            "SHELLOPTS" => self.listed(SET.iter().map(|(name, _)| *name)),
            "BASHOPTS" => self.listed(SHOPT.iter().map(|(name, _)| *name)),
            _ => return None,
        };
        Some(Value::Scalar(text))
    }

    /// bash's generator (the minimal standard one, folded), so that `RANDOM=42` gives what it gives
    /// there.
    fn next_random(&self) -> u32 {
        let (mut state, last) = self.random.get();
        loop {
            let from = i64::from(if state == 0 { 123_459_876 } else { state });
            let next = 16_807 * (from % 127_773) - 2_836 * (from / 127_773);
            let next = if next < 0 { next + 0x7fff_ffff } else { next };
            state = u32::try_from(next & 0xffff_ffff).unwrap_or(0);
            let value = ((state >> 16) ^ (state & 0xffff)) & 0x7fff;
            if value != last {
                self.random.set((state, value));
                return value;
            }
        }
    }

    fn whole_seconds(&self) -> i64 {
        i64::try_from(self.os.clock.elapsed() / 1_000_000_000).unwrap_or(i64::MAX)
    }

    /// One text of each call, innermost first, and what stands for the script itself.
    fn calls(&self, last: &str, of: impl Fn(&super::Frame) -> String) -> Value {
        let mut all: Vec<String> = self.frames.iter().rev().map(of).collect();
        all.push(last.to_owned());
        indexed(all)
    }

    fn listed<'a>(&self, names: impl Iterator<Item = &'a str>) -> String {
        names.filter(|name| self.options.has(name)).collect::<Vec<_>>().join(":")
    }

    /// Takes what is assigned to such a variable; `false` where it is an ordinary one.
    pub(super) fn set_dynamic(&mut self, name: &str, text: &str) -> bool {
        match name {
            "SECONDS" => {
                self.seconds_base = text.trim().parse::<i64>().unwrap_or(0) - self.whole_seconds();
                true
            }
            "RANDOM" => {
                let seed = text.trim().parse::<i64>().unwrap_or(0);
                self.random.set((u32::try_from(seed & 0xffff_ffff).unwrap_or(0), 0));
                true
            }
            "_" | "SRANDOM" | "EPOCHSECONDS" | "EPOCHREALTIME" | "LINENO" | "BASHPID"
            | "FUNCNAME" => true,
            _ => false,
        }
    }
}

/// An indexed array of these.
pub(crate) fn indexed(all: Vec<String>) -> Value {
    Value::Indexed(Rc::new((0..).zip(all).collect()))
}
