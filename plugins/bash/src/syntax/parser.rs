//! The reader itself, and lists and pipelines.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::ast::{Chain, Item, List, Pipeline, TimeFormat, Word};
use super::heredoc::Pending;
use super::token::Token;

/// How deeply commands and words may nest: beyond what people write, within the stack.
const DEPTH: usize = 60;

/// Why a script could not be read on.
#[derive(Clone, Debug)]
pub(crate) struct SyntaxError {
    /// Line number, from 1.
    pub(crate) line: u32,
    pub(crate) message: String,
    /// The text of the line, where bash shows it.
    pub(crate) shown: Option<String>,
    /// The end of the text came too early.
    pub(crate) incomplete: bool,
}

/// The result of reading something.
pub(crate) type Read<T> = Result<T, SyntaxError>;

/// Reads a script.
pub(crate) struct Parser {
    pub(super) src: Vec<char>,
    pub(super) pos: usize,
    pub(super) line: u32,
    pub(super) pending: Vec<Pending>,
    pub(super) peeked: Option<(Token, u32)>,
    /// Whether `shopt -s extglob` is on.
    pub(crate) extglob: bool,
    /// Whether the next word may be an assignment.
    pub(super) assigns: bool,
    pub(super) depth: usize,
    /// Aliases, where they are expanded.
    pub(crate) aliases: Rc<BTreeMap<String, String>>,
    /// Where the text of an alias ends, so that it is not expanded in itself.
    pub(super) alias_end: Vec<(String, usize)>,
    /// Warnings about here-documents that end with the file.
    pub(crate) warnings: Vec<(u32, String)>,
}

impl Parser {
    /// Reads this text, whose first line has the number `line`.
    pub(crate) fn new(text: &str, line: u32) -> Self {
        Self {
            src: text.chars().collect(),
            pos: 0,
            line,
            pending: Vec::new(),
            peeked: None,
            extglob: false,
            assigns: true,
            depth: 0,
            aliases: Rc::default(),
            alias_end: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// The next line of commands; `None` at the end.
    pub(crate) fn next_line(&mut self) -> Read<Option<List>> {
        loop {
            match self.peek_command()? {
                Token::Newline => self.advance(),
                Token::End => return Ok(None),
                _ => break,
            }
        }
        let mut list = List::default();
        loop {
            let (item, separated) = self.item()?;
            list.items.push(item);
            match self.peek_command()? {
                Token::Newline | Token::End => return Ok(Some(list)),
                _ if separated => {}
                _ => return Err(self.unexpected()),
            }
        }
    }

    /// The whole text as between double quotes, where a `"` that is not escaped is just that.
    pub(crate) fn prompt_text(&mut self) -> Read<Word> {
        let mut parts = Vec::new();
        while let Some(c) = self.char_at(0) {
            self.prompt_piece(c, &mut parts)?;
        }
        Ok(Word { parts, ..Word::default() })
    }

    /// Everything up to the end of the text.
    pub(crate) fn script(&mut self) -> Read<List> {
        let mut list = List::default();
        while let Some(line) = self.next_line()? {
            list.items.extend(line.items);
        }
        Ok(list)
    }

    /// Commands up to a token that ends them, which is left; at least one has to be there.
    pub(super) fn list_until(&mut self, ends: &[&str]) -> Read<List> {
        let list = self.list_maybe(ends)?;
        if list.items.is_empty() { Err(self.unexpected()) } else { Ok(list) }
    }

    /// As [`Parser::list_until`], or none.
    pub(super) fn list_maybe(&mut self, ends: &[&str]) -> Read<List> {
        self.enter()?;
        let mut list = List::default();
        loop {
            while matches!(self.peek_command()?, Token::Newline) {
                self.advance();
            }
            if self.at_any(ends)? || matches!(self.peek_command()?, Token::End) {
                break;
            }
            let (item, separated) = self.item()?;
            list.items.push(item);
            let newline = matches!(self.peek_command()?, Token::Newline);
            if !separated && !newline {
                break;
            }
        }
        self.depth -= 1;
        if self.at_any(ends)? { Ok(list) } else { Err(self.unexpected()) }
    }

    /// Counts a level of nesting.
    pub(super) fn enter(&mut self) -> Read<()> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.error("commands nest too deeply".into()));
        }
        Ok(())
    }

    fn item(&mut self) -> Read<(Item, bool)> {
        let chain = Rc::new(self.chain()?);
        let (background, separated) = match self.peek()? {
            Token::Op("&") => (true, true),
            Token::Op(";") => (false, true),
            _ => (false, false),
        };
        if separated {
            self.advance();
        }
        Ok((Item { chain, background }, separated))
    }

    fn chain(&mut self) -> Read<Chain> {
        let first = self.pipeline()?;
        let mut rest = Vec::new();
        loop {
            let and = match self.peek()? {
                Token::Op("&&") => true,
                Token::Op("||") => false,
                _ => return Ok(Chain { first, rest }),
            };
            self.advance();
            self.skip_newlines()?;
            rest.push((and, self.pipeline()?));
        }
    }

    fn pipeline(&mut self) -> Read<Pipeline> {
        let (mut negated, mut timed, mut any) = (false, None, false);
        loop {
            if self.at("!")? {
                negated = !negated;
            } else if self.at("time")? {
                timed = Some(TimeFormat::Bash);
                self.advance();
                if self.at("-p")? {
                    timed = Some(TimeFormat::Posix);
                    self.advance();
                }
                any = true;
                continue;
            } else {
                break;
            }
            any = true;
            self.advance();
        }
        let mut commands = Vec::new();
        let mut with_stderr = Vec::new();
        let bare =
            any && matches!(self.peek_command()?, Token::Newline | Token::Op(";") | Token::End);
        if bare {
            return Ok(Pipeline { commands, with_stderr, negated, timed });
        }
        loop {
            commands.push(Rc::new(self.command()?));
            with_stderr.push(match self.peek()? {
                Token::Op("|") => false,
                Token::Op("|&") => true,
                _ => break,
            });
            self.advance();
            self.skip_newlines()?;
        }
        Ok(Pipeline { commands, with_stderr, negated, timed })
    }

    pub(super) fn skip_newlines(&mut self) -> Read<()> {
        while matches!(self.peek_command()?, Token::Newline) {
            self.advance();
        }
        Ok(())
    }
}
