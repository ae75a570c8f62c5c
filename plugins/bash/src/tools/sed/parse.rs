//! The text of a `sed` script to commands.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Address, Command, Kind, Piece, Script, Substitute, Until};
use crate::tools::regex::{Dialect, Matcher};

/// Where a mistake is, counted from 1, and what it is.
type Mistake = (usize, String);

struct Reader {
    chars: Vec<char>,
    at: usize,
    extended: bool,
}

/// Reads a script.
pub(super) fn script(text: &str, extended: bool) -> Result<Script, Mistake> {
    let mut reader = Reader { chars: text.chars().collect(), at: 0, extended };
    let mut commands = Vec::new();
    let mut labels = BTreeMap::new();
    let mut open = Vec::new();
    loop {
        reader.skip(|c| c.is_whitespace() || c == ';');
        match reader.peek() {
            None => break,
            Some('#') => {
                reader.skip(|c| c != '\n');
                continue;
            }
            _ => {}
        }
        let command = reader.command(&mut labels, commands.len())?;
        match &command.kind {
            Kind::Block(_) => open.push(commands.len()),
            Kind::End => match open.pop() {
                Some(start) => {
                    let end = commands.len();
                    let command: &mut Command = &mut commands[start];
                    command.kind = Kind::Block(end);
                }
                None => return Err(reader.mistake("unexpected `}'")),
            },
            _ => {}
        }
        commands.push(command);
    }
    if !open.is_empty() {
        return Err((0, "unmatched `{'".into()));
    }
    for command in &commands {
        if let Kind::Branch(label) | Kind::BranchIf(label) | Kind::BranchUnless(label) =
            &command.kind
            && !label.is_empty()
            && !labels.contains_key(label)
        {
            return Err((reader.at, format!("can't find label for jump to `{label}'")));
        }
    }
    Ok(Script { commands, labels })
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn skip(&mut self, on: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&on) {
            self.at += 1;
        }
    }

    fn mistake(&self, what: &str) -> Mistake {
        (self.at, what.to_owned())
    }

    fn number(&mut self) -> Option<usize> {
        let start = self.at;
        self.skip(|c| c.is_ascii_digit());
        self.chars[start..self.at].iter().collect::<String>().parse().ok()
    }

    fn address(&mut self) -> Result<Option<Address>, Mistake> {
        Ok(Some(match self.peek() {
            Some(c) if c.is_ascii_digit() => {
                let first = self.number().unwrap_or(0);
                if self.peek() == Some('~') {
                    self.at += 1;
                    Address::Step(first, self.number().unwrap_or(0))
                } else {
                    Address::Line(first)
                }
            }
            Some('$') => {
                self.at += 1;
                Address::Last
            }
            Some('/') => {
                self.at += 1;
                Address::Regex(self.regex('/')?)
            }
            Some('\\') => {
                self.at += 1;
                let Some(delimiter) = self.peek() else {
                    return Err(self.mistake("unexpected `,'"));
                };
                self.at += 1;
                Address::Regex(self.regex(delimiter)?)
            }
            _ => return Ok(None),
        }))
    }

    /// A regular expression up to its delimiter, with the flags `I` and `M`.
    fn regex(&mut self, delimiter: char) -> Result<Option<Rc<Matcher>>, Mistake> {
        let Some(text) = self.delimited(delimiter, true) else {
            return Err(self.mistake("unterminated address regex"));
        };
        let (mut fold, mut lines) = (false, false);
        while let Some(c) = self.peek().filter(|c| matches!(c, 'I' | 'M')) {
            fold |= c == 'I';
            lines |= c == 'M';
            self.at += 1;
        }
        self.compile(&text, fold, lines)
    }

    fn compile(&self, text: &str, fold: bool, lines: bool) -> Result<Option<Rc<Matcher>>, Mistake> {
        if text.is_empty() {
            return Ok(None);
        }
        let dialect = if self.extended { Dialect::Extended } else { Dialect::Basic };
        match Matcher::with(text, dialect, fold, lines) {
            Ok(matcher) => Ok(Some(Rc::new(matcher))),
            Err(what) => Err(self.mistake(&what)),
        }
    }

    /// Text up to a delimiter, which is taken; an escaped one loses its backslash.
    fn delimited(&mut self, delimiter: char, regex: bool) -> Option<String> {
        let mut text = String::new();
        let mut bracket = false;
        loop {
            let c = self.peek()?;
            self.at += 1;
            match c {
                '\\' => {
                    let next = self.peek()?;
                    self.at += 1;
                    if next == delimiter && delimiter != '\\' {
                        // A delimiter that means something to expressions stands for itself.
                        if regex && ".*[]^$+?(){}|".contains(delimiter) && delimiter != '|' {
                            text.push('\\');
                        }
                        text.push(next);
                    } else if next == '\n' && regex {
                        text.push('\n');
                    } else {
                        text.extend(['\\', next]);
                    }
                    continue;
                }
                '[' if regex => bracket = true,
                ']' if bracket => bracket = false,
                c if c == delimiter && !(bracket && regex && self.closes(delimiter)) => {
                    return Some(text);
                }
                _ => {}
            }
            text.push(c);
        }
    }

    /// Whether a bracket that is open is closed before the line ends.
    fn closes(&self, _: char) -> bool {
        self.chars[self.at..].iter().take_while(|c| **c != '\n').any(|c| *c == ']')
    }

    fn command(
        &mut self,
        labels: &mut BTreeMap<String, usize>,
        position: usize,
    ) -> Result<Command, Mistake> {
        let first = self.address()?;
        self.skip(char::is_whitespace);
        let mut second = None;
        if first.is_some() && self.peek() == Some(',') {
            self.at += 1;
            self.skip(char::is_whitespace);
            second = Some(match self.peek() {
                Some('+') => {
                    self.at += 1;
                    Until::Count(self.number().ok_or_else(|| self.mistake("expected number"))?)
                }
                Some('~') => {
                    self.at += 1;
                    Until::Multiple(self.number().ok_or_else(|| self.mistake("expected number"))?)
                }
                _ => Until::Address(
                    self.address()?.ok_or_else(|| (self.at + 1, "unexpected `,'".to_owned()))?,
                ),
            });
        }
        self.skip(char::is_whitespace);
        let mut negated = false;
        while self.peek() == Some('!') {
            negated = true;
            self.at += 1;
            self.skip(char::is_whitespace);
        }
        let Some(c) = self.peek() else { return Err(self.mistake("missing command")) };
        self.at += 1;
        let kind = self.kind(c, labels, position)?;
        Ok(Command { first, second, negated, kind })
    }

    fn kind(
        &mut self,
        c: char,
        labels: &mut BTreeMap<String, usize>,
        position: usize,
    ) -> Result<Kind, Mistake> {
        let kind = match c {
            '{' => return Ok(Kind::Block(0)),
            '}' => Kind::End,
            'a' => return Ok(Kind::Append(self.text()?)),
            'i' => return Ok(Kind::Insert(self.text()?)),
            'c' => return Ok(Kind::Change(self.text()?)),
            ':' => {
                let label = self.word();
                if label.is_empty() {
                    return Err(self.mistake("\":\" lacks a label"));
                }
                labels.insert(label, position);
                Kind::Label
            }
            'b' => Kind::Branch(self.word()),
            't' => Kind::BranchIf(self.word()),
            'T' => Kind::BranchUnless(self.word()),
            'd' => Kind::Delete,
            'D' => Kind::DeleteFirst,
            'p' => Kind::Print,
            'P' => Kind::PrintFirst,
            'n' => Kind::Next,
            'N' => Kind::NextAppend,
            'q' | 'Q' => {
                self.skip(|c| c == ' ');
                let status =
                    self.number().and_then(|number| i32::try_from(number).ok()).unwrap_or(0);
                Kind::Quit(status, c == 'q')
            }
            '=' => Kind::Number,
            'l' => Kind::List,
            'h' => Kind::Hold,
            'H' => Kind::HoldAppend,
            'g' => Kind::Get,
            'G' => Kind::GetAppend,
            'x' => Kind::Exchange,
            'z' => Kind::Zap,
            'r' => return Ok(Kind::Read(self.line())),
            'w' => return Ok(Kind::Write(self.line())),
            'y' => self.translate()?,
            's' => self.substitute()?,
            other => return Err(self.mistake(&format!("unknown command: `{other}'"))),
        };
        self.skip(|c| c == ' ' || c == '\t');
        match self.peek() {
            None | Some('\n' | ';' | '}' | '#') => Ok(kind),
            _ if matches!(kind, Kind::Substitute(_)) => {
                self.at += 1;
                Err(self.mistake("unknown option to `s'"))
            }
            _ => {
                self.at += 1;
                Err(self.mistake("extra characters after command"))
            }
        }
    }

    /// A label: up to a separator.
    fn word(&mut self) -> String {
        self.skip(|c| c == ' ' || c == '\t');
        let start = self.at;
        self.skip(|c| !c.is_whitespace() && c != ';' && c != '}');
        self.chars[start..self.at].iter().collect()
    }

    /// A file name: the rest of the line.
    fn line(&mut self) -> String {
        self.skip(|c| c == ' ');
        let start = self.at;
        self.skip(|c| c != '\n');
        self.chars[start..self.at].iter().collect()
    }

    /// The text of `a`, `i` and `c`: on the line, or after a backslash on the next ones.
    fn text(&mut self) -> Result<String, Mistake> {
        self.skip(|c| c == ' ' || c == '\t');
        if self.peek() == Some('\\') {
            self.at += 1;
            let here = self.at;
            self.skip(|c| c == ' ' || c == '\t');
            if self.peek() == Some('\n') {
                self.at += 1;
            } else {
                self.at = here;
            }
        }
        if self.peek().is_none() {
            return Err(self.mistake("expected \\ after `a', `c' or `i'"));
        }
        let mut text = String::new();
        while let Some(c) = self.peek() {
            self.at += 1;
            match c {
                '\n' => break,
                '\\' => {
                    text.extend(self.peek());
                    self.at += 1;
                }
                c => text.push(c),
            }
        }
        Ok(text + "\n")
    }

    fn translate(&mut self) -> Result<Kind, Mistake> {
        let Some(delimiter) = self.peek() else {
            return Err(self.mistake("unterminated `y' command"));
        };
        self.at += 1;
        let sets = self
            .delimited(delimiter, false)
            .and_then(|from| Some((from, self.delimited(delimiter, false)?)));
        let Some((from, to)) = sets else { return Err(self.mistake("unterminated `y' command")) };
        let plain = |text: &str| {
            text.replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\\\", "\\")
                .chars()
                .collect::<Vec<char>>()
        };
        let (from, to) = (plain(&from), plain(&to));
        if from.len() != to.len() {
            return Err(self.mistake("strings for `y' command are different lengths"));
        }
        Ok(Kind::Translate(from.into_iter().zip(to).collect()))
    }

    fn substitute(&mut self) -> Result<Kind, Mistake> {
        let unended = "unterminated `s' command";
        let Some(delimiter) = self.peek() else { return Err(self.mistake(unended)) };
        self.at += 1;
        let texts = self
            .delimited(delimiter, true)
            .and_then(|from| Some((from, self.delimited(delimiter, false)?)));
        let Some((pattern, with)) = texts else { return Err(self.mistake(unended)) };
        let (mut global, mut nth, mut print, mut fold, mut lines, mut file) =
            (false, 1, false, false, false, None);
        loop {
            match self.peek() {
                Some('g') => global = true,
                Some('p') => print = true,
                Some('i' | 'I') => fold = true,
                Some('m' | 'M') => lines = true,
                Some('e') => return Err(self.mistake("`e' is not supported")),
                Some(c) if c.is_ascii_digit() => {
                    nth = self.number().unwrap_or(1);
                    if nth == 0 {
                        return Err(self.mistake("number option to `s' command may not be zero"));
                    }
                    continue;
                }
                Some('w') => {
                    self.at += 1;
                    file = Some(self.line());
                    break;
                }
                _ => break,
            }
            self.at += 1;
        }
        let matcher = self.compile(&pattern, fold, lines)?;
        let with = pieces(&with);
        Ok(Kind::Substitute(Box::new(Substitute { matcher, with, global, nth, print, file })))
    }
}

/// A replacement in pieces.
fn pieces(text: &str) -> Vec<Piece> {
    let mut all = Vec::new();
    let mut plain = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let piece = match c {
            '&' => Some(Piece::Group(0)),
            '\\' => match chars.next() {
                Some(digit @ '0'..='9') => {
                    Some(Piece::Group(digit.to_digit(10).unwrap_or(0) as usize))
                }
                Some(case @ ('U' | 'L' | 'u' | 'l' | 'E')) => Some(Piece::Case(case)),
                Some('n') => {
                    plain.push('\n');
                    None
                }
                Some('t') => {
                    plain.push('\t');
                    None
                }
                Some(other) => {
                    plain.push(other);
                    None
                }
                None => None,
            },
            c => {
                plain.push(c);
                None
            }
        };
        if let Some(piece) = piece {
            if !plain.is_empty() {
                all.push(Piece::Text(std::mem::take(&mut plain)));
            }
            all.push(piece);
        }
    }
    if !plain.is_empty() {
        all.push(Piece::Text(plain));
    }
    all
}
