//! Transcripts: what was typed at a prompt, and what came back.
//!
//! Pure text work: which lines are commands, with their prompts taken off, and which are the
//! output of the command before. What a command means is for the plugin that runs it.

use crate::source::Span;

/// The prompts of a language.
struct Prompts {
    /// Fence languages.
    languages: &'static [&'static str],
    /// What a command starts with.
    first: &'static [&'static str],
    /// What its further lines start with.
    next: &'static [&'static str],
    /// Whether a text of that language is a transcript only if it opens with a prompt.
    only_if_prompted: bool,
    /// Whether a command's exit status is part of what a transcript says.
    has_status: bool,
}

const PROMPTS: &[Prompts] = &[
    Prompts {
        languages: &[
            "console",
            "shell-session",
            "shellsession",
            "sh-session",
            "bash-session",
            "terminal",
        ],
        first: &["$ "],
        next: &["> "],
        only_if_prompted: false,
        has_status: true,
    },
    Prompts {
        languages: &["pycon", "python", "py", "python3"],
        first: &[">>> "],
        next: &["... "],
        only_if_prompted: true,
        has_status: false,
    },
    Prompts {
        languages: &["redis", "redis-cli"],
        first: &["127.0.0.1:6379> ", "localhost:6379> ", "redis> ", "> "],
        next: &[],
        only_if_prompted: true,
        has_status: false,
    },
    Prompts {
        languages: &["sql", "sqlite", "sqlite3"],
        first: &["sqlite> "],
        next: &["   ...> "],
        only_if_prompted: true,
        has_status: false,
    },
    Prompts {
        languages: &["javascript", "js"],
        first: &["> "],
        next: &["... ", "| "],
        only_if_prompted: true,
        has_status: false,
    },
];

/// A command of a transcript and what the page says came of it. Spans are in the example's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was typed, without prompts, lines ended by `\n`.
    pub command: String,
    /// Where each of its lines stands, prompt excluded.
    pub lines: Vec<Span>,
    /// The output it is said to have had: whole lines, status line excluded.
    pub output: Span,
    /// The exit status of its `? N` line.
    pub status: Option<i32>,
}

/// A text, read as a transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transcript {
    /// Its commands, in order.
    pub steps: Vec<Step>,
    /// Whether each command has an exit status, which is 0 unless the page says otherwise.
    pub has_status: bool,
}

/// Whether blocks of that language are transcripts whatever they hold.
pub fn is_transcript(lang: &str) -> bool {
    PROMPTS.iter().any(|prompts| !prompts.only_if_prompted && prompts.languages.contains(&lang))
}

/// Reads a text as a transcript; none where it is not one, but source code.
pub fn read(lang: &str, text: &str) -> Option<Transcript> {
    let prompts = PROMPTS.iter().find(|prompts| prompts.languages.contains(&lang))?;
    let said = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let opening = text.lines().find(said).unwrap_or_default();
    if prompts.only_if_prompted && prompts.typed(opening).is_none() {
        return None;
    }
    let mut reader = Reader { prompts, steps: Vec::new(), open: None };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        reader.line(line, start);
        start += line.len();
    }
    Some(Transcript { steps: reader.steps, has_status: prompts.has_status })
}

impl Prompts {
    /// What follows the prompt of a line that has one, and where in the line it starts.
    fn typed<'l>(&self, line: &'l str) -> Option<(usize, &'l str)> {
        let typed = self.first.iter().find_map(|prompt| after(line, prompt));
        typed.or_else(|| match self.languages {
            _ if self.has_status => named(line),
            ["redis", ..] => server(line),
            _ => None,
        })
    }

    /// The same for a line that goes on with a command.
    fn continued<'l>(&self, line: &'l str) -> Option<(usize, &'l str)> {
        self.next.iter().find_map(|prompt| after(line, prompt))
    }
}

/// What follows a prompt, which may stand alone, its space cut off by an editor.
fn after<'l>(line: &'l str, prompt: &str) -> Option<(usize, &'l str)> {
    match line.strip_prefix(prompt) {
        Some(typed) => Some((prompt.len(), typed)),
        None => (line == prompt.trim_end()).then_some((line.len(), "")),
    }
}

/// A prompt with user and host: `ada@web-1:~$ `, `[ada@web-1 ~]$ `.
fn named(line: &str) -> Option<(usize, &str)> {
    let sign = line.find("$ ").or_else(|| line.find("# "))?;
    let before = line.get(..sign)?.trim_start_matches('[');
    let (user, place) = before.split_once('@')?;
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
    let host = place.split([':', ' ']).next().unwrap_or_default();
    let fits = !user.is_empty() && plain(user) && !host.is_empty() && plain(host);
    fits.then(|| (sign + 2, line.get(sign + 2..).unwrap_or_default()))
}

/// The prompt of a Redis client: `127.0.0.1:6379[1](TX)> `, `redis 127.0.0.1:6379> `.
fn server(line: &str) -> Option<(usize, &str)> {
    let sign = line.find("> ")?;
    let before = line.get(..sign)?;
    let before = before.strip_suffix("(TX)").unwrap_or(before);
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let before = match before.split_once('[') {
        Some((host, db)) if db.strip_suffix(']').is_some_and(number) => host,
        _ => before,
    };
    let (host, port) = before.strip_prefix("redis ").unwrap_or(before).rsplit_once(':')?;
    let fits = !host.is_empty() && !host.contains(char::is_whitespace) && number(port);
    fits.then(|| (sign + 2, line.get(sign + 2..).unwrap_or_default()))
}

struct Reader<'p> {
    prompts: &'p Prompts,
    steps: Vec<Step>,
    /// The word that ends the here-document the last command is in.
    open: Option<String>,
}

impl Reader<'_> {
    fn line(&mut self, whole: &str, start: usize) {
        let line = whole.strip_suffix('\n').unwrap_or(whole);
        let end = start + whole.len();
        if self.open.is_none()
            && let Some((skipped, typed)) = self.prompts.typed(line)
        {
            let mut step = Step {
                command: String::new(),
                lines: Vec::new(),
                output: Span::at(end),
                status: None,
            };
            step.add(typed, start + skipped, end);
            self.steps.push(step);
            self.after_line(typed);
            return;
        }
        let Some(step) = self.steps.last_mut() else { return };
        let fresh = step.output.is_empty() && step.status.is_none();
        let joined = self.open.is_some() || step.is_open();
        let continued = self.prompts.continued(line);
        if let Some((skipped, typed)) = continued.filter(|_| fresh) {
            step.add(typed, start + skipped, end);
            self.after_line(typed);
        } else if joined && fresh && self.prompts.has_status {
            step.add(line, start, end);
            self.after_line(line);
        } else if self.prompts.has_status
            && let Some(status) = line.strip_prefix("? ").and_then(|text| text.trim().parse().ok())
        {
            step.status = Some(status);
        } else if step.status.is_none() {
            step.output.end = end;
        }
    }

    /// Follows here-documents: their lines are typed, whatever they look like.
    fn after_line(&mut self, typed: &str) {
        match &self.open {
            Some(word) if typed.trim_start_matches('\t') == word => self.open = None,
            Some(_) => {}
            None if self.prompts.has_status => self.open = here_document(typed),
            None => {}
        }
    }
}

impl Step {
    fn add(&mut self, typed: &str, start: usize, end: usize) {
        self.command.push_str(typed);
        self.command.push('\n');
        self.lines.push(Span::new(start, start + typed.len()));
        self.output = Span::at(end);
    }

    /// Whether the command goes on, by the backslash at its end.
    fn is_open(&self) -> bool {
        let text = self.command.trim_end_matches('\n');
        (text.len() - text.trim_end_matches('\\').len()) % 2 == 1
    }
}

/// The end word of a here-document that a line of shell opens.
fn here_document(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("<<")?;
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    if rest.starts_with('<') {
        return None;
    }
    let word = rest.trim_start();
    let quote = word.chars().next().filter(|c| matches!(c, '\'' | '"'));
    let word: String = match quote {
        Some(quote) => word.chars().skip(1).take_while(|&c| c != quote).collect(),
        None => word.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect(),
    };
    let first = word.chars().next()?;
    (quote.is_some() || first.is_alphabetic() || first == '_').then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(lang: &str, text: &str) -> Vec<(String, String, Option<i32>)> {
        let steps = read(lang, text).map(|read| read.steps).unwrap_or_default();
        let steps = steps.into_iter();
        steps
            .map(|step| {
                (step.command, text[step.output.start..step.output.end].to_owned(), step.status)
            })
            .collect()
    }

    fn step(command: &str, output: &str, status: Option<i32>) -> (String, String, Option<i32>) {
        (command.to_owned(), output.to_owned(), status)
    }

    #[test]
    fn commands_output_and_status() {
        let text = "$ ls\na\nb\n$ false\n? 1\nada@web-1:~$ echo x\nx\n";
        let want = [
            step("ls\n", "a\nb\n", None),
            step("false\n", "", Some(1)),
            step("echo x\n", "x\n", None),
        ];
        assert_eq!(steps("console", text), want);
    }

    #[test]
    fn a_command_over_several_lines() {
        let text = "$ echo a \\\n  b\na b\n$ for x in 1 2; do\n>   echo $x\n> done\n1\n2\n";
        let want = [
            step("echo a \\\n  b\n", "a b\n", None),
            step("for x in 1 2; do\n  echo $x\ndone\n", "1\n2\n", None),
        ];
        assert_eq!(steps("console", text), want);
    }

    #[test]
    fn a_here_document_is_typed() {
        let text = "$ cat <<'EOF' > f\n$ not a prompt\nEOF\n$ cat <<< word\nword\n";
        let want = [
            step("cat <<'EOF' > f\n$ not a prompt\nEOF\n", "", None),
            step("cat <<< word\n", "word\n", None),
        ];
        assert_eq!(steps("console", text), want);
    }

    #[test]
    fn redis_at_its_prompts() {
        let text = "127.0.0.1:6379> MULTI\nOK\n127.0.0.1:6379(TX)> GET a\nQUEUED\n\
                    redis.example:7000[2]> PING\nPONG\nredis> PING\nPONG\n";
        let want = [
            step("MULTI\n", "OK\n", None),
            step("GET a\n", "QUEUED\n", None),
            step("PING\n", "PONG\n", None),
            step("PING\n", "PONG\n", None),
        ];
        assert_eq!(steps("redis", text), want);
        assert_eq!(read("redis", "SET a 1\nGET a\n"), None);
    }

    #[test]
    fn sqlite_at_its_prompt() {
        let text = "sqlite> SELECT 1,\n   ...>   2;\n1|2\nsqlite> .quit\n";
        let want = [step("SELECT 1,\n  2;\n", "1|2\n", None), step(".quit\n", "", None)];
        assert_eq!(steps("sqlite3", text), want);
    }

    #[test]
    fn python_at_its_prompt() {
        let text = ">>> def f():\n...     return 1\n...\n>>> f()\n1\n\n>>> 2\n2\n";
        let want = [
            step("def f():\n    return 1\n\n", "", None),
            step("f()\n", "1\n\n", None),
            step("2\n", "2\n", None),
        ];
        assert_eq!(steps("pycon", text), want);
        assert_eq!(read("python", "print(1)\n"), None);
    }
}
