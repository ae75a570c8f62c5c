//! Expressions of `awk`, by precedence.

use std::rc::Rc;

use super::ast::{Expr, Name, Source};
use super::lex::Token;
use super::parse::{DEPTH, Parse, Parser};
use crate::tools::regex::{Dialect, Matcher};

impl Parser {
    pub(super) fn expr(&mut self) -> Parse<Expr> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err("the program nests too deeply".into());
        }
        let expr = self.assignment();
        self.depth -= 1;
        expr
    }

    fn assignment(&mut self) -> Parse<Expr> {
        let left = self.choice()?;
        let op = match self.peek() {
            Token::Op("=") => None,
            Token::Op("+=") => Some('+'),
            Token::Op("-=") => Some('-'),
            Token::Op("*=") => Some('*'),
            Token::Op("/=") => Some('/'),
            Token::Op("%=") => Some('%'),
            Token::Op("^=") => Some('^'),
            _ => return Ok(left),
        };
        if !matches!(left, Expr::Variable(_) | Expr::Field(_) | Expr::Index(..)) {
            return Err(self.mistake());
        }
        self.at += 1;
        self.newlines();
        Ok(Expr::Assign(op, Box::new(left), Box::new(self.expr()?)))
    }

    fn choice(&mut self) -> Parse<Expr> {
        let condition = self.or()?;
        if !self.take("?") {
            return Ok(condition);
        }
        self.newlines();
        let yes = self.expr()?;
        self.newlines();
        self.expect(":")?;
        self.newlines();
        Ok(Expr::Choice(Box::new(condition), Box::new(yes), Box::new(self.expr()?)))
    }

    fn or(&mut self) -> Parse<Expr> {
        let mut left = self.and()?;
        while self.take("||") {
            self.newlines();
            left = Expr::Or(Box::new(left), Box::new(self.and()?));
        }
        Ok(left)
    }

    fn and(&mut self) -> Parse<Expr> {
        let mut left = self.membership()?;
        while self.take("&&") {
            self.newlines();
            left = Expr::And(Box::new(left), Box::new(self.membership()?));
        }
        Ok(left)
    }

    fn membership(&mut self) -> Parse<Expr> {
        let mut left = self.matching()?;
        while self.no_in == 0 && self.word("in") {
            let Token::Name(array) = self.next() else { return Err(self.mistake()) };
            let array = self.name(&array);
            let keys = match left {
                Expr::In(keys, Name::Local(usize::MAX)) => keys,
                other => vec![other],
            };
            left = Expr::In(keys, array);
        }
        Ok(left)
    }

    fn matching(&mut self) -> Parse<Expr> {
        let mut left = self.comparison()?;
        loop {
            let on = match self.peek() {
                Token::Op("~") => true,
                Token::Op("!~") => false,
                _ => return Ok(left),
            };
            self.at += 1;
            left = Expr::Match(on, Box::new(left), Box::new(self.comparison()?));
        }
    }

    fn comparison(&mut self) -> Parse<Expr> {
        let left = self.concat()?;
        let op = match self.peek() {
            Token::Op(">") if self.no_greater > 0 => return Ok(left),
            Token::Op(op @ ("<" | "<=" | "==" | "!=" | ">" | ">=")) => *op,
            Token::Op("|") if matches!(self.tokens.get(self.at + 1), Some((Token::Name(name), _)) if name == "getline") =>
            {
                return self.piped(left);
            }
            _ => return Ok(left),
        };
        self.at += 1;
        Ok(Expr::Compare(op, Box::new(left), Box::new(self.concat()?)))
    }

    /// `command | getline`, as often as it stands there.
    fn piped(&mut self, mut left: Expr) -> Parse<Expr> {
        while *self.peek() == Token::Op("|")
            && matches!(self.tokens.get(self.at + 1), Some((Token::Name(name), _)) if name == "getline")
        {
            self.at += 2;
            let into = self.optional_lvalue()?;
            left = Expr::Getline { into, from: Source::Command(Box::new(left)) };
        }
        Ok(left)
    }

    fn optional_lvalue(&mut self) -> Parse<Option<Box<Expr>>> {
        Ok(match self.peek() {
            Token::Name(_) | Token::Op("$") => Some(Box::new(self.primary()?)),
            _ => None,
        })
    }

    pub(super) fn concat(&mut self) -> Parse<Expr> {
        let mut left = self.additive()?;
        loop {
            let starts = match self.peek() {
                Token::Number(_)
                | Token::Text(_)
                | Token::Regex(_)
                | Token::Function(_)
                | Token::Op("$" | "!" | "(" | "-" | "+" | "++" | "--") => true,
                Token::Name(name) => name != "getline",
                _ => false,
            };
            if !starts {
                return Ok(left);
            }
            left = Expr::Concat(Box::new(left), Box::new(self.additive()?));
        }
    }

    fn additive(&mut self) -> Parse<Expr> {
        let mut left = self.multiplicative()?;
        loop {
            let op = match self.peek() {
                Token::Op("+") => '+',
                Token::Op("-") => '-',
                _ => return Ok(left),
            };
            self.at += 1;
            left = Expr::Arith(op, Box::new(left), Box::new(self.multiplicative()?));
        }
    }

    fn multiplicative(&mut self) -> Parse<Expr> {
        let mut left = self.unary()?;
        loop {
            let op = match self.peek() {
                Token::Op("*") => '*',
                Token::Op("/") => '/',
                Token::Op("%") => '%',
                _ => return Ok(left),
            };
            self.at += 1;
            left = Expr::Arith(op, Box::new(left), Box::new(self.unary()?));
        }
    }

    fn unary(&mut self) -> Parse<Expr> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err("the program nests too deeply".into());
        }
        let expr = if self.take("!") {
            Expr::Not(Box::new(self.unary()?))
        } else if self.take("-") {
            Expr::Minus(Box::new(self.unary()?))
        } else if self.take("+") {
            Expr::Plus(Box::new(self.unary()?))
        } else {
            self.power()?
        };
        self.depth -= 1;
        Ok(expr)
    }

    fn power(&mut self) -> Parse<Expr> {
        let base = self.postfix()?;
        if self.take("^") {
            return Ok(Expr::Arith('^', Box::new(base), Box::new(self.unary()?)));
        }
        Ok(base)
    }

    fn postfix(&mut self) -> Parse<Expr> {
        let expr = self.primary()?;
        if matches!(expr, Expr::Variable(_) | Expr::Field(_) | Expr::Index(..)) {
            if self.take("++") {
                return Ok(Expr::Step { by: 1.0, before: false, target: Box::new(expr) });
            }
            if self.take("--") {
                return Ok(Expr::Step { by: -1.0, before: false, target: Box::new(expr) });
            }
        }
        Ok(expr)
    }

    fn primary(&mut self) -> Parse<Expr> {
        let here = self.at;
        Ok(match self.next() {
            Token::Number(number) => Expr::Number(number),
            Token::Text(text) => Expr::Text(text.into()),
            Token::Regex(text) => match Matcher::new(&text, Dialect::Extended, false) {
                Ok(matcher) => Expr::Regex(Rc::new(matcher)),
                Err(mistake) => {
                    return Err(format!("regular expression compile failed ({mistake})\n{text}"));
                }
            },
            Token::Op("$") => {
                let inner = match self.peek() {
                    Token::Op("++" | "--" | "-") => self.unary()?,
                    _ => self.primary()?,
                };
                Expr::Field(Box::new(inner))
            }
            Token::Op(step @ ("++" | "--")) => {
                let target = Box::new(self.primary()?);
                Expr::Step { by: if step == "++" { 1.0 } else { -1.0 }, before: true, target }
            }
            Token::Op("(") => {
                let mut list = self.list(")")?;
                match list.len() {
                    0 => return Err(self.mistake()),
                    1 => Expr::Group(Box::new(list.remove(0))),
                    // Several values: the keys of `in`, or the arguments of `print`.
                    _ => Expr::In(list, Name::Local(usize::MAX)),
                }
            }
            Token::Name(name) if name == "getline" => {
                let into = self.optional_lvalue()?;
                let from = if self.take("<") {
                    Source::File(Box::new(self.postfix()?))
                } else {
                    Source::Main
                };
                Expr::Getline { into, from }
            }
            Token::Name(name) if super::call::is_builtin(&name) => Expr::Builtin(name, Vec::new()),
            Token::Name(name) => {
                let name = self.name(&name);
                if self.take("[") {
                    Expr::Index(name, self.list("]")?)
                } else {
                    Expr::Variable(name)
                }
            }
            Token::Function(name) => {
                self.expect("(")?;
                let arguments = self.list(")")?;
                if super::call::is_builtin(&name) {
                    Expr::Builtin(name, arguments)
                } else {
                    Expr::Call(self.function(&name), arguments)
                }
            }
            _ => {
                self.at = here;
                return Err(self.mistake());
            }
        })
    }
}
