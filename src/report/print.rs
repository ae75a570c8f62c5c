//! The terminal: standard output for reports, standard error for progress and failures.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How to write to the terminal.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// Whether progress is shown where standard error is a terminal.
    pub progress: bool,
    /// `--quiet`: nothing but failures and findings.
    pub quiet: bool,
}

impl Terminal {
    /// Writes a report. Colours are taken out where standard output is no terminal.
    pub fn report(self, text: &str) {
        anstream::print!("{text}");
    }

    /// Says something that is not a report.
    pub fn say(self, text: &str) {
        if !self.quiet {
            anstream::println!("{text}");
        }
    }

    /// Shows, on standard error, what keeps the job from being done.
    pub fn complain(self, text: &str) {
        anstream::eprint!("{text}");
    }

    /// Says why the job could not be done.
    pub fn fail(self, why: &str) {
        anstream::eprintln!("\u{1b}[1;31merror\u{1b}[0m: {why}");
    }

    /// Says what did not go well and does not matter to the result.
    pub fn warn(self, what: &str) {
        anstream::eprintln!("\u{1b}[1;33mwarning\u{1b}[0m: {what}");
    }

    /// A progress bar that shows itself only after a second, and only on a terminal.
    pub fn bar(self, what: &'static str) -> Progress {
        let target = if self.progress && !self.quiet {
            ProgressDrawTarget::stderr_with_hz(10)
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len}") {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(what);
        Progress(bar)
    }

    /// What another program says while it works, a line at a time; only on a terminal.
    pub fn steps(self) -> Progress {
        let target = if self.progress && !self.quiet {
            ProgressDrawTarget::stderr_with_hz(10)
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{elapsed} {wide_msg}") {
            bar.set_style(style);
        }
        Progress(bar)
    }
}

/// A running bar; it goes away when dropped.
#[derive(Debug)]
pub struct Progress(ProgressBar);

impl Progress {
    /// How much there is to do.
    pub fn total(&self, total: usize) {
        self.0.set_length(total as u64);
    }

    /// The line to show now.
    pub fn tell(&self, line: &str) {
        self.0.set_message(line.trim().to_owned());
        self.0.tick();
    }

    /// One more done.
    pub fn advance(&self) {
        self.0.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
