//! Text to expression, by precedence.

use std::rc::Rc;

use super::{ArithError, Expr, Lvalue, wrong};

/// How deeply parentheses and operators may nest.
const DEPTH: usize = 100;

/// Binary operators, loosest first.
const LEVELS: [&[&str]; 11] = [
    &["||"],
    &["&&"],
    &["|"],
    &["^"],
    &["&"],
    &["==", "!="],
    &["<=", ">=", "<", ">"],
    &["<<", ">>"],
    &["+", "-"],
    &["*", "/", "%"],
    &["**"],
];

/// Operators, longest first.
const OPERATORS: [&str; 37] = [
    "<<=", ">>=", "**", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "*=", "/=",
    "%=", "+=", "-=", "&=", "^=", "|=", "+", "-", "*", "/", "%", "<", ">", "&", "^", "|", "!", "~",
    "?", ":", "=", ",",
];

/// Reads an expression; none where the text is blank.
pub(super) fn parse(text: &str) -> Result<Option<Expr>, ArithError> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    reader.blanks();
    if reader.rest().is_empty() {
        return Ok(None);
    }
    let expr = reader.comma()?;
    reader.blanks();
    if reader.rest().is_empty() {
        return Ok(Some(expr));
    }
    let message = if reader.rest().starts_with(|c: char| {
        c.is_ascii_digit() || c.is_alphabetic() || "()#.$@'\"\\]{}[;:".contains(c)
    }) {
        "syntax error in expression"
    } else {
        "syntax error: invalid arithmetic operator"
    };
    let message = match reader.rest().chars().next() {
        Some('.' | '@' | '\'' | '"' | '\\' | '{' | '}' | '[' | ']' | '#' | '$' | ';') => {
            "syntax error: invalid arithmetic operator"
        }
        _ => message,
    };
    Err(reader.wrong(message))
}

/// Where the last token of a text begins.
fn last_token(text: &str) -> usize {
    let shown = text.trim_end();
    let name = |c: char| c.is_ascii_alphanumeric() || "_#@".contains(c);
    let mut start = shown.trim_end_matches(name).len();
    if shown.ends_with(']')
        && let Some(open) = shown.rfind('[')
    {
        start = shown[..open].trim_end_matches(name).len();
    }
    if start < shown.len() {
        return start;
    }
    let operator = OPERATORS.iter().find(|op| shown.ends_with(**op)).map_or(1, |op| op.len());
    shown.len().saturating_sub(operator)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn wrong(&self, message: &str) -> ArithError {
        wrong(self.text, message, self.rest())
    }

    /// As [`Reader::wrong`]; at the end of the text bash points at the last token.
    fn ends(&self, message: &str) -> ArithError {
        if !self.rest().trim().is_empty() {
            return self.wrong(message);
        }
        wrong(self.text, message, &self.text[last_token(self.text)..])
    }

    /// The operator that stands there.
    fn operator(&mut self) -> Option<&'static str> {
        self.blanks();
        OPERATORS.iter().find(|op| self.rest().starts_with(**op)).copied()
    }

    fn take(&mut self, op: &str) -> bool {
        let there = self.operator() == Some(op);
        if there {
            self.at += op.len();
        }
        there
    }

    fn comma(&mut self) -> Result<Expr, ArithError> {
        let mut left = self.assignment()?;
        while self.take(",") {
            left = Expr::Comma(Box::new(left), Box::new(self.assignment()?));
        }
        Ok(left)
    }

    fn assignment(&mut self) -> Result<Expr, ArithError> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.wrong("expression recursion level exceeded"));
        }
        let left = self.choice()?;
        let op = match self.operator() {
            Some("=") => "",
            Some("*=") => "*",
            Some("/=") => "/",
            Some("%=") => "%",
            Some("+=") => "+",
            Some("-=") => "-",
            Some("<<=") => "<<",
            Some(">>=") => ">>",
            Some("&=") => "&",
            Some("^=") => "^",
            Some("|=") => "|",
            _ => {
                self.depth -= 1;
                return Ok(left);
            }
        };
        let Expr::Variable(target) = left else {
            return Err(self.wrong("attempted assignment to non-variable"));
        };
        self.at += op.len() + 1;
        let value = self.assignment()?;
        self.depth -= 1;
        Ok(Expr::Assign(op, target, Box::new(value)))
    }

    fn choice(&mut self) -> Result<Expr, ArithError> {
        let condition = self.binary(0)?;
        if !self.take("?") {
            return Ok(condition);
        }
        self.blanks();
        if self.rest().is_empty() || self.operator() == Some(":") {
            return Err(self.ends("expression expected"));
        }
        let yes = self.comma()?;
        if !self.take(":") {
            return Err(self.ends("`:' expected for conditional expression"));
        }
        self.blanks();
        if self.rest().is_empty() {
            return Err(self.ends("expression expected"));
        }
        let no = self.choice_or_assignment()?;
        Ok(Expr::Choice(Box::new(condition), Box::new(yes), Box::new(no)))
    }

    fn choice_or_assignment(&mut self) -> Result<Expr, ArithError> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.wrong("expression recursion level exceeded"));
        }
        let expr = self.choice();
        self.depth -= 1;
        expr
    }

    fn binary(&mut self, level: usize) -> Result<Expr, ArithError> {
        let Some(ops) = LEVELS.get(level) else { return self.unary() };
        let mut left = self.binary(level + 1)?;
        loop {
            let Some(op) = self.operator().and_then(|op| ops.iter().find(|known| **known == op))
            else {
                return Ok(left);
            };
            self.at += op.len();
            let right = if *op == "**" { self.binary(level)? } else { self.binary(level + 1)? };
            left = Expr::Binary(op, Box::new(left), Box::new(right));
        }
    }

    fn unary(&mut self) -> Result<Expr, ArithError> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.wrong("expression recursion level exceeded"));
        }
        let expr = self.unary_inside();
        self.depth -= 1;
        expr
    }

    fn unary_inside(&mut self) -> Result<Expr, ArithError> {
        let op = self.operator();
        match op {
            Some(step @ ("++" | "--")) => {
                let start = self.at;
                self.at += 2;
                self.blanks();
                if self.rest().starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
                    let target = self.lvalue()?;
                    return Ok(Expr::Step {
                        by: if step == "++" { 1 } else { -1 },
                        before: true,
                        target: Rc::new(target),
                    });
                }
                self.at = start + 1;
                Ok(Expr::Unary(if step == "++" { '+' } else { '-' }, Box::new(self.unary()?)))
            }
            Some(sign @ ("+" | "-" | "!" | "~")) => {
                self.at += 1;
                let sign = sign.chars().next().unwrap_or('+');
                Ok(Expr::Unary(sign, Box::new(self.unary()?)))
            }
            _ => self.primary(),
        }
    }

    fn primary(&mut self) -> Result<Expr, ArithError> {
        self.blanks();
        let rest = self.rest();
        match rest.chars().next() {
            Some('(') => {
                self.at += 1;
                let inner = self.comma()?;
                self.blanks();
                if !self.rest().starts_with(')') {
                    return Err(self.wrong("missing `)'"));
                }
                self.at += 1;
                Ok(inner)
            }
            Some(c) if c.is_ascii_digit() => self.number(),
            Some(c) if c.is_ascii_alphabetic() || c == '_' => {
                let target = Rc::new(self.lvalue()?);
                match self.operator() {
                    Some(step @ ("++" | "--")) => {
                        self.at += 2;
                        Ok(Expr::Step {
                            by: if step == "++" { 1 } else { -1 },
                            before: false,
                            target,
                        })
                    }
                    _ => Ok(Expr::Variable(target)),
                }
            }
            None => {
                // bash points at the operator before the end.
                let shown = self.text.trim_end();
                let from = shown
                    .rfind(|c: char| !"+-*/%<>&^|!~?:=,".contains(c))
                    .map_or(0, |n| n + shown[n..].chars().next().map_or(1, char::len_utf8));
                Err(wrong(self.text, "syntax error: operand expected", &self.text[from..]))
            }
            Some(_) => Err(self.wrong("syntax error: operand expected")),
        }
    }

    fn lvalue(&mut self) -> Result<Lvalue, ArithError> {
        let rest = self.rest();
        let length =
            rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        let name = rest[..length].to_owned();
        self.at += length;
        if !self.rest().starts_with('[') {
            return Ok(Lvalue { name, index: None });
        }
        let mut depth = 0;
        for (n, c) in self.rest().char_indices() {
            match c {
                '[' => depth += 1,
                ']' => {
                    depth -= 1;
                    if depth == 0 {
                        let index = self.rest()[1..n].to_owned();
                        self.at += n + 1;
                        return Ok(Lvalue { name, index: Some(index) });
                    }
                }
                _ => {}
            }
        }
        Err(self.wrong("bad array subscript"))
    }

    fn number(&mut self) -> Result<Expr, ArithError> {
        let rest = self.rest();
        let length = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '#' | '@' | '_'))
            .unwrap_or(rest.len());
        let text = &rest[..length];
        let value = if let Some((base, digits)) = text.split_once('#') {
            let Some(base) = base.parse().ok().filter(|base| (2..=64).contains(base)) else {
                return Err(self.wrong("invalid arithmetic base"));
            };
            digits_in(digits, base)
        } else if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
            digits_in(digits, 16)
        } else if text.len() > 1 && text.starts_with('0') {
            digits_in(&text[1..], 8)
        } else {
            digits_in(text, 10)
        };
        match value {
            Some(value) => {
                self.at += length;
                Ok(Expr::Number(value))
            }
            None => Err(wrong(self.text, "value too great for base", text)),
        }
    }
}

/// A number in a base up to 64; too large ones wrap.
fn digits_in(digits: &str, base: i64) -> Option<i64> {
    let mut value: i64 = 0;
    for c in digits.chars() {
        let digit = match c {
            '0'..='9' => i64::from(u32::from(c) - u32::from('0')),
            'a'..='z' => i64::from(u32::from(c) - u32::from('a')) + 10,
            'A'..='Z' if base <= 36 => i64::from(u32::from(c) - u32::from('A')) + 10,
            'A'..='Z' => i64::from(u32::from(c) - u32::from('A')) + 36,
            '@' => 62,
            '_' => 63,
            _ => return None,
        };
        if digit >= base {
            return None;
        }
        value = value.wrapping_mul(base).wrapping_add(digit);
    }
    Some(value)
}
