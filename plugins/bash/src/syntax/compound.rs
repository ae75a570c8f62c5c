//! Compound commands: groups, loops, `case`, functions.

use std::rc::Rc;

use super::ast::{Arm, ArmEnd, Command, Kind, List, Redirect, Word};
use super::parser::{Parser, Read};
use super::token::Token;

/// Words that cannot start a simple command.
const RESERVED: [&str; 9] = ["then", "else", "elif", "fi", "do", "done", "esac", "in", "}"];

/// Words that start a compound command.
const COMPOUND: [&str; 8] = ["{", "if", "while", "until", "for", "case", "[[", "select"];

impl Parser {
    /// A command, simple or compound, with its redirections.
    pub(super) fn command(&mut self) -> Read<Command> {
        self.enter()?;
        let command = self.command_inside();
        self.depth -= 1;
        command
    }

    fn command_inside(&mut self) -> Read<Command> {
        self.peek_command()?;
        let line = self.token_line();
        let (word, paren) = match self.peek_command()? {
            Token::Word(word) => (word.plain().map(str::to_owned), false),
            Token::Op("(") => (None, true),
            _ => (None, false),
        };
        let kind = if paren {
            self.parenthesised()?
        } else {
            match word.as_deref() {
                Some("{") => {
                    self.advance();
                    let list = self.list_until(&["}"])?;
                    self.expect("}")?;
                    Kind::Group(list)
                }
                Some("if") => self.if_clause()?,
                Some("while" | "until") => {
                    self.advance();
                    let condition = self.list_until(&["do"])?;
                    Kind::While {
                        until: word.as_deref() == Some("until"),
                        condition,
                        body: self.do_group()?,
                    }
                }
                Some("for") => self.for_clause()?,
                Some("select") => {
                    self.advance();
                    let (name, words) = self.loop_words()?;
                    Kind::Select { name, words, body: self.loop_body()? }
                }
                Some("case") => self.case_clause()?,
                Some("[[") => {
                    self.advance();
                    Kind::Test(self.conditional()?)
                }
                Some("function") => return self.function_keyword(line),
                Some("coproc") => return self.coproc(line),
                Some(reserved) if RESERVED.contains(&reserved) => return Err(self.unexpected()),
                _ => return self.simple(line),
            }
        };
        let redirects = self.redirects()?;
        Ok(Command { kind, redirects, line })
    }

    /// Redirections after a compound command.
    fn redirects(&mut self) -> Read<Vec<Redirect>> {
        let mut redirects = Vec::new();
        while let Some(redirect) = self.redirect()? {
            redirects.push(redirect);
        }
        Ok(redirects)
    }

    /// `(…)` or `((…))`.
    fn parenthesised(&mut self) -> Read<Kind> {
        if self.char_at(0) == Some('(')
            && let Some(word) = self.arithmetic(1)?
        {
            self.advance();
            return Ok(Kind::Arith(word));
        }
        self.advance();
        let list = self.list_until(&[")"])?;
        self.expect(")")?;
        Ok(Kind::Subshell(Rc::new(list)))
    }

    fn if_clause(&mut self) -> Read<Kind> {
        self.advance();
        let mut arms = Vec::new();
        loop {
            let condition = self.list_until(&["then"])?;
            self.expect("then")?;
            arms.push((condition, self.list_until(&["elif", "else", "fi"])?));
            if self.at("elif")? {
                self.advance();
                continue;
            }
            let otherwise = if self.at("else")? {
                self.advance();
                Some(self.list_until(&["fi"])?)
            } else {
                None
            };
            self.expect("fi")?;
            return Ok(Kind::If { arms, otherwise });
        }
    }

    fn do_group(&mut self) -> Read<List> {
        self.expect("do")?;
        let body = self.list_until(&["done"])?;
        self.expect("done")?;
        Ok(body)
    }

    fn for_clause(&mut self) -> Read<Kind> {
        self.advance();
        if matches!(self.peek()?, Token::Op("(")) && self.char_at(0) == Some('(') {
            self.pos += 1;
            let init = self.until(&[';', ')'], super::word::Mode::Quoted, ")")?;
            let condition = self.arith_clause()?;
            let step = self.arith_clause()?;
            if !self.looking_at("))") {
                return Err(self.unexpected());
            }
            self.pos += 2;
            self.advance();
            if matches!(self.peek()?, Token::Op(";")) {
                self.advance();
            }
            return Ok(Kind::ArithFor { init, condition, step, body: self.loop_body()? });
        }
        let (name, words) = self.loop_words()?;
        Ok(Kind::For { name, words, body: self.loop_body()? })
    }

    fn arith_clause(&mut self) -> Read<Word> {
        if self.char_at(0) != Some(';') {
            return Err(self.error("syntax error: arithmetic expression required".into()));
        }
        self.pos += 1;
        self.until(&[';', ')'], super::word::Mode::Quoted, ")")
    }

    /// The name of a loop's variable, and the words it goes over.
    fn loop_words(&mut self) -> Read<(String, Option<Vec<Word>>)> {
        let name = match self.peek()? {
            Token::Word(word) => word.raw.clone(),
            _ => return Err(self.unexpected()),
        };
        self.advance();
        if matches!(self.peek()?, Token::Op(";")) {
            self.advance();
            return Ok((name, None));
        }
        self.skip_newlines()?;
        if !self.at("in")? {
            return Ok((name, None));
        }
        self.advance();
        let mut words = Vec::new();
        while let Token::Word(word) = self.peek()? {
            let word = word.clone();
            self.advance();
            words.push(word);
        }
        match self.peek()? {
            Token::Op(";") | Token::Newline => self.advance(),
            _ => return Err(self.unexpected()),
        }
        Ok((name, Some(words)))
    }

    /// `do … done`, or braces.
    fn loop_body(&mut self) -> Read<List> {
        self.skip_newlines()?;
        if self.at("{")? {
            self.advance();
            let body = self.list_until(&["}"])?;
            self.expect("}")?;
            return Ok(body);
        }
        self.do_group()
    }

    fn case_clause(&mut self) -> Read<Kind> {
        self.advance();
        let Token::Word(word) = self.peek()?.clone() else { return Err(self.unexpected()) };
        self.advance();
        self.skip_newlines()?;
        self.expect("in")?;
        let mut arms = Vec::new();
        loop {
            self.skip_newlines()?;
            if self.at("esac")? {
                self.advance();
                return Ok(Kind::Case { word, arms });
            }
            arms.push(self.arm()?);
        }
    }

    fn arm(&mut self) -> Read<Arm> {
        if matches!(self.peek()?, Token::Op("(")) {
            self.advance();
        }
        let mut patterns = Vec::new();
        loop {
            match self.peek()?.clone() {
                Token::Word(word) => patterns.push(word),
                Token::Number(number) => patterns.push(Word::literal(&number.to_string())),
                Token::Assign(_, raw) => {
                    let mut inner = Self::new(&raw, self.line);
                    inner.extglob = self.extglob;
                    patterns.push(inner.word()?);
                }
                _ => return Err(self.unexpected()),
            }
            self.advance();
            match self.peek()? {
                Token::Op("|") => self.advance(),
                Token::Op(")") => break,
                _ => return Err(self.unexpected()),
            }
        }
        self.advance();
        let body = self.list_maybe(&[";;", ";&", ";;&", "esac"])?;
        let end = match self.peek()? {
            Token::Op(";&") => ArmEnd::FallThrough,
            Token::Op(";;&") => ArmEnd::TryNext,
            _ => ArmEnd::Leave,
        };
        if !self.at("esac")? {
            self.advance();
        }
        Ok(Arm { patterns, body, end })
    }

    /// `coproc [NAME] command`; only a compound command can have a name.
    fn coproc(&mut self, line: u32) -> Read<Command> {
        self.advance();
        let named = match self.peek_command()? {
            Token::Word(word) if !COMPOUND.contains(&word.plain().unwrap_or("(")) => {
                Some(word.raw.clone())
            }
            _ => None,
        };
        let mut name = "COPROC".to_owned();
        if let Some(word) = named {
            let before = (self.pos, self.line, self.peeked.clone());
            self.advance();
            let compound = match self.peek_command()? {
                Token::Op("(") => true,
                Token::Word(word) => word.plain().is_some_and(|word| COMPOUND.contains(&word)),
                _ => false,
            };
            if compound {
                name = word;
            } else {
                (self.pos, self.line, self.peeked) = before;
            }
        }
        let body = Rc::new(self.command()?);
        Ok(Command { kind: Kind::Coproc { name, body }, redirects: Vec::new(), line })
    }

    fn function_keyword(&mut self, line: u32) -> Read<Command> {
        self.advance();
        let name = match self.peek()? {
            Token::Word(word) => word.raw.clone(),
            _ => return Err(self.unexpected()),
        };
        self.advance();
        if matches!(self.peek()?, Token::Op("(")) && self.char_at(0) != Some('(') {
            self.advance();
            self.expect(")")?;
        }
        self.function_body(name, line)
    }

    /// The body of a function, after its name.
    pub(super) fn function_body(&mut self, name: String, line: u32) -> Read<Command> {
        self.skip_newlines()?;
        let compound = match self.peek_command()? {
            Token::Op("(") => true,
            Token::Word(word) => word.plain().is_some_and(|word| COMPOUND.contains(&word)),
            _ => false,
        };
        if !compound {
            return Err(self.unexpected());
        }
        let body = Rc::new(self.command()?);
        Ok(Command { kind: Kind::Function { name, body }, redirects: Vec::new(), line })
    }
}
