//! Simple commands and redirections.

use super::ast::{Assign, Command, Kind, Part, Redirect, RedirectFd, RedirectKind, Word};
use super::parser::{Parser, Read};
use super::token::Token;

/// Builtins whose arguments may be assignments.
pub(crate) const DECLARATIONS: [&str; 6] =
    ["declare", "typeset", "local", "export", "readonly", "alias"];

impl Parser {
    /// A simple command, or the definition of a function.
    pub(super) fn simple(&mut self, line: u32) -> Read<Command> {
        let mut assigns = Vec::new();
        let mut words: Vec<Word> = Vec::new();
        let mut redirects = Vec::new();
        let mut declares = false;
        loop {
            let token = if words.is_empty() {
                self.peek_command()?.clone()
            } else if self.peeked.is_none() && declares {
                self.assigns = true;
                let token = self.peek()?.clone();
                self.assigns = false;
                token
            } else {
                self.peek()?.clone()
            };
            match token {
                Token::Assign(assign, _) if words.is_empty() => {
                    self.advance();
                    assigns.push(assign);
                }
                Token::Assign(assign, raw) => {
                    self.advance();
                    words.push(argument(assign, raw));
                }
                Token::Word(word) => {
                    self.advance();
                    if words.is_empty() && assigns.is_empty() && self.definition()? {
                        return self.function_body(word.raw, line);
                    }
                    let plain = word.plain();
                    declares |= plain.is_some_and(|name| DECLARATIONS[..5].contains(&name))
                        && words
                            .iter()
                            .all(|word| matches!(word.plain(), Some("command" | "builtin")));
                    words.push(word);
                }
                _ => match self.redirect()? {
                    Some(redirect) => redirects.push(redirect),
                    None => break,
                },
            }
        }
        if assigns.is_empty() && words.is_empty() && redirects.is_empty() {
            return Err(self.unexpected());
        }
        Ok(Command { kind: Kind::Simple { assigns, words }, redirects, line })
    }

    /// Whether `()` stands there; it is taken.
    fn definition(&mut self) -> Read<bool> {
        // Looked at without being read: what follows `local` is read in its own way.
        if self.src[self.pos..].iter().find(|c| !matches!(c, ' ' | '\t')) != Some(&'(')
            || self.peeked.is_some()
        {
            return Ok(false);
        }
        self.peek()?;
        self.advance();
        if !matches!(self.peek()?, Token::Op(")")) {
            return Err(self.unexpected());
        }
        self.advance();
        Ok(true)
    }

    /// A redirection that stands there.
    pub(super) fn redirect(&mut self) -> Read<Option<Redirect>> {
        let to = match self.peek()? {
            Token::Number(number) => RedirectFd::Number(*number),
            Token::Variable(name) => RedirectFd::Variable(name.clone()),
            _ => RedirectFd::Default,
        };
        if to != RedirectFd::Default {
            self.advance();
        }
        let Token::Op(op) = *self.peek()? else { return Ok(None) };
        if !matches!(
            op,
            "<" | ">" | ">>" | ">|" | "<>" | "<&" | ">&" | "&>" | "&>>" | "<<<" | "<<" | "<<-"
        ) {
            return Ok(None);
        }
        self.advance();
        let word = match self.peek()?.clone() {
            Token::Word(word) => word,
            Token::Number(number) => Word::literal(&number.to_string()),
            Token::Assign(_, raw) => Word::literal(&raw),
            _ => return Err(self.unexpected()),
        };
        if op == "<<" || op == "<<-" {
            let body = self.announce(&word, op == "<<-");
            self.advance();
            return Ok(Some(Redirect { to, kind: RedirectKind::HereDoc(body) }));
        }
        self.advance();
        let kind = match op {
            "<" => RedirectKind::Read(word),
            ">" => RedirectKind::Write(word),
            ">>" => RedirectKind::Append(word),
            ">|" => RedirectKind::Clobber(word),
            "<>" => RedirectKind::ReadWrite(word),
            "<&" => RedirectKind::DupIn(word),
            ">&" => RedirectKind::DupOut(word),
            "&>" => RedirectKind::Both { append: false, word },
            "&>>" => RedirectKind::Both { append: true, word },
            _ => RedirectKind::HereString(word),
        };
        Ok(Some(Redirect { to, kind }))
    }
}

/// An assignment as the argument of a builtin.
fn argument(assign: Assign, raw: String) -> Word {
    let parts = vec![Part::Text(raw.clone())];
    Word { parts, raw, assign: Some(Box::new(assign)) }
}
