//! What an `awk` program is made of.

use std::rc::Rc;

use crate::tools::regex::Matcher;

/// A program.
#[derive(Default)]
pub(super) struct Program {
    pub(super) begin: Vec<Stmt>,
    pub(super) rules: Vec<Rule>,
    pub(super) end: Vec<Stmt>,
    pub(super) has_end: bool,
    pub(super) functions: Vec<Function>,
    /// Names of global variables, by number.
    pub(super) globals: Vec<String>,
}

/// A pattern and what to do.
pub(super) struct Rule {
    pub(super) pattern: Pattern,
    pub(super) body: Option<Vec<Stmt>>,
}

/// Which records a rule is for.
pub(super) enum Pattern {
    All,
    When(Expr),
    Range(Expr, Expr),
}

/// A function.
pub(super) struct Function {
    pub(super) name: String,
    pub(super) parameters: usize,
    pub(super) body: Vec<Stmt>,
}

/// A variable: global, or local to a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    Global(usize),
    Local(usize),
}

/// Where output goes.
pub(super) enum Target {
    File(Expr),
    Append(Expr),
    Pipe(Expr),
}

/// A statement.
pub(super) enum Stmt {
    Expr(Expr),
    Print(Vec<Expr>, Option<Target>),
    Printf(Vec<Expr>, Option<Target>),
    If(Expr, Vec<Stmt>, Vec<Stmt>),
    While(Expr, Vec<Stmt>),
    Do(Vec<Stmt>, Expr),
    For(Option<Box<Stmt>>, Option<Expr>, Option<Box<Stmt>>, Vec<Stmt>),
    ForIn(Name, Name, Vec<Stmt>),
    Break,
    Continue,
    Next,
    NextFile,
    Exit(Option<Expr>),
    Return(Option<Expr>),
    Delete(Name, Option<Vec<Expr>>),
}

/// An expression.
pub(super) enum Expr {
    Number(f64),
    Text(Rc<str>),
    Regex(Rc<Matcher>),
    Variable(Name),
    Field(Box<Expr>),
    Index(Name, Vec<Expr>),
    Assign(Option<char>, Box<Expr>, Box<Expr>),
    Choice(Box<Expr>, Box<Expr>, Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    In(Vec<Expr>, Name),
    Match(bool, Box<Expr>, Box<Expr>),
    Compare(&'static str, Box<Expr>, Box<Expr>),
    Concat(Box<Expr>, Box<Expr>),
    Arith(char, Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    Minus(Box<Expr>),
    Plus(Box<Expr>),
    Step { by: f64, before: bool, target: Box<Expr> },
    Group(Box<Expr>),
    Call(usize, Vec<Expr>),
    Builtin(String, Vec<Expr>),
    Getline { into: Option<Box<Expr>>, from: Source },
}

/// Where `getline` reads.
pub(super) enum Source {
    Main,
    File(Box<Expr>),
    Command(Box<Expr>),
}
