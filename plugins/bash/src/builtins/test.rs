//! `test` and `[`, and the primaries `[[` shares with them.

use crate::os::node::{Kind, Node, USER};
use crate::shell::{Ran, Shell};
use crate::syntax::{is_binary, is_unary};
use crate::vars::Value;

/// What came of a primary.
pub(crate) enum Checked {
    Is(bool),
    /// It makes no sense; the complaint.
    Wrong(String),
}

/// Compares two numbers.
pub(crate) fn compare(op: &str, left: i64, right: i64) -> bool {
    match op {
        "-eq" => left == right,
        "-ne" => left != right,
        "-lt" => left < right,
        "-le" => left <= right,
        "-gt" => left > right,
        _ => left >= right,
    }
}

/// A unary primary.
pub(crate) fn unary(shell: &Shell, op: &str, text: &str) -> Checked {
    let node = || -> Option<Node> { shell.os.files.find(&shell.cwd, text).ok() };
    let kind = |wanted: fn(&Kind) -> bool| node().is_some_and(|node| wanted(&node.kind.borrow()));
    Checked::Is(match op {
        "-z" => text.is_empty(),
        "-n" => !text.is_empty(),
        "-a" | "-e" => node().is_some() || descriptor(shell, text),
        "-f" => node().is_some_and(|node| node.is_file()),
        "-d" => node().is_some_and(|node| node.is_folder()),
        "-h" | "-L" => shell.os.files.find_link(&shell.cwd, text).is_ok_and(|node| node.is_link()),
        "-p" => kind(|kind| matches!(kind, Kind::Fifo(_))) || (descriptor(shell, text)),
        "-c" => kind(|kind| matches!(kind, Kind::Device(_))),
        "-b" | "-S" => false,
        "-s" => node().is_some_and(|node| node.size() > 0),
        "-r" => node().is_some_and(|node| node.allows(4)),
        "-w" => node().is_some_and(|node| node.allows(2)),
        "-x" => node().is_some_and(|node| node.allows(1)),
        "-u" => node().is_some_and(|node| node.mode.get() & 0o4000 != 0),
        "-g" => node().is_some_and(|node| node.mode.get() & 0o2000 != 0),
        "-k" => node().is_some_and(|node| node.mode.get() & 0o1000 != 0),
        "-O" | "-G" => node().is_some_and(|node| node.owner == USER),
        "-N" => node().is_some_and(|node| node.modified.get() > node.accessed.get()),
        "-t" => text
            .parse()
            .ok()
            .and_then(|fd| shell.fds.get(fd))
            .is_some_and(|file| file.is_terminal()),
        "-o" => {
            shell.options.has(text)
                && crate::shell::options::SET.iter().any(|(name, _)| *name == text)
        }
        "-v" => is_set(shell, text),
        "-R" => shell.vars.get(text).is_some_and(|variable| variable.attrs.nameref),
        _ => return Checked::Wrong(format!("{op}: unary operator expected")),
    })
}

/// A path under `/dev/fd` is there while the descriptor is open.
fn descriptor(shell: &Shell, text: &str) -> bool {
    text.strip_prefix("/dev/fd/")
        .and_then(|fd| fd.parse().ok())
        .is_some_and(|fd| shell.fds.get(fd).is_some())
}

fn is_set(shell: &Shell, text: &str) -> bool {
    if let Ok(number) = text.parse::<usize>() {
        return number == 0 || shell.positional.len() >= number;
    }
    let Some((name, index)) = text.split_once('[') else { return shell.get(text).is_some() };
    let index = index.trim_end_matches(']');
    match index {
        "@" | "*" => shell
            .value(name)
            .is_some_and(|value| !value.all().is_empty() || matches!(value, Value::Scalar(_))),
        _ => shell.element(name, index.trim_matches(['"', '\''])).is_some(),
    }
}

/// A binary primary.
pub(crate) fn binary(shell: &mut Shell, op: &str, left: &str, right: &str) -> Checked {
    let find = |path: &str| shell.os.files.find(&shell.cwd, path).ok();
    Checked::Is(match op {
        "=" | "==" => left == right,
        "!=" => left != right,
        "<" => left < right,
        ">" => left > right,
        "-nt" => match (find(left), find(right)) {
            (Some(left), Some(right)) => left.modified.get() > right.modified.get(),
            (left, _) => left.is_some(),
        },
        "-ot" => match (find(left), find(right)) {
            (Some(left), Some(right)) => left.modified.get() < right.modified.get(),
            (_, right) => right.is_some(),
        },
        "-ef" => match (find(left), find(right)) {
            (Some(left), Some(right)) => left.number == right.number,
            _ => false,
        },
        _ => return Checked::Wrong(format!("{op}: binary operator expected")),
    })
}

pub(super) async fn test(shell: &mut Shell, args: &[String]) -> Ran {
    evaluate(shell, &args[0], &args[1..]).await
}

pub(super) async fn bracket(shell: &mut Shell, args: &[String]) -> Ran {
    match args.split_last() {
        Some((last, rest)) if last == "]" && !rest.is_empty() => {
            evaluate(shell, "[", &rest[1..]).await
        }
        _ => shell.fails(2, "[: missing `]'").await,
    }
}

async fn evaluate(shell: &mut Shell, name: &str, args: &[String]) -> Ran {
    let mut reader = Reader { shell, args, at: 0, depth: 0 };
    let outcome = reader.whole();
    match outcome {
        Ok(holds) => Ok(i32::from(!holds)),
        Err(message) => shell.fails(2, &format!("{name}: {message}")).await,
    }
}

/// Reads the arguments of `test`.
struct Reader<'a> {
    shell: &'a mut Shell,
    args: &'a [String],
    at: usize,
    depth: usize,
}

type Held = Result<bool, String>;

impl Reader<'_> {
    fn word(&self, ahead: usize) -> Option<&str> {
        self.args.get(self.at + ahead).map(String::as_str)
    }

    /// As POSIX has it: what the arguments mean depends on how many there are.
    fn whole(&mut self) -> Held {
        match self.args.len() {
            0 => Ok(false),
            1 => Ok(!self.args[0].is_empty()),
            2 => self.two(0),
            3 => self.three(0),
            4 if self.args[0] == "!" => Ok(!self.three(1)?),
            4 if self.args[0] == "(" && self.args[3] == ")" => self.two(1),
            _ => {
                let held = self.or()?;
                match self.word(0) {
                    Some(_) => Err("too many arguments".into()),
                    None => Ok(held),
                }
            }
        }
    }

    fn two(&mut self, at: usize) -> Held {
        let (op, text) = (&self.args[at], &self.args[at + 1]);
        if op == "!" {
            return Ok(text.is_empty());
        }
        if is_unary(op) {
            return self.unary(&op.clone(), &text.clone());
        }
        Err(format!("{op}: unary operator expected"))
    }

    fn three(&mut self, at: usize) -> Held {
        let [left, op, right] = [0, 1, 2].map(|n| self.args[at + n].clone());
        if is_binary(&op) && op != "=~" {
            return self.binary(&op, &left, &right);
        }
        match op.as_str() {
            "-a" => Ok(!left.is_empty() && !right.is_empty()),
            "-o" => Ok(!left.is_empty() || !right.is_empty()),
            _ if left == "!" => Ok(!self.two(at + 1)?),
            _ if left == "(" && right == ")" => Ok(!op.is_empty()),
            _ => Err(format!("{op}: binary operator expected")),
        }
    }

    fn or(&mut self) -> Held {
        let mut held = self.and()?;
        while self.word(0) == Some("-o") {
            self.at += 1;
            held |= self.and()?;
        }
        Ok(held)
    }

    fn and(&mut self) -> Held {
        let mut held = self.not()?;
        while self.word(0) == Some("-a") {
            self.at += 1;
            held &= self.not()?;
        }
        Ok(held)
    }

    fn not(&mut self) -> Held {
        self.depth += 1;
        if self.depth > 100 {
            return Err("too many arguments".into());
        }
        let held = if self.word(0) == Some("!") {
            self.at += 1;
            self.not().map(|held| !held)
        } else {
            self.primary()
        };
        self.depth -= 1;
        held
    }

    fn primary(&mut self) -> Held {
        let Some(first) = self.word(0).map(str::to_owned) else {
            return Err("argument expected".into());
        };
        if first == "(" {
            self.at += 1;
            let held = self.or()?;
            if self.word(0) != Some(")") {
                return Err("`)' expected".into());
            }
            self.at += 1;
            return Ok(held);
        }
        if let (Some(op), Some(right)) = (self.word(1), self.word(2))
            && is_binary(op)
        {
            let (op, right) = (op.to_owned(), right.to_owned());
            self.at += 3;
            return self.binary(&op, &first, &right);
        }
        if is_unary(&first)
            && let Some(text) = self.word(1)
        {
            let text = text.to_owned();
            self.at += 2;
            return self.unary(&first, &text);
        }
        self.at += 1;
        Ok(!first.is_empty())
    }

    fn unary(&mut self, op: &str, text: &str) -> Held {
        match unary(self.shell, op, text) {
            Checked::Is(held) => Ok(held),
            Checked::Wrong(message) => Err(message),
        }
    }

    fn binary(&mut self, op: &str, left: &str, right: &str) -> Held {
        if matches!(op, "-eq" | "-ne" | "-lt" | "-le" | "-gt" | "-ge") {
            return Ok(compare(op, integer(left)?, integer(right)?));
        }
        match binary(self.shell, op, left, right) {
            Checked::Is(held) => Ok(held),
            Checked::Wrong(message) => Err(message),
        }
    }
}

fn integer(text: &str) -> Result<i64, String> {
    let trimmed = text.trim();
    trimmed
        .strip_prefix('+')
        .unwrap_or(trimmed)
        .parse()
        .map_err(|_| format!("{text}: integer expression expected"))
}
