//! Complaints, in the words and form of bash.

use super::{Flow, Ran, Shell};

impl Shell {
    /// What a complaint begins with: the script and line.
    pub(crate) fn prefix(&self) -> String {
        if self.interactive {
            return format!("{}: ", self.script);
        }
        format!("{}: line {}: ", self.script, self.line)
    }

    /// Writes a complaint to standard error.
    pub(crate) async fn complain(&mut self, message: &str) -> Result<(), Flow> {
        let text = format!("{}{message}\n", self.prefix());
        self.write(2, &text).await?;
        Ok(())
    }

    /// Complains, and gives this status.
    pub(crate) async fn fails(&mut self, status: i32, message: &str) -> Ran {
        self.complain(message).await?;
        Ok(status)
    }

    /// Complains about something no command can go on after: the shell ends, or an interactive one
    /// gives up the line.
    pub(crate) async fn fatal(&mut self, message: &str) -> Flow {
        if let Err(flow) = self.complain(message).await {
            return flow;
        }
        if self.interactive {
            return Flow::Discard(1);
        }
        Flow::Exit(if self.from_argument { 127 } else { 1 })
    }

    /// Complains about something that makes the shell give up the command being run.
    pub(crate) async fn discards(&mut self, message: &str) -> Flow {
        match self.complain(message).await {
            Err(flow) => flow,
            Ok(()) => Flow::Discard(1),
        }
    }
}
