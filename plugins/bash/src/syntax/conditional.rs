//! The inside of `[[ ]]`.

use super::ast::{Part, TestExpr, Word};
use super::parser::{Parser, Read};
use super::token::Token;
use super::word::{Mode, push_text};

impl Parser {
    /// The expression after `[[`, with the `]]`.
    pub(super) fn conditional(&mut self) -> Read<TestExpr> {
        let expr = self.test_or()?;
        self.test_newlines()?;
        if self.test_word()? != Some("]]") {
            return Err(self.in_conditional());
        }
        self.advance();
        Ok(expr)
    }

    fn in_conditional(&mut self) -> super::parser::SyntaxError {
        let mut error = self.unexpected();
        if !error.incomplete {
            error.message = error
                .message
                .replace("syntax error near", "syntax error in conditional expression near");
        }
        error
    }

    fn test_newlines(&mut self) -> Read<()> {
        while matches!(self.peek()?, Token::Newline) {
            self.advance();
        }
        Ok(())
    }

    fn test_word(&mut self) -> Read<Option<&str>> {
        Ok(match self.peek()? {
            Token::Word(word) => word.plain(),
            _ => None,
        })
    }

    fn test_or(&mut self) -> Read<TestExpr> {
        let mut left = self.test_and()?;
        loop {
            self.test_newlines()?;
            if !matches!(self.peek()?, Token::Op("||")) {
                return Ok(left);
            }
            self.advance();
            left = TestExpr::Or(Box::new(left), Box::new(self.test_and()?));
        }
    }

    fn test_and(&mut self) -> Read<TestExpr> {
        let mut left = self.test_not()?;
        loop {
            self.test_newlines()?;
            if !matches!(self.peek()?, Token::Op("&&")) {
                return Ok(left);
            }
            self.advance();
            left = TestExpr::And(Box::new(left), Box::new(self.test_not()?));
        }
    }

    fn test_not(&mut self) -> Read<TestExpr> {
        self.test_newlines()?;
        if self.test_word()? == Some("!") {
            self.advance();
            self.enter()?;
            let inner = self.test_not()?;
            self.depth -= 1;
            return Ok(TestExpr::Not(Box::new(inner)));
        }
        if matches!(self.peek()?, Token::Op("(")) {
            self.advance();
            self.enter()?;
            let inner = self.test_or()?;
            self.depth -= 1;
            self.test_newlines()?;
            if !matches!(self.peek()?, Token::Op(")")) {
                return Err(self.in_conditional());
            }
            self.advance();
            return Ok(TestExpr::Group(Box::new(inner)));
        }
        self.test_primary()
    }

    fn test_primary(&mut self) -> Read<TestExpr> {
        let first = match self.peek()?.clone() {
            Token::Word(word) if word.plain() != Some("]]") => word,
            Token::Number(number) => Word::literal(&number.to_string()),
            _ => return Err(self.in_conditional()),
        };
        self.advance();
        if let Some(op) = first.plain()
            && is_unary(op)
            && let Token::Word(operand) = self.peek()?.clone()
            && operand.plain() != Some("]]")
        {
            self.advance();
            return Ok(TestExpr::Unary(op.to_owned(), operand));
        }
        let op = match self.peek()? {
            Token::Op(op @ ("<" | ">")) => (*op).to_owned(),
            Token::Word(word) => match word.plain() {
                Some(op) if is_binary(op) => op.to_owned(),
                _ => return Ok(TestExpr::Single(first)),
            },
            _ => return Ok(TestExpr::Single(first)),
        };
        self.advance();
        let second = match op.as_str() {
            "=~" => self.regex()?,
            "==" | "=" | "!=" => {
                let extglob = std::mem::replace(&mut self.extglob, true);
                let word = self.peek().cloned();
                self.extglob = extglob;
                match word? {
                    Token::Word(word) => word,
                    _ => return Err(self.in_conditional()),
                }
            }
            _ => match self.peek()?.clone() {
                Token::Word(word) => word,
                _ => return Err(self.in_conditional()),
            },
        };
        self.advance();
        Ok(TestExpr::Binary(op, first, second))
    }

    /// The right side of `=~`: parentheses and bars are part of it.
    fn regex(&mut self) -> Read<Word> {
        while matches!(self.char_at(0), Some(' ' | '\t')) {
            self.pos += 1;
        }
        let (start, line) = (self.pos, self.line);
        let mut parts = Vec::new();
        let mut depth = 0usize;
        loop {
            let Some(c) = self.char_at(0) else { return Err(self.unended(line, "]]")) };
            match c {
                ' ' | '\t' | '\n' | ')' if depth == 0 => break,
                '&' | '|' if depth == 0 && self.char_at(1) == Some(c) => break,
                '(' => depth += 1,
                ')' => depth -= 1,
                '[' => {
                    self.bracket(&mut parts)?;
                    continue;
                }
                '\'' | '"' | '$' | '`' | '\\' => {
                    self.piece(c, Mode::Plain, &mut parts)?;
                    continue;
                }
                _ => {}
            }
            push_text(&mut parts, c);
            self.pos += 1;
        }
        let raw = self.src[start..self.pos].iter().collect();
        Ok(Word { parts, raw, assign: None })
    }

    /// A bracket expression: blanks do not occur unquoted, parentheses do not nest in it.
    fn bracket(&mut self, parts: &mut Vec<Part>) -> Read<()> {
        push_text(parts, '[');
        self.pos += 1;
        let mut first = true;
        while let Some(c) = self.char_at(0) {
            match c {
                ' ' | '\t' | '\n' => return Ok(()),
                ']' if !first => {
                    push_text(parts, c);
                    self.pos += 1;
                    return Ok(());
                }
                '[' if matches!(self.char_at(1), Some(':')) => {
                    while let Some(c) = self.char_at(0) {
                        push_text(parts, c);
                        self.pos += 1;
                        if c == ']' {
                            break;
                        }
                    }
                    first = false;
                    continue;
                }
                '\'' | '"' | '$' | '`' | '\\' => {
                    self.piece(c, Mode::Plain, parts)?;
                    first = false;
                    continue;
                }
                _ => push_text(parts, c),
            }
            first = first && c == '^';
            self.pos += 1;
        }
        Ok(())
    }
}

/// Whether this is a unary operator of `test`.
pub(crate) fn is_unary(op: &str) -> bool {
    let mut chars = op.chars();
    chars.next() == Some('-')
        && chars.next().is_some_and(|c| "abcdefghknoprstuvwxzGLNORS".contains(c))
        && chars.next().is_none()
}

/// Whether this is a binary operator of `test`.
pub(crate) fn is_binary(op: &str) -> bool {
    matches!(
        op,
        "=" | "=="
            | "!="
            | "=~"
            | "<"
            | ">"
            | "-eq"
            | "-ne"
            | "-lt"
            | "-le"
            | "-gt"
            | "-ge"
            | "-nt"
            | "-ot"
            | "-ef"
    )
}
