//! Tokens to a program.

use std::collections::BTreeMap;

use super::ast::{Expr, Function, Name, Pattern, Program, Rule, Stmt, Target};
use super::lex::{Token, tokens};

pub(super) type Parse<T> = Result<T, String>;

/// How deeply expressions and statements may nest.
pub(super) const DEPTH: usize = 100;

pub(super) struct Parser {
    pub(super) tokens: Vec<(Token, usize)>,
    pub(super) at: usize,
    globals: BTreeMap<String, usize>,
    names: Vec<String>,
    locals: Vec<String>,
    functions: BTreeMap<String, usize>,
    defined: Vec<Option<Function>>,
    /// `>` redirects here.
    pub(super) no_greater: usize,
    /// `in` belongs to `for` here.
    pub(super) no_in: usize,
    pub(super) depth: usize,
}

/// Variables that are there from the start, by number.
pub(super) const SPECIAL: [&str; 14] = [
    "NR", "NF", "FS", "OFS", "ORS", "RS", "SUBSEP", "FNR", "FILENAME", "RSTART", "RLENGTH",
    "CONVFMT", "OFMT", "ENVIRON",
];

/// Reads a program.
pub(super) fn program(text: &str) -> Parse<Program> {
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        globals: BTreeMap::new(),
        names: Vec::new(),
        locals: Vec::new(),
        functions: BTreeMap::new(),
        defined: Vec::new(),
        no_greater: 0,
        no_in: 0,
        depth: 0,
    };
    for name in SPECIAL.iter().chain(&["ARGC", "ARGV"]) {
        parser.name(name);
    }
    let mut program = Program::default();
    loop {
        parser.blanks();
        if *parser.peek() == Token::End {
            break;
        }
        parser.item(&mut program)?;
    }
    for (name, n) in &parser.functions {
        match parser.defined[*n].take() {
            Some(function) => program.functions.push(Function { name: name.clone(), ..function }),
            None => return Err(format!("function {name} never defined")),
        }
    }
    // Calls hold positions in the order the functions were first named.
    let order = parser.functions.clone();
    program.functions.sort_by_key(|function| order.get(&function.name).copied());
    program.globals = parser.names;
    Ok(program)
}

impl Parser {
    pub(super) fn peek(&self) -> &Token {
        self.tokens.get(self.at).map_or(&Token::End, |(token, _)| token)
    }

    pub(super) fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    pub(super) fn take(&mut self, op: &'static str) -> bool {
        let there = *self.peek() == Token::Op(op);
        self.at += usize::from(there);
        there
    }

    pub(super) fn word(&mut self, word: &'static str) -> bool {
        let there = *self.peek() == Token::Word(word);
        self.at += usize::from(there);
        there
    }

    pub(super) fn expect(&mut self, op: &'static str) -> Parse<()> {
        if self.take(op) { Ok(()) } else { Err(self.mistake()) }
    }

    pub(super) fn mistake(&self) -> String {
        let (token, line) = self.tokens.get(self.at).cloned().unwrap_or((Token::End, 1));
        let shown = match token {
            Token::Number(number) => super::value::shown(number, "%.6g"),
            Token::Text(text) => format!("\"{text}\""),
            Token::Regex(text) => format!("/{text}/"),
            Token::Name(name) | Token::Function(name) => name,
            Token::Word(word) => word.to_owned(),
            Token::Op(op) => op.to_owned(),
            Token::Newline => "end of line".to_owned(),
            Token::End => "end of file".to_owned(),
        };
        format!("line {line}: syntax error at or near {shown}")
    }

    pub(super) fn newlines(&mut self) {
        while *self.peek() == Token::Newline {
            self.at += 1;
        }
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Token::Newline | Token::Op(";")) {
            self.at += 1;
        }
    }

    pub(super) fn name(&mut self, name: &str) -> Name {
        if let Some(n) = self.locals.iter().position(|local| local == name) {
            return Name::Local(n);
        }
        let next = self.names.len();
        let n = *self.globals.entry(name.to_owned()).or_insert(next);
        if n == next {
            self.names.push(name.to_owned());
        }
        Name::Global(n)
    }

    pub(super) fn function(&mut self, name: &str) -> usize {
        let next = self.defined.len();
        let n = *self.functions.entry(name.to_owned()).or_insert(next);
        if n == next {
            self.defined.push(None);
        }
        n
    }

    fn item(&mut self, program: &mut Program) -> Parse<()> {
        if self.word("BEGIN") {
            program.begin.extend(self.block()?);
        } else if self.word("END") {
            program.has_end = true;
            program.end.extend(self.block()?);
        } else if self.word("function") {
            let (Token::Name(name) | Token::Function(name)) = self.next() else {
                return Err(self.mistake());
            };
            self.expect("(")?;
            while !self.take(")") {
                let Token::Name(parameter) = self.next() else { return Err(self.mistake()) };
                self.locals.push(parameter);
                self.take(",");
                self.newlines();
            }
            self.newlines();
            let body = self.block()?;
            let parameters = std::mem::take(&mut self.locals).len();
            let n = self.function(&name);
            self.defined[n] = Some(Function { name, parameters, body });
        } else {
            let pattern = if *self.peek() == Token::Op("{") {
                Pattern::All
            } else {
                let first = self.expr()?;
                if self.take(",") {
                    self.newlines();
                    Pattern::Range(first, self.expr()?)
                } else {
                    Pattern::When(first)
                }
            };
            let body = if *self.peek() == Token::Op("{") { Some(self.block()?) } else { None };
            program.rules.push(Rule { pattern, body });
        }
        Ok(())
    }

    fn block(&mut self) -> Parse<Vec<Stmt>> {
        self.newlines();
        self.expect("{")?;
        let mut all = Vec::new();
        loop {
            self.blanks();
            if self.take("}") {
                return Ok(all);
            }
            all.push(self.stmt()?);
        }
    }

    /// A statement, or a block of them.
    fn body(&mut self) -> Parse<Vec<Stmt>> {
        self.newlines();
        if *self.peek() == Token::Op("{") {
            return self.block();
        }
        if self.take(";") {
            return Ok(Vec::new());
        }
        Ok(vec![self.stmt()?])
    }

    fn ended(&mut self) -> Parse<()> {
        match self.peek() {
            Token::Newline | Token::Op(";") => {
                self.at += 1;
                Ok(())
            }
            Token::Op("}") | Token::End => Ok(()),
            _ => Err(self.mistake()),
        }
    }

    fn stmt(&mut self) -> Parse<Stmt> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err("the program nests too deeply".into());
        }
        let stmt = self.stmt_inside();
        self.depth -= 1;
        stmt
    }

    fn stmt_inside(&mut self) -> Parse<Stmt> {
        let Token::Word(word) = *self.peek() else {
            if *self.peek() == Token::Op("{") {
                let body = self.block()?;
                return Ok(Stmt::If(Expr::Number(1.0), body, Vec::new()));
            }
            let stmt = self.simple()?;
            self.ended()?;
            return Ok(stmt);
        };
        match word {
            "if" => {
                self.at += 1;
                let condition = self.condition()?;
                let yes = self.body()?;
                let here = self.at;
                self.blanks();
                if self.word("else") {
                    return Ok(Stmt::If(condition, yes, self.body()?));
                }
                self.at = here;
                Ok(Stmt::If(condition, yes, Vec::new()))
            }
            "while" => {
                self.at += 1;
                let condition = self.condition()?;
                Ok(Stmt::While(condition, self.body()?))
            }
            "do" => {
                self.at += 1;
                let body = self.body()?;
                self.blanks();
                if !self.word("while") {
                    return Err(self.mistake());
                }
                let condition = self.condition()?;
                self.ended()?;
                Ok(Stmt::Do(body, condition))
            }
            "for" => self.for_stmt(),
            _ => {
                let stmt = self.simple()?;
                self.ended()?;
                Ok(stmt)
            }
        }
    }

    fn condition(&mut self) -> Parse<Expr> {
        self.expect("(")?;
        let (greater, within) =
            (std::mem::take(&mut self.no_greater), std::mem::take(&mut self.no_in));
        let expr = self.expr()?;
        (self.no_greater, self.no_in) = (greater, within);
        self.expect(")")?;
        Ok(expr)
    }

    fn for_stmt(&mut self) -> Parse<Stmt> {
        self.at += 1;
        self.expect("(")?;
        if let (
            Token::Name(key),
            Some((Token::Word("in"), _)),
            Some((Token::Name(array), _)),
            Some((Token::Op(")"), _)),
        ) = (
            self.peek().clone(),
            self.tokens.get(self.at + 1),
            self.tokens.get(self.at + 2).cloned(),
            self.tokens.get(self.at + 3),
        ) {
            self.at += 4;
            let (key, array) = (self.name(&key), self.name(&array));
            return Ok(Stmt::ForIn(key, array, self.body()?));
        }
        let init =
            if *self.peek() == Token::Op(";") { None } else { Some(Box::new(self.simple()?)) };
        self.expect(";")?;
        self.newlines();
        let condition = if *self.peek() == Token::Op(";") { None } else { Some(self.expr()?) };
        self.expect(";")?;
        self.newlines();
        let step =
            if *self.peek() == Token::Op(")") { None } else { Some(Box::new(self.simple()?)) };
        self.expect(")")?;
        Ok(Stmt::For(init, condition, step, self.body()?))
    }

    fn at_end(&self) -> bool {
        matches!(self.peek(), Token::Newline | Token::Op(";" | "}") | Token::End)
    }

    fn simple(&mut self) -> Parse<Stmt> {
        let Token::Word(word) = *self.peek() else { return Ok(Stmt::Expr(self.expr()?)) };
        self.at += 1;
        Ok(match word {
            "print" | "printf" => {
                let (arguments, target) = self.output()?;
                if word == "print" {
                    Stmt::Print(arguments, target)
                } else {
                    Stmt::Printf(arguments, target)
                }
            }
            "break" => Stmt::Break,
            "continue" => Stmt::Continue,
            "next" => Stmt::Next,
            "nextfile" => Stmt::NextFile,
            "exit" => Stmt::Exit(if self.at_end() { None } else { Some(self.expr()?) }),
            "return" => Stmt::Return(if self.at_end() { None } else { Some(self.expr()?) }),
            "delete" => {
                let Token::Name(name) = self.next() else { return Err(self.mistake()) };
                let name = self.name(&name);
                let index = if self.take("[") { Some(self.list("]")?) } else { None };
                Stmt::Delete(name, index)
            }
            _ => {
                self.at -= 1;
                return Err(self.mistake());
            }
        })
    }

    fn output(&mut self) -> Parse<(Vec<Expr>, Option<Target>)> {
        let mut arguments = Vec::new();
        self.no_greater += 1;
        if !self.at_end() && !matches!(self.peek(), Token::Op(">" | ">>" | "|")) {
            arguments.push(self.expr()?);
            while self.take(",") {
                self.newlines();
                arguments.push(self.expr()?);
            }
        }
        // `print (a, b)` is one group with several values.
        if let [Expr::In(_, Name::Local(usize::MAX))] = arguments.as_slice()
            && let Some(Expr::In(list, _)) = arguments.pop()
        {
            arguments = list;
        }
        let target = match self.peek() {
            Token::Op(">") => Some(Target::File as fn(Expr) -> Target),
            Token::Op(">>") => Some(Target::Append as fn(Expr) -> Target),
            Token::Op("|") => Some(Target::Pipe as fn(Expr) -> Target),
            _ => None,
        };
        let target = match target {
            Some(make) => {
                self.at += 1;
                Some(make(self.concat()?))
            }
            None => None,
        };
        self.no_greater -= 1;
        Ok((arguments, target))
    }

    /// Expressions up to a closing sign.
    pub(super) fn list(&mut self, end: &'static str) -> Parse<Vec<Expr>> {
        let (greater, within) =
            (std::mem::take(&mut self.no_greater), std::mem::take(&mut self.no_in));
        let mut all = Vec::new();
        self.newlines();
        while !self.take(end) {
            all.push(self.expr()?);
            self.newlines();
            if !self.take(",") {
                self.expect(end)?;
                break;
            }
            self.newlines();
        }
        (self.no_greater, self.no_in) = (greater, within);
        Ok(all)
    }
}
