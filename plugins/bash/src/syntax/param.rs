//! What starts with `$` or a backquote.

use std::rc::Rc;

use super::ast::{Index, Param, ParamName, ParamOp, Part, ReplacePlace, Word};
use super::parser::{Parser, Read};
use super::word::{Mode, push_text};

impl Parser {
    /// What starts with the `$` that stands there.
    pub(super) fn dollar(&mut self, mode: Mode, parts: &mut Vec<Part>) -> Read<()> {
        self.pos += 1;
        match self.char_at(0) {
            Some('(') => {
                if self.char_at(1) == Some('(')
                    && let Some(word) = self.arithmetic(2)?
                {
                    parts.push(Part::Arith(Rc::new(word)));
                    return Ok(());
                }
                self.pos += 1;
                self.enter()?;
                let list = self.nested()?;
                self.depth -= 1;
                parts.push(Part::Command(Rc::new(list)));
            }
            Some('[') => {
                self.pos += 1;
                let word = self.until(&[']'], Mode::Quoted, "]")?;
                self.pos += 1;
                parts.push(Part::Arith(Rc::new(word)));
            }
            Some('{') => {
                self.pos += 1;
                self.enter()?;
                let param = self.braced(mode)?;
                self.depth -= 1;
                parts.push(Part::Param(Rc::new(param)));
            }
            Some('\'') if mode == Mode::Plain => {
                self.pos += 1;
                let text = self.ansi_quoted()?;
                parts.push(Part::Quoted(text));
            }
            Some('"') if mode == Mode::Plain => {
                self.pos += 1;
                let inner = self.double()?;
                parts.push(Part::Double(inner));
            }
            _ => match self.simple_name(false) {
                Some(name) => {
                    let param = Param {
                        name,
                        index: None,
                        indirect: false,
                        op: ParamOp::None,
                        raw: String::new(),
                    };
                    parts.push(Part::Param(Rc::new(param)));
                }
                None if mode == Mode::Quoted => parts.push(Part::Quoted("$".into())),
                None => push_text(parts, '$'),
            },
        }
        Ok(())
    }

    /// The text between `((` and `))`, after `skip` characters; nothing where it ends otherwise.
    pub(super) fn arithmetic(&mut self, skip: usize) -> Read<Option<Word>> {
        let (start, line) = (self.pos, self.line);
        self.pos += skip;
        let word = self.until(&[')'], Mode::Quoted, ")")?;
        if self.char_at(1) == Some(')') {
            self.pos += 2;
            return Ok(Some(word));
        }
        (self.pos, self.line) = (start, line);
        Ok(None)
    }

    /// A name, number or special parameter that stands there.
    fn simple_name(&mut self, braced: bool) -> Option<ParamName> {
        let c = self.char_at(0)?;
        if c.is_ascii_digit() {
            let mut length = 1;
            while braced && self.char_at(length).is_some_and(|c| c.is_ascii_digit()) {
                length += 1;
            }
            let text: String = self.src[self.pos..self.pos + length].iter().collect();
            self.pos += length;
            return Some(match text.parse() {
                Ok(0) => ParamName::Special('0'),
                Ok(number) => ParamName::Positional(number),
                Err(_) => ParamName::Positional(usize::MAX),
            });
        }
        if c.is_ascii_alphabetic() || c == '_' {
            let rest = &self.src[self.pos..];
            let length =
                rest.iter().take_while(|c| c.is_ascii_alphanumeric() || **c == '_').count();
            let name = rest[..length].iter().collect();
            self.pos += length;
            return Some(ParamName::Variable(name));
        }
        matches!(c, '@' | '*' | '#' | '?' | '-' | '$' | '!').then(|| {
            self.pos += 1;
            ParamName::Special(c)
        })
    }

    /// `${…}` after the brace.
    fn braced(&mut self, mode: Mode) -> Read<Param> {
        let (start, line) = (self.pos, self.line);
        let mut length = false;
        let mut indirect = false;
        let next = self.char_at(1);
        let names = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        if self.char_at(0) == Some('#')
            && (names(next)
                || (matches!(next, Some('@' | '*' | '?' | '$' | '!' | '#' | '-'))
                    && self.char_at(2) == Some('}')))
        {
            length = true;
            self.pos += 1;
        } else if self.char_at(0) == Some('!')
            && (names(next)
                || matches!(next, Some('@' | '*' | '#')) && self.char_at(2) == Some('}'))
        {
            indirect = true;
            self.pos += 1;
        }
        let Some(name) = self.simple_name(true) else { return self.bad(start, line) };
        let mut index = None;
        if self.char_at(0) == Some('[') && matches!(name, ParamName::Variable(_)) {
            self.pos += 1;
            index = Some(self.subscript()?);
        }
        let op =
            if length { ParamOp::Length } else { self.operation(mode, &mut index, &mut indirect)? };
        if self.char_at(0) != Some('}') || matches!(op, ParamOp::Bad) {
            return self.bad(start, line);
        }
        self.pos += 1;
        let raw = self.src[start..self.pos - 1].iter().collect();
        Ok(Param { name, index, indirect, op, raw })
    }

    fn bad(&mut self, start: usize, line: u32) -> Read<Param> {
        self.until(&['}'], Mode::Quoted, "}").map_err(|_| self.unended(line, "}"))?;
        self.pos += 1;
        let raw = self.src[start..self.pos - 1].iter().collect();
        let name = ParamName::Special('#');
        Ok(Param { name, index: None, indirect: false, op: ParamOp::Bad, raw })
    }

    /// A subscript after its `[`, with the `]`.
    fn subscript(&mut self) -> Read<Index> {
        let all = match self.char_at(0) {
            Some('@') if self.char_at(1) == Some(']') => Some(Index::At),
            Some('*') if self.char_at(1) == Some(']') => Some(Index::Star),
            _ => None,
        };
        let index = match all {
            Some(all) => {
                self.pos += 1;
                all
            }
            None => Index::Of(self.until(&[']'], Mode::Plain, "]")?),
        };
        self.pos += 1;
        Ok(index)
    }

    /// What is done with a parameter, up to the closing brace.
    fn operation(
        &mut self,
        mode: Mode,
        index: &mut Option<Index>,
        indirect: &mut bool,
    ) -> Read<ParamOp> {
        let Some(c) = self.char_at(0) else { return Ok(ParamOp::Bad) };
        let next = self.char_at(1);
        if c == '}' {
            if *indirect && let Some(all) = index.take_if(|index| !matches!(index, Index::Of(_))) {
                *indirect = false;
                return Ok(ParamOp::Keys { star: matches!(all, Index::Star) });
            }
            return Ok(ParamOp::None);
        }
        if *indirect && matches!(c, '*' | '@') && next == Some('}') {
            self.pos += 1;
            *indirect = false;
            return Ok(ParamOp::Names { star: c == '*' });
        }
        self.pos += 1;
        Ok(match c {
            ':' if matches!(next, Some('-' | '=' | '?' | '+')) => {
                self.pos += 1;
                ParamOp::Default {
                    colon: true,
                    kind: next.unwrap_or('-'),
                    word: self.operand(&['}'], mode)?,
                }
            }
            '-' | '=' | '?' | '+' => {
                ParamOp::Default { colon: false, kind: c, word: self.operand(&['}'], mode)? }
            }
            ':' => {
                let offset = self.operand(&[':', '}'], Mode::Quoted)?;
                let length = if self.char_at(0) == Some(':') {
                    self.pos += 1;
                    Some(self.operand(&['}'], Mode::Quoted)?)
                } else {
                    None
                };
                ParamOp::Slice { offset, length }
            }
            '#' | '%' => {
                let longest = self.doubled(c);
                ParamOp::Trim {
                    suffix: c == '%',
                    longest,
                    pattern: self.operand(&['}'], Mode::Plain)?,
                }
            }
            '/' => self.replacement()?,
            '^' | ',' | '~' => {
                let all = self.doubled(c);
                ParamOp::Case { kind: c, all, pattern: self.operand(&['}'], Mode::Plain)? }
            }
            '@' => {
                let kind = self.char_at(0).unwrap_or('}');
                if !matches!(kind, 'U' | 'u' | 'L' | 'Q' | 'E' | 'P' | 'A' | 'K' | 'a' | 'k') {
                    return Ok(ParamOp::Bad);
                }
                self.pos += 1;
                ParamOp::Transform(kind)
            }
            _ => ParamOp::Bad,
        })
    }

    /// What follows the first slash of `${name/pattern/with}`.
    fn replacement(&mut self) -> Read<ParamOp> {
        let place = match self.char_at(0) {
            Some('/') => ReplacePlace::All,
            Some('#') => ReplacePlace::Prefix,
            Some('%') => ReplacePlace::Suffix,
            _ => ReplacePlace::First,
        };
        self.pos += usize::from(place != ReplacePlace::First);
        let pattern = self.pattern()?;
        let with = if self.char_at(0) == Some('/') {
            self.pos += 1;
            self.operand(&['}'], Mode::Plain)?
        } else {
            Word::default()
        };
        Ok(ParamOp::Replace { place, pattern, with })
    }

    fn doubled(&mut self, c: char) -> bool {
        let doubled = self.char_at(0) == Some(c);
        self.pos += usize::from(doubled);
        doubled
    }

    /// The pattern of a replacement; its first character may be a `/`.
    fn pattern(&mut self) -> Read<Word> {
        let mut lead = Vec::new();
        if self.char_at(0) == Some('/')
            && self.char_at(1) != Some('}')
            && self.char_at(1) != Some('/')
        {
            return self.operand(&['/', '}'], Mode::Plain);
        }
        if self.char_at(0) == Some('/') && self.char_at(1) == Some('/') {
            self.pos += 1;
            push_text(&mut lead, '/');
        }
        let mut word = self.operand(&['/', '}'], Mode::Plain)?;
        lead.append(&mut word.parts);
        word.parts = lead;
        Ok(word)
    }

    /// An operand in braces, up to one of `ends`.
    fn operand(&mut self, ends: &[char], mode: Mode) -> Read<Word> {
        self.until(ends, mode, "}")
    }

    /// A command between backquotes: its backslashes go first, then it is read.
    pub(super) fn backquote(&mut self, mode: Mode, parts: &mut Vec<Part>) -> Read<()> {
        let line = self.line;
        self.pos += 1;
        let mut text = String::new();
        loop {
            match self.char_at(0) {
                None => return Err(self.unended(line, "`")),
                Some('`') => break,
                Some('\\')
                    if matches!(self.char_at(1), Some('$' | '`' | '\\'))
                        || (mode == Mode::Quoted && self.char_at(1) == Some('"')) =>
                {
                    self.pos += 1;
                    text.extend(self.char_at(0));
                }
                Some(c) => text.push(c),
            }
            self.pos += 1;
        }
        self.pos += 1;
        self.count_lines(&text);
        self.enter()?;
        let mut inner = Self::new(&text, line);
        inner.depth = self.depth;
        inner.extglob = self.extglob;
        let list = inner.script()?;
        self.depth -= 1;
        parts.push(Part::Command(Rc::new(list)));
        Ok(())
    }
}
