//! The end of a shell: its EXIT trap, and the status it leaves.

use super::Ending;
use crate::shell::{Flow, Ran, Shell};

impl Shell {
    /// Ends a shell after `ran`; gives the exit status.
    pub(crate) async fn finish(&mut self, ran: Ran, ending: Ending) -> i32 {
        let (mut status, mut signal) = match ran {
            Ok(status) | Err(Flow::Exit(status) | Flow::Return(status) | Flow::Discard(status)) => {
                (status, None)
            }
            Err(Flow::Break(_) | Flow::Continue(_)) => (self.status, None),
            Err(Flow::Signal(signal)) => (128 + signal, Some(signal)),
        };
        self.status = status;
        if let Err(flow) = self.run_trap("EXIT").await {
            match flow {
                Flow::Exit(other) => status = other,
                Flow::Signal(other) => signal = Some(other),
                _ => {}
            }
        }
        if ending == Ending::Shell {
            self.fds = crate::os::fds::Fds::default();
        }
        match signal {
            Some(signal) => {
                self.os.note_signal(self.pid, signal);
                128 + signal
            }
            None => status & 0xff,
        }
    }
}
