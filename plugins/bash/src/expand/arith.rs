//! Arithmetic: the expressions of `$((…))`, `((…))`, subscripts and `let`.

mod eval;
mod parse;

use std::fmt;
use std::rc::Rc;

use crate::shell::Shell;

/// An expression.
#[derive(Clone, Debug)]
pub(crate) enum Expr {
    Number(i64),
    Variable(Rc<Lvalue>),
    Unary(char, Box<Expr>),
    /// `++` and `--`; before or after.
    Step {
        by: i64,
        before: bool,
        target: Rc<Lvalue>,
    },
    Binary(&'static str, Box<Expr>, Box<Expr>),
    Choice(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `=` and `+=` and the like; empty for `=`.
    Assign(&'static str, Rc<Lvalue>, Box<Expr>),
    Comma(Box<Expr>, Box<Expr>),
}

/// A variable, with the text of its subscript.
#[derive(Clone, Debug)]
pub(crate) struct Lvalue {
    pub(crate) name: String,
    pub(crate) index: Option<String>,
}

/// Why an expression has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ArithError {
    /// The expression, what is wrong, and the text from where it is.
    Wrong {
        expr: String,
        message: String,
        token: String,
    },
    Unbound(String),
    /// A readonly variable, or a subscript that is none.
    Denied(String),
}

impl fmt::Display for ArithError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wrong { expr, message, token } => {
                write!(f, "{expr}: {message} (error token is \"{token}\")")
            }
            Self::Unbound(name) => write!(f, "{name}: unbound variable"),
            Self::Denied(message) => f.write_str(message),
        }
    }
}

/// How deeply the values of variables may be expressions of variables.
const DEPTH: u32 = 64;

/// The value of an expression whose expansions are done.
pub(crate) fn eval(shell: &mut Shell, text: &str) -> Result<i64, ArithError> {
    eval_at(shell, text, 0)
}

fn eval_at(shell: &mut Shell, text: &str, depth: u32) -> Result<i64, ArithError> {
    if depth > DEPTH {
        return Err(wrong(text, "expression recursion level exceeded", text));
    }
    if let Ok(number) = text.trim().parse::<i64>()
        && !text.trim().starts_with(['0', '+'])
    {
        return Ok(number);
    }
    match parse::parse(text)? {
        Some(expr) => eval::Evaluation { shell, text, depth }.value(&expr),
        None => Ok(0),
    }
}

fn wrong(expr: &str, message: &str, token: &str) -> ArithError {
    let expr = expr.trim_start().to_owned();
    ArithError::Wrong { expr, message: message.to_owned(), token: token.to_owned() }
}
