//! Words: quoting, and the expansions in them.

use std::rc::Rc;

use super::ast::{Assign, AssignValue, Element, Part, Word};
use super::parser::{Parser, Read};
use super::token::{Token, is_meta};

/// What a stretch of text is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// An unquoted word, or part of one.
    Plain,
    /// Between double quotes, in here-documents, in arithmetic.
    Quoted,
}

impl Parser {
    /// A word that stands there.
    pub(super) fn word(&mut self) -> Read<Word> {
        let start = self.pos;
        let mut parts = Vec::new();
        let mut depth = 0usize;
        while let Some(c) = self.char_at(0) {
            if matches!(c, '<' | '>') && self.char_at(1) == Some('(') && depth == 0 {
                self.process(&mut parts)?;
                continue;
            }
            if is_meta(c) {
                let before = self.pos.checked_sub(1).and_then(|n| self.src.get(n)).copied();
                let opens = c == '('
                    && self.extglob
                    && self.pos > start
                    && matches!(before, Some('?' | '*' | '+' | '@' | '!'));
                match c {
                    '(' if opens || depth > 0 => depth += 1,
                    ')' if depth > 0 => depth -= 1,
                    '\n' => break,
                    _ if depth > 0 => {}
                    _ => break,
                }
                push_text(&mut parts, c);
                self.pos += 1;
                continue;
            }
            self.piece(c, Mode::Plain, &mut parts)?;
        }
        let raw: String = self.src[start..self.pos].iter().collect();
        if raw.is_empty() {
            self.peeked = None;
            self.pos += 1;
            return Err(
                self.error(format!("syntax error near unexpected token `{}'", self.src[start]))
            );
        }
        Ok(Word { parts, raw, assign: None })
    }

    /// Text up to one of `ends` at this level, which is left, as a word.
    pub(super) fn until(&mut self, ends: &[char], mode: Mode, closer: &str) -> Read<Word> {
        let (start, line) = (self.pos, self.line);
        let mut parts = Vec::new();
        let mut depth = 0usize;
        loop {
            let Some(c) = self.char_at(0) else { return Err(self.unended(line, closer)) };
            if depth == 0 && ends.contains(&c) {
                let raw = self.src[start..self.pos].iter().collect();
                return Ok(Word { parts, raw, assign: None });
            }
            match c {
                '(' if ends.contains(&')') || ends.contains(&':') => depth += 1,
                '[' if ends.contains(&']') => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.piece(c, mode, &mut parts)?;
        }
    }

    /// One piece of a word, starting with `c`.
    pub(super) fn piece(&mut self, c: char, mode: Mode, parts: &mut Vec<Part>) -> Read<()> {
        match c {
            '\\' => self.backslash(mode, parts),
            '\'' if mode == Mode::Plain => {
                self.pos += 1;
                let line = self.line;
                let rest = &self.src[self.pos..];
                let Some(length) = rest.iter().position(|c| *c == '\'') else {
                    return Err(self.unended(line, "'"));
                };
                let text: String = rest[..length].iter().collect();
                self.count_lines(&text);
                self.pos += length + 1;
                parts.push(Part::Quoted(text));
            }
            '"' => {
                self.pos += 1;
                let inner = self.double()?;
                parts.push(Part::Double(inner));
            }
            '$' => self.dollar(mode, parts)?,
            '`' => self.backquote(mode, parts)?,
            _ => {
                if c == '\n' {
                    self.line += 1;
                }
                self.pos += 1;
                push(parts, mode, c);
            }
        }
        Ok(())
    }

    fn backslash(&mut self, mode: Mode, parts: &mut Vec<Part>) {
        self.pos += 1;
        match self.char_at(0) {
            Some('\n') => {
                self.pos += 1;
                self.line += 1;
            }
            Some(c) if mode == Mode::Plain || matches!(c, '$' | '`' | '"' | '\\' | '}') => {
                self.pos += 1;
                parts.push(Part::Quoted(c.into()));
            }
            _ => push(parts, mode, '\\'),
        }
    }

    /// What stands between double quotes, after the first.
    pub(super) fn double(&mut self) -> Read<Vec<Part>> {
        let line = self.line;
        let mut parts = Vec::new();
        loop {
            match self.char_at(0) {
                None => return Err(self.unended(line, "\"")),
                Some('"') => {
                    self.pos += 1;
                    return Ok(parts);
                }
                Some('\\') if self.char_at(1) == Some('}') => {
                    self.pos += 2;
                    parts.push(Part::Quoted("\\}".into()));
                }
                Some(c) => self.piece(c, Mode::Quoted, &mut parts)?,
            }
        }
    }

    /// The body of a here-document: as between double quotes, but quotes mean nothing.
    pub(super) fn here_body(&mut self) -> Read<Vec<Part>> {
        let mut parts = Vec::new();
        while let Some(c) = self.char_at(0) {
            let quote = c == '"' || (c == '\\' && matches!(self.char_at(1), Some('"' | '}')));
            if quote {
                self.pos += 1;
                push(&mut parts, Mode::Quoted, c);
            } else {
                self.piece(c, Mode::Quoted, &mut parts)?;
            }
        }
        Ok(parts)
    }

    /// One piece of a prompt.
    pub(super) fn prompt_piece(&mut self, c: char, parts: &mut Vec<Part>) -> Read<()> {
        if c == '"' {
            self.pos += 1;
            push(parts, Mode::Quoted, c);
            return Ok(());
        }
        self.piece(c, Mode::Quoted, parts)
    }

    /// The whole text as words with any of these characters between them; no other counts.
    pub(crate) fn words_between(&mut self, separators: &str) -> Read<Vec<Word>> {
        let mut words = Vec::new();
        let mut parts = Vec::new();
        while let Some(c) = self.char_at(0) {
            if separators.contains(c) {
                self.pos += 1;
                if !parts.is_empty() {
                    words.push(Word { parts: std::mem::take(&mut parts), ..Word::default() });
                }
                continue;
            }
            self.piece(c, Mode::Plain, &mut parts)?;
        }
        if !parts.is_empty() {
            words.push(Word { parts, ..Word::default() });
        }
        Ok(words)
    }

    /// `$'…'`, after the first quote.
    pub(super) fn ansi_quoted(&mut self) -> Read<String> {
        let (start, line) = (self.pos, self.line);
        loop {
            match self.char_at(0) {
                None => return Err(self.unended(line, "'")),
                Some('\'') => break,
                Some('\\') => self.pos += 2,
                Some(_) => self.pos += 1,
            }
        }
        let text: String = self.src[start..self.pos].iter().collect();
        self.count_lines(&text);
        self.pos += 1;
        Ok(ansi_c(&text, false).0)
    }

    pub(super) fn count_lines(&mut self, text: &str) {
        let lines = text.matches('\n').count();
        self.line += u32::try_from(lines).unwrap_or(u32::MAX);
    }

    fn process(&mut self, parts: &mut Vec<Part>) -> Read<()> {
        let read = self.char_at(0) == Some('<');
        self.pos += 2;
        let body = Rc::new(self.nested()?);
        parts.push(Part::Process { read, body });
        Ok(())
    }

    /// Commands up to the `)` that ends them, which is taken.
    pub(super) fn nested(&mut self) -> Read<super::ast::List> {
        let (pending, peeked, line) =
            (std::mem::take(&mut self.pending), self.peeked.take(), self.line);
        let assigns = std::mem::replace(&mut self.assigns, true);
        let list = self.list_maybe(&[")"]).map_err(|mut error| {
            if error.incomplete && error.shown.is_none() && error.message.contains("end of file") {
                error = self.unended(line, ")");
            }
            error
        })?;
        self.peeked = peeked;
        self.pending = pending;
        self.assigns = assigns;
        Ok(list)
    }

    /// An assignment that starts here, with its text; else nothing is taken.
    pub(super) fn assignment(&mut self) -> Read<Option<(Assign, String)>> {
        let (start, line) = (self.pos, self.line);
        let rest = &self.src[start..];
        let length = rest.iter().take_while(|c| c.is_ascii_alphanumeric() || **c == '_').count();
        if length == 0 || rest[0].is_ascii_digit() {
            return Ok(None);
        }
        let name: String = rest[..length].iter().collect();
        self.pos += length;
        let mut index = None;
        if self.char_at(0) == Some('[') {
            self.pos += 1;
            match self.until(&[']'], Mode::Plain, "]") {
                Ok(word) => index = Some(word),
                Err(_) => {
                    (self.pos, self.line) = (start, line);
                    return Ok(None);
                }
            }
            self.pos += 1;
        }
        let append = self.char_at(0) == Some('+');
        self.pos += usize::from(append);
        if self.char_at(0) != Some('=') {
            (self.pos, self.line) = (start, line);
            return Ok(None);
        }
        self.pos += 1;
        let value = if self.char_at(0) == Some('(') && index.is_none() {
            self.pos += 1;
            AssignValue::Array(self.elements()?)
        } else if self.char_at(0).is_none_or(is_meta)
            && !self.looking_at("<(")
            && !self.looking_at(">(")
        {
            AssignValue::Scalar(Word::default())
        } else {
            AssignValue::Scalar(self.word()?)
        };
        let raw = self.src[start..self.pos].iter().collect();
        Ok(Some((Assign { name, index, append, value }, raw)))
    }

    /// The elements of an array, up to and with the `)`.
    fn elements(&mut self) -> Read<Vec<Element>> {
        let line = self.line;
        let (pending, peeked) = (std::mem::take(&mut self.pending), self.peeked.take());
        let assigns = std::mem::replace(&mut self.assigns, false);
        let mut elements = Vec::new();
        loop {
            match self.peek()? {
                Token::Newline => self.advance(),
                Token::Op(")") => break,
                Token::End => return Err(self.unended(line, ")")),
                Token::Word(word) if word.raw.starts_with('[') => {
                    // A subscript may hold spaces, so it is read from its bracket on.
                    self.pos -= word.raw.chars().count();
                    self.peeked = None;
                    elements.push(self.element()?);
                }
                Token::Word(word) => {
                    let value = word.clone();
                    self.advance();
                    elements.push(Element { index: None, append: false, value });
                }
                _ => return Err(self.unexpected()),
            }
        }
        self.peeked = peeked;
        self.pending = pending;
        self.assigns = assigns;
        Ok(elements)
    }

    /// `[index]=value` between the parentheses of an array; without the `=` it is a word.
    fn element(&mut self) -> Read<Element> {
        let (start, line) = (self.pos, self.line);
        self.pos += 1;
        let index = self.until(&[']'], Mode::Plain, "]");
        self.pos += 1;
        let append = self.char_at(0) == Some('+');
        let assigned = self.char_at(usize::from(append)) == Some('=');
        let (Ok(index), true) = (index, assigned) else {
            (self.pos, self.line) = (start, line);
            return Ok(Element { index: None, append: false, value: self.word()? });
        };
        self.pos += usize::from(append) + 1;
        let bare = self.char_at(0).is_none_or(is_meta);
        let value = if bare { Word::default() } else { self.word()? };
        Ok(Element { index: Some(index), append, value })
    }
}

pub(super) fn push_text(parts: &mut Vec<Part>, c: char) {
    push(parts, Mode::Plain, c);
}

/// Adds a character to the last part, where that is of the kind.
fn push(parts: &mut Vec<Part>, mode: Mode, c: char) {
    match (parts.last_mut(), mode) {
        (Some(Part::Text(text)), Mode::Plain) | (Some(Part::Quoted(text)), Mode::Quoted) => {
            text.push(c)
        }
        (_, Mode::Plain) => parts.push(Part::Text(c.into())),
        (_, Mode::Quoted) => parts.push(Part::Quoted(c.into())),
    }
}

/// The text that `$'…'` stands for, and whether `\c` ended it (as `echo -e` and `%b` have it).
pub(crate) fn ansi_c(text: &str, echo: bool) -> (String, bool) {
    let chars: Vec<char> = text.chars().collect();
    let mut bytes = String::new();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        at += 1;
        if c != '\\' || at >= chars.len() {
            bytes.push(c);
            continue;
        }
        let c = chars[at];
        at += 1;
        match c {
            'a' => bytes.push('\x07'),
            'b' => bytes.push('\x08'),
            'e' | 'E' => bytes.push('\x1b'),
            'f' => bytes.push('\x0c'),
            'n' => bytes.push('\n'),
            'r' => bytes.push('\r'),
            't' => bytes.push('\t'),
            'v' => bytes.push('\x0b'),
            '\\' => bytes.push('\\'),
            '\'' | '"' | '?' if !echo => bytes.push(c),
            'c' if echo => return (bytes, true),
            'c' if at < chars.len() => {
                bytes.push(char::from(u8::try_from(chars[at]).unwrap_or(b'?') & 0x1f));
                at += 1;
            }
            '0'..='7' if !echo || c == '0' => {
                let most = if echo { 3 } else { 2 };
                let mut value = if echo { 0 } else { c.to_digit(8).unwrap_or(0) };
                value = number(&chars, &mut at, 8, most, value).0;
                crate::os::bytes::push_byte(&mut bytes, u8::try_from(value & 0xff).unwrap_or(0));
            }
            'x' => match number(&chars, &mut at, 16, 2, 0) {
                (value, true) => {
                    crate::os::bytes::push_byte(&mut bytes, u8::try_from(value).unwrap_or(0))
                }
                _ => bytes.push_str("\\x"),
            },
            'u' | 'U' => match number(&chars, &mut at, 16, if c == 'u' { 4 } else { 8 }, 0) {
                (value, true) => bytes.push(char::from_u32(value).unwrap_or('\u{fffd}')),
                _ => bytes.extend(['\\', c]),
            },
            _ => bytes.extend(['\\', c]),
        }
    }
    (crate::os::bytes::mend(bytes), false)
}

/// A number of at most so many digits, and whether there were any.
fn number(chars: &[char], at: &mut usize, base: u32, most: usize, mut value: u32) -> (u32, bool) {
    let start = *at;
    while *at - start < most
        && let Some(digit) = chars.get(*at).and_then(|c| c.to_digit(base))
    {
        value = value.wrapping_mul(base).wrapping_add(digit);
        *at += 1;
    }
    (value, *at > start)
}
