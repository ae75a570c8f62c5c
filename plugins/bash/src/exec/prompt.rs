//! Prompts: `${name@P}`, and the `PS4` that `set -x` writes.

use crate::shell::{Flow, Shell};

/// A prompt with its escapes expanded.
pub(crate) fn expand(shell: &Shell, text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let home = shell.get("HOME").unwrap_or_default();
        let tilde = match shell.cwd.strip_prefix(&home) {
            Some(rest) if !home.is_empty() => format!("~{rest}"),
            _ => shell.cwd.clone(),
        };
        match chars.next() {
            Some('u') => out.push_str("user"),
            Some('h' | 'H') => out.push_str("localhost"),
            Some('w') => out.push_str(&tilde),
            Some('W') => out.push_str(if tilde == "~" {
                "~"
            } else {
                shell.cwd.rsplit('/').next().unwrap_or("/")
            }),
            Some('$') => out.push('$'),
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('e') => out.push('\x1b'),
            Some('a') => out.push('\x07'),
            Some('s') => out.push_str("bash"),
            Some('\\') => out.push('\\'),
            Some('[' | ']') => {}
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
    }
    out
}

impl Shell {
    /// Writes a line of `set -x`.
    pub(crate) async fn trace(&mut self, text: &str) -> Result<(), Flow> {
        let prompt = self.get("PS4").unwrap_or_else(|| "+ ".into());
        let xtrace = std::mem::replace(&mut self.options.xtrace, false);
        let mut parser = crate::syntax::Parser::new(&prompt, self.line);
        let expanded = match parser.quoted_text() {
            Ok(word) => self.quoted(&word).await,
            Err(_) => Ok(prompt),
        };
        self.options.xtrace = xtrace;
        let prompt = expanded?;
        let levels = usize::try_from(self.evaluations).unwrap_or(0);
        let first: String = prompt.chars().take(1).collect();
        let prefix = first.repeat(levels) + &prompt;
        let fd = self.get("BASH_XTRACEFD").and_then(|text| text.parse().ok()).unwrap_or(2);
        self.write(fd, &format!("{prefix}{text}\n")).await?;
        Ok(())
    }
}
