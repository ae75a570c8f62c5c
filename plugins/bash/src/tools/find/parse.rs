//! The arguments of `find` to tests and actions.

use super::Expr;
use crate::exec::external::Cx;
use crate::expand::pattern::Pattern;
use crate::tools::mode;
use crate::tools::regex::{Dialect, Matcher};

pub(super) struct Reader<'a> {
    pub(super) args: &'a [String],
    pub(super) at: usize,
    pub(super) cx: &'a Cx,
    pub(super) min: usize,
    pub(super) max: usize,
    pub(super) depth_first: bool,
    pub(super) acts: bool,
}

type Read<T> = Result<T, String>;

/// The operand of `-size`: a sign, a number and a unit.
fn size(text: &str) -> Read<Expr> {
    let sign = text.chars().next().filter(|c| matches!(c, '+' | '-')).unwrap_or('=');
    let digits = text.trim_start_matches(['+', '-']);
    let at = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let unit = match &digits[at..] {
        "" | "b" => 512,
        "c" => 1,
        "w" => 2,
        "k" => 1 << 10,
        "M" => 1 << 20,
        "G" => 1 << 30,
        _ => return Err(format!("invalid -size type `{}'", &digits[at..])),
    };
    let number = digits[..at].parse().map_err(|_| format!("Invalid argument `{text}' to -size"))?;
    Ok(Expr::Size(sign, number, unit))
}

impl Reader<'_> {
    fn peek(&self) -> Option<&str> {
        self.args.get(self.at).map(String::as_str)
    }

    pub(super) fn or(&mut self) -> Read<Expr> {
        let mut left = self.and()?;
        while matches!(self.peek(), Some("-o" | "-or" | ",")) {
            self.at += 1;
            left = Expr::Or(Box::new(left), Box::new(self.and()?));
        }
        Ok(left)
    }

    fn and(&mut self) -> Read<Expr> {
        let mut left = self.not()?;
        while !matches!(self.peek(), None | Some("-o" | "-or" | ")" | ",")) {
            if matches!(self.peek(), Some("-a" | "-and")) {
                self.at += 1;
            }
            left = Expr::And(Box::new(left), Box::new(self.not()?));
        }
        Ok(left)
    }

    fn not(&mut self) -> Read<Expr> {
        match self.peek() {
            Some("!" | "-not") => {
                self.at += 1;
                Ok(Expr::Not(Box::new(self.not()?)))
            }
            Some("(") => {
                self.at += 1;
                let inner = self.or()?;
                if self.peek() != Some(")") {
                    return Err("invalid expression; I was expecting to find a ')' somewhere but did not see one.".into());
                }
                self.at += 1;
                Ok(inner)
            }
            Some(_) => self.primary(),
            None => Err("invalid expression; expected to find an operand".into()),
        }
    }

    fn value(&mut self, name: &str) -> Read<String> {
        self.at += 1;
        self.args.get(self.at - 1).cloned().ok_or(format!("missing argument to `{name}'"))
    }

    fn number(&mut self, name: &str) -> Read<(char, u64)> {
        let text = self.value(name)?;
        let sign = text.chars().next().filter(|c| matches!(c, '+' | '-')).unwrap_or('=');
        let number = text.trim_start_matches(['+', '-']).parse();
        number
            .map(|number| (sign, number))
            .map_err(|_| format!("invalid argument `{text}' to `{name}'"))
    }

    fn primary(&mut self) -> Read<Expr> {
        let name = self.value("")?;
        Ok(match name.as_str() {
            "-name" | "-iname" => {
                Expr::Name(Pattern::new(&self.value(&name)?, false, name == "-iname"))
            }
            "-path" | "-wholename" | "-ipath" => {
                Expr::Path(Pattern::new(&self.value(&name)?, false, name == "-ipath"))
            }
            "-lname" | "-ilname" => {
                Expr::Link(Pattern::new(&self.value(&name)?, false, name == "-ilname"))
            }
            "-regex" | "-iregex" => {
                let text = format!("^({})$", self.value(&name)?);
                Expr::Regex(Matcher::new(&text, Dialect::Extended, name == "-iregex")?)
            }
            "-regextype" => {
                self.value(&name)?;
                Expr::Always(true)
            }
            "-type" => Expr::Type(self.value(&name)?),
            "-size" => size(&self.value(&name)?)?,
            "-mtime" | "-atime" | "-ctime" => {
                let (sign, number) = self.number(&name)?;
                Expr::Age(sign, number, 86_400)
            }
            "-mmin" | "-amin" | "-cmin" => {
                let (sign, number) = self.number(&name)?;
                Expr::Age(sign, number, 60)
            }
            "-newer" => {
                let path = self.value(&name)?;
                let node = self
                    .cx
                    .os
                    .files
                    .find(&self.cx.cwd, &path)
                    .map_err(|errno| format!("‘{path}’: {errno}"))?;
                Expr::Newer(node.modified.get())
            }
            "-perm" => {
                let text = self.value(&name)?;
                let sign = text.chars().next().filter(|c| matches!(c, '/' | '-')).unwrap_or('=');
                let mode = mode::change(0, text.trim_start_matches(['/', '-']), false);
                Expr::Perm(sign, mode.ok_or(format!("invalid mode ‘{text}’"))?)
            }
            "-empty" => Expr::Empty,
            "-true" => Expr::Always(true),
            "-false" => Expr::Always(false),
            "-user" | "-group" => {
                Expr::Always(matches!(self.value(&name)?.as_str(), "user" | "1000"))
            }
            "-executable" => Expr::Perm('/', 0o111),
            "-readable" => Expr::Perm('/', 0o444),
            "-maxdepth" => {
                self.max = usize::try_from(self.number(&name)?.1).unwrap_or(usize::MAX);
                Expr::Always(true)
            }
            "-mindepth" => {
                self.min = usize::try_from(self.number(&name)?.1).unwrap_or(0);
                Expr::Always(true)
            }
            "-depth" => {
                self.depth_first = true;
                Expr::Always(true)
            }
            "-mount" | "-xdev" | "-follow" => Expr::Always(true),
            "-prune" => Expr::Prune,
            _ => return self.action(&name),
        })
    }

    fn action(&mut self, name: &str) -> Read<Expr> {
        self.acts = true;
        Ok(match name {
            "-print" => Expr::Print('\n'),
            "-print0" => Expr::Print('\0'),
            "-printf" => {
                let template = self.value(name)?;
                // Doubled ones stand for themselves.
                if template.replace("%%", "").ends_with('%') {
                    return Err("error: % at end of format string".into());
                }
                Expr::Printf(template)
            }
            "-delete" => {
                self.depth_first = true;
                Expr::Delete
            }
            "-quit" => Expr::Quit,
            "-exec" | "-execdir" | "-ok" => {
                let mut command = Vec::new();
                loop {
                    let Some(text) = self.args.get(self.at).cloned() else {
                        return Err(format!("missing argument to `{name}'"));
                    };
                    self.at += 1;
                    if text == ";"
                        || (text == "+" && command.last().is_some_and(|last| last == "{}"))
                    {
                        let all = text == "+";
                        if all {
                            command.pop();
                        }
                        return Ok(Expr::Exec { command, all, in_folder: name == "-execdir" });
                    }
                    command.push(text);
                }
            }
            _ => return Err(format!("unknown predicate `{name}'")),
        })
    }
}
