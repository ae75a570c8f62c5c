//! Traps and the signals that reach a shell.

use crate::os::signal;
use crate::shell::{Flow, Shell};

impl Shell {
    /// Runs the action of a trap, if there is one.
    pub(crate) async fn run_trap(&mut self, name: &str) -> Result<(), Flow> {
        let Some(action) = self.traps.get(name).cloned() else { return Ok(()) };
        if action.is_empty() || (self.in_trap && matches!(name, "ERR" | "DEBUG" | "RETURN")) {
            return Ok(());
        }
        if name == "EXIT" {
            // It runs once, whatever it does.
            std::rc::Rc::make_mut(&mut self.traps).remove(name);
        }
        let (status, line) = (self.status, self.line);
        let nested = std::mem::replace(&mut self.in_trap, true);
        if name == "EXIT" {
            self.line = 1;
        }
        let ran = self.run_inner(&action, self.line).await;
        self.in_trap = nested;
        self.line = line;
        match ran {
            Err(Flow::Exit(code)) => Err(Flow::Exit(code)),
            Err(Flow::Return(code)) if !self.frames.is_empty() => Err(Flow::Return(code)),
            Err(Flow::Signal(signal)) => Err(Flow::Signal(signal)),
            Err(other @ (Flow::Break(_) | Flow::Continue(_))) => Err(other),
            _ => {
                self.status = status;
                Ok(())
            }
        }
    }

    /// Deals with the signals that came: runs traps, or ends the shell.
    pub(crate) async fn signals(&mut self) -> Result<(), Flow> {
        if !self.os.has_pending(self.pid) {
            return Ok(());
        }
        for signal in self.os.take_pending(self.pid) {
            let Some(name) = signal::name(signal) else { continue };
            if self.traps.contains_key(name) {
                self.run_trap(name).await?;
            } else if !(self.interactive && matches!(signal, signal::TERM | 3)) {
                return Err(Flow::Signal(signal));
            }
        }
        Ok(())
    }
}
