//! Characters to tokens, one ahead; aliases; and complaints about the token that stands there.

use super::ast::{Assign, Word};
use super::parser::{Parser, Read, SyntaxError};

/// A token.
#[derive(Clone, Debug)]
pub(super) enum Token {
    Word(Word),
    /// An assignment where a command may start; with its text.
    Assign(Assign, String),
    Op(&'static str),
    /// A number right before a redirection.
    Number(i32),
    /// `{name}` right before a redirection.
    Variable(String),
    Newline,
    End,
}

/// Operators, longest first.
const OPERATORS: [&str; 23] = [
    "<<<", "<<-", "&>>", ";;&", "&&", "||", ";;", ";&", "|&", "<<", ">>", "<&", ">&", "<>", ">|",
    "&>", "&", ";", "|", "(", ")", "<", ">",
];

/// Characters that end a word.
pub(super) fn is_meta(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | ';' | '&' | '|' | '<' | '>' | '(' | ')')
}

impl Parser {
    pub(super) fn char_at(&self, ahead: usize) -> Option<char> {
        self.src.get(self.pos + ahead).copied()
    }

    pub(super) fn looking_at(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(n, c)| self.char_at(n) == Some(c))
    }

    /// The token that stands there, where no command can start.
    pub(super) fn peek(&mut self) -> Read<&Token> {
        if self.peeked.is_none() {
            let line = self.line;
            let token = self.token()?;
            self.peeked = Some((token, line));
        }
        match &self.peeked {
            Some((token, _)) => Ok(token),
            None => Ok(&Token::End),
        }
    }

    /// The token that stands there, where a command can start.
    pub(super) fn peek_command(&mut self) -> Read<&Token> {
        if self.peeked.is_none() {
            self.assigns = true;
            loop {
                self.skip_blanks();
                let start = self.pos;
                let line = self.line;
                let token = self.token()?;
                if let Token::Word(word) = &token
                    && self.expand_alias(start, word.plain())
                {
                    continue;
                }
                self.peeked = Some((token, line));
                break;
            }
            self.assigns = false;
        }
        self.peek()
    }

    /// Puts the text of an alias where its name stands.
    fn expand_alias(&mut self, start: usize, name: Option<&str>) -> bool {
        let Some(name) = name else { return false };
        let Some(text) = self.aliases.get(name).cloned() else { return false };
        self.alias_end.retain(|(_, end)| *end > start);
        if self.alias_end.iter().any(|(active, _)| active == name) {
            return false;
        }
        let (name, added) = (name.to_owned(), text.chars().count());
        let removed = self.pos - start;
        self.src.splice(start..self.pos, text.chars());
        for (_, end) in &mut self.alias_end {
            *end = *end + added - removed;
        }
        self.alias_end.push((name, start + added));
        self.pos = start;
        true
    }

    pub(super) fn advance(&mut self) {
        self.peeked = None;
    }

    /// The line of the token that stands there.
    pub(super) fn token_line(&self) -> u32 {
        self.peeked.as_ref().map_or(self.line, |(_, line)| *line)
    }

    /// Whether this operator or reserved word stands there.
    pub(super) fn at(&mut self, text: &str) -> Read<bool> {
        Ok(match self.peek_command()? {
            Token::Word(word) => word.plain() == Some(text),
            Token::Op(op) => *op == text,
            _ => false,
        })
    }

    pub(super) fn at_any(&mut self, texts: &[&str]) -> Read<bool> {
        for text in texts {
            if self.at(text)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Takes this operator or reserved word, or complains.
    pub(super) fn expect(&mut self, text: &str) -> Read<()> {
        if self.at(text)? {
            self.advance();
            return Ok(());
        }
        Err(self.unexpected())
    }

    fn skip_blanks(&mut self) {
        loop {
            match self.char_at(0) {
                Some(' ' | '\t' | '\r')
                    if self.char_at(0) != Some('\r') || self.char_at(1) == Some('\n') =>
                {
                    self.pos += 1;
                }
                Some('\\') if self.char_at(1) == Some('\n') => {
                    self.pos += 2;
                    self.line += 1;
                }
                Some('#') => {
                    while self.char_at(0).is_some_and(|c| c != '\n') {
                        self.pos += 1;
                    }
                }
                _ => return,
            }
        }
    }

    fn token(&mut self) -> Read<Token> {
        self.skip_blanks();
        let Some(c) = self.char_at(0) else {
            self.heredocs()?;
            return Ok(Token::End);
        };
        if c == '\n' {
            self.pos += 1;
            self.line += 1;
            self.heredocs()?;
            return Ok(Token::Newline);
        }
        let process = matches!(c, '<' | '>') && self.char_at(1) == Some('(');
        if !process {
            if let Some(op) = OPERATORS.iter().find(|op| self.looking_at(op)) {
                self.pos += op.len();
                return Ok(Token::Op(op));
            }
            if let Some(token) = self.descriptor() {
                return Ok(token);
            }
        }
        if self.assigns
            && let Some((assign, raw)) = self.assignment()?
        {
            return Ok(Token::Assign(assign, raw));
        }
        Ok(Token::Word(self.word()?))
    }

    /// A number or `{name}` that names what is redirected.
    fn descriptor(&mut self) -> Option<Token> {
        let rest = &self.src[self.pos..];
        let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        if digits > 0 && matches!(rest.get(digits), Some('<' | '>')) {
            let number = rest[..digits].iter().collect::<String>().parse().ok()?;
            self.pos += digits;
            return Some(Token::Number(number));
        }
        if rest.first() == Some(&'{') {
            let name = rest[1..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').count();
            if name > 0
                && rest.get(name + 1) == Some(&'}')
                && matches!(rest.get(name + 2), Some('<' | '>'))
            {
                let text = rest[1..=name].iter().collect();
                self.pos += name + 2;
                return Some(Token::Variable(text));
            }
        }
        None
    }

    /// A complaint at this line.
    pub(super) fn error(&self, message: String) -> SyntaxError {
        SyntaxError { line: self.line, message, shown: None, incomplete: false }
    }

    /// A complaint that the text ended inside a quotation or the like.
    pub(super) fn unended(&self, line: u32, closer: &str) -> SyntaxError {
        let message = format!("unexpected EOF while looking for matching `{closer}'");
        SyntaxError { line, message, shown: None, incomplete: true }
    }

    /// A complaint about the token that stands there.
    pub(super) fn unexpected(&mut self) -> SyntaxError {
        let (text, line) = match self.peeked.clone() {
            Some((Token::Word(word), line)) => (word.raw, line),
            Some((Token::Assign(_, raw), line)) => (raw, line),
            Some((Token::Op(op), line)) => (op.to_owned(), line),
            Some((Token::Number(number), line)) => (number.to_string(), line),
            Some((Token::Variable(name), line)) => (format!("{{{name}}}"), line),
            Some((Token::Newline, line)) => ("newline".to_owned(), line),
            Some((Token::End, _)) | None => {
                let ended = self.src.last().is_none_or(|c| *c == '\n');
                let line = self.line + u32::from(!ended);
                let message = "syntax error: unexpected end of file".to_owned();
                return SyntaxError { line, message, shown: None, incomplete: true };
            }
        };
        let message = format!("syntax error near unexpected token `{text}'");
        SyntaxError { line, message, shown: Some(self.line_text()), incomplete: false }
    }

    /// The text of the line that was just read.
    fn line_text(&self) -> String {
        let mut at = self.pos.min(self.src.len());
        if matches!(self.peeked, Some((Token::Newline, _))) {
            at = at.saturating_sub(1);
        }
        let start = self.src[..at].iter().rposition(|c| *c == '\n').map_or(0, |n| n + 1);
        self.src[start..].iter().take_while(|c| **c != '\n').collect()
    }
}
