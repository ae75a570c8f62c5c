//! Prompts: `${name@P}`, and the `PS4` that `set -x` writes.

use crate::builtins::time_format;
use crate::shell::{Flow, Shell};

/// A prompt with its backslash escapes replaced. What may be expanded after that is escaped where it
/// must stay as it is.
fn decoded(shell: &Shell, text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    let vars = shell.options.has("promptvars");
    let time = |template: &str| time_format::format(template, seconds(shell), 0);
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('u') => out.push_str("user"),
            Some('h' | 'H') => out.push_str("localhost"),
            Some(c @ ('w' | 'W')) => {
                let folder = folder(shell, c == 'W');
                out.push_str(&if vars { guarded(&folder) } else { folder });
            }
            Some('$') => out.push_str(if vars { "\\$" } else { "$" }),
            Some('d') => out.push_str(&time("%a %b %d")),
            Some('t') => out.push_str(&time("%H:%M:%S")),
            Some('T') => out.push_str(&time("%I:%M:%S")),
            Some('@') => out.push_str(&time("%I:%M %p")),
            Some('A') => out.push_str(&time("%H:%M")),
            Some('D') if chars.peek() == Some(&'{') => {
                chars.next();
                let template: String = chars.by_ref().take_while(|c| *c != '}').collect();
                out.push_str(&time(if template.is_empty() { "%X" } else { &template }));
            }
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('e') => out.push('\x1b'),
            Some('a') => out.push('\x07'),
            Some('s') => out.push_str(shell.name.rsplit('/').next().unwrap_or_default()),
            Some('v') => out.push_str("5.2"),
            Some('V') => out.push_str("5.2.15"),
            Some('j') => out.push_str(&shell.jobs.len().to_string()),
            Some('l') => out.push_str("tty"),
            Some('!' | '#') => out.push_str(&shell.history.len().max(1).to_string()),
            Some('\\') => out.push('\\'),
            Some('[' | ']') => {}
            Some(first) if first.is_digit(8) => {
                let mut code = first.to_digit(8).unwrap_or(0);
                for _ in 0..2 {
                    let Some(digit) = chars.peek().and_then(|c| c.to_digit(8)) else { break };
                    code = code * 8 + digit;
                    chars.next();
                }
                out.extend(char::from_u32(code & 0xff));
            }
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
    }
    out
}

fn seconds(shell: &Shell) -> i64 {
    i64::try_from(shell.os.clock.seconds()).unwrap_or(0)
}

/// The working folder as prompts show it; `last`: only its last part.
fn folder(shell: &Shell, last: bool) -> String {
    let home = shell.get("HOME").unwrap_or_default();
    let tilde = match shell.cwd.strip_prefix(&home) {
        Some(rest) if !home.is_empty() && (rest.is_empty() || rest.starts_with('/')) => {
            format!("~{rest}")
        }
        _ => shell.cwd.clone(),
    };
    if !last || tilde == "~" || tilde == "/" {
        return tilde;
    }
    tilde.rsplit('/').next().unwrap_or_default().to_owned()
}

/// Text that means nothing between double quotes.
fn guarded(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if matches!(c, '$' | '`' | '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

impl Shell {
    /// A prompt: its escapes, then what is expanded between double quotes.
    pub(crate) async fn prompt(&mut self, text: &str) -> Result<String, Flow> {
        let decoded = decoded(self, text);
        if !self.options.has("promptvars") {
            return Ok(decoded);
        }
        let mut parser = crate::syntax::Parser::new(&decoded, self.line);
        match parser.prompt_text() {
            Ok(word) => self.quoted(&word).await,
            Err(_) => Ok(decoded),
        }
    }

    /// Writes a line of `set -x`.
    pub(crate) async fn trace(&mut self, text: &str) -> Result<(), Flow> {
        let prompt = self.get("PS4").unwrap_or_else(|| "+ ".into());
        let xtrace = std::mem::replace(&mut self.options.xtrace, false);
        let expanded = self.prompt(&prompt).await;
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
