//! Runs text: a script, the argument of `-c` or `eval`, a line typed at a prompt.

use crate::shell::{Flow, Ran, Shell};
use crate::syntax::{Parser, SyntaxError};

impl Shell {
    /// Runs a whole script; what gives up a command goes on with the next line.
    pub(crate) async fn run_script(&mut self, text: &str) -> Ran {
        self.run(text, 1, true).await
    }

    /// Runs text inside a command: of `eval`, of a trap, of a file that is sourced.
    pub(crate) async fn run_inner(&mut self, text: &str, line: u32) -> Ran {
        self.evaluations += 1;
        let ran = self.run(text, line, false).await;
        self.evaluations -= 1;
        ran
    }

    async fn run(&mut self, text: &str, line: u32, top: bool) -> Ran {
        let mut parser = Parser::new(text, line);
        let mut status = 0;
        let (lenient, nesting) = (self.lenient, self.nesting);
        loop {
            parser.extglob = self.options.has("extglob");
            if self.options.has("expand_aliases") {
                parser.aliases = self.aliases.clone();
            }
            let read = parser.next_line();
            for (line, warning) in std::mem::take(&mut parser.warnings) {
                let prefix = self.prefix_at(line.saturating_sub(1));
                self.write(2, &format!("{prefix}warning: {warning}\n")).await?;
            }
            match read {
                Ok(None) => return Ok(status),
                Ok(Some(_)) if self.options.has("noexec") && !self.interactive => {}
                Ok(Some(list)) => match self.list(&list).await {
                    Ok(ended) => status = ended,
                    Err(Flow::Discard(ended)) if top => {
                        (self.lenient, self.nesting) = (lenient, nesting);
                        self.status = ended;
                        status = ended;
                        if self.interactive {
                            return Ok(ended);
                        }
                    }
                    Err(flow) => return Err(flow),
                },
                Err(error) => {
                    self.syntax_error(&error).await?;
                    self.status = 2;
                    return if top && !self.interactive { Err(Flow::Exit(2)) } else { Ok(2) };
                }
            }
        }
    }

    fn prefix_at(&self, line: u32) -> String {
        if self.interactive {
            return format!("{}: ", self.script);
        }
        let flag = if self.from_argument && self.evaluations == 0 { "-c: " } else { "" };
        let eval = if self.builtin == "eval" && self.evaluations > 0 { "eval: " } else { "" };
        format!("{}: {flag}{eval}line {line}: ", self.script)
    }

    async fn syntax_error(&mut self, error: &SyntaxError) -> Result<(), Flow> {
        let prefix = self.prefix_at(error.line);
        let mut text = format!("{prefix}{}\n", error.message);
        if let Some(shown) = &error.shown
            && !self.interactive
        {
            text.push_str(&format!("{prefix}`{shown}'\n"));
        }
        self.write(2, &text).await?;
        Ok(())
    }
}
