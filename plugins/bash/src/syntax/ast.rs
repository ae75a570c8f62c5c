//! What a script is made of once it is read. Plain data: knows nothing of how it is run.

use std::cell::OnceCell;
use std::rc::Rc;

/// Commands one after another.
#[derive(Debug, Default)]
pub(crate) struct List {
    pub(crate) items: Vec<Item>,
}

/// One chain of pipelines, and whether `&` follows it.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) chain: Rc<Chain>,
    pub(crate) background: bool,
}

/// Pipelines joined by `&&` and `||`.
#[derive(Debug)]
pub(crate) struct Chain {
    pub(crate) first: Pipeline,
    /// `true` for `&&`.
    pub(crate) rest: Vec<(bool, Pipeline)>,
}

/// Commands joined by `|`.
#[derive(Debug)]
pub(crate) struct Pipeline {
    pub(crate) commands: Vec<Rc<Command>>,
    /// For each `|`, whether it was `|&`.
    pub(crate) with_stderr: Vec<bool>,
    pub(crate) negated: bool,
    pub(crate) timed: Option<TimeFormat>,
}

/// How `time` reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeFormat {
    Bash,
    Posix,
}

/// A command with its redirections.
#[derive(Debug)]
pub(crate) struct Command {
    pub(crate) kind: Kind,
    pub(crate) redirects: Vec<Redirect>,
    /// The line it starts on, from 1.
    pub(crate) line: u32,
}

/// What a command is.
#[derive(Debug)]
pub(crate) enum Kind {
    Simple {
        assigns: Vec<Assign>,
        words: Vec<Word>,
    },
    Group(List),
    Subshell(Rc<List>),
    If {
        arms: Vec<(List, List)>,
        otherwise: Option<List>,
    },
    While {
        until: bool,
        condition: List,
        body: List,
    },
    For {
        name: String,
        words: Option<Vec<Word>>,
        body: List,
    },
    Select {
        name: String,
        words: Option<Vec<Word>>,
        body: List,
    },
    ArithFor {
        init: Word,
        condition: Word,
        step: Word,
        body: List,
    },
    Case {
        word: Word,
        arms: Vec<Arm>,
    },
    Arith(Word),
    Test(TestExpr),
    Function {
        name: String,
        body: Rc<Command>,
    },
    /// `coproc`: a command in the background with a pipe to it and one from it.
    Coproc {
        name: String,
        body: Rc<Command>,
    },
}

/// One arm of a `case`.
#[derive(Debug)]
pub(crate) struct Arm {
    pub(crate) patterns: Vec<Word>,
    pub(crate) body: List,
    pub(crate) end: ArmEnd,
}

/// What follows the commands of an arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ArmEnd {
    /// `;;`
    Leave,
    /// `;&`
    FallThrough,
    /// `;;&`
    TryNext,
}

/// The inside of `[[ ]]`.
#[derive(Debug)]
pub(crate) enum TestExpr {
    And(Box<TestExpr>, Box<TestExpr>),
    Or(Box<TestExpr>, Box<TestExpr>),
    Not(Box<TestExpr>),
    Group(Box<TestExpr>),
    Unary(String, Word),
    Binary(String, Word, Word),
    Single(Word),
}

/// `name=value`, `name[index]+=value`, `name=(…)`.
#[derive(Clone, Debug)]
pub(crate) struct Assign {
    pub(crate) name: String,
    pub(crate) index: Option<Word>,
    pub(crate) append: bool,
    pub(crate) value: AssignValue,
}

/// The right side of an assignment.
#[derive(Clone, Debug)]
pub(crate) enum AssignValue {
    Scalar(Word),
    Array(Vec<Element>),
}

/// One element of `(…)`.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) index: Option<Word>,
    pub(crate) append: bool,
    pub(crate) value: Word,
}

/// A word before expansion.
#[derive(Clone, Debug, Default)]
pub(crate) struct Word {
    pub(crate) parts: Vec<Part>,
    /// As it was written.
    pub(crate) raw: String,
    /// Set where it is an assignment given to `declare` and its kin.
    pub(crate) assign: Option<Box<Assign>>,
}

impl Word {
    /// A word that is just this text, unquoted.
    pub(crate) fn literal(text: &str) -> Self {
        let parts = vec![Part::Text(text.into())];
        Self { parts, raw: text.into(), assign: None }
    }

    /// Its text, where it is unquoted and nothing in it is expanded.
    pub(crate) fn plain(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [Part::Text(text)] => Some(text),
            _ => None,
        }
    }
}

/// A piece of a word.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// Unquoted text.
    Text(String),
    /// Text that stands for itself.
    Quoted(String),
    /// What stands between double quotes.
    Double(Vec<Part>),
    Param(Rc<Param>),
    /// `$(…)` and backquotes.
    Command(Rc<List>),
    /// `$((…))`
    Arith(Rc<Word>),
    /// `<(…)` and `>(…)`.
    Process {
        read: bool,
        body: Rc<List>,
    },
}

/// `$name` and `${…}`.
#[derive(Debug)]
pub(crate) struct Param {
    pub(crate) name: ParamName,
    pub(crate) index: Option<Index>,
    /// `${!name}`
    pub(crate) indirect: bool,
    pub(crate) op: ParamOp,
    /// As it was written, for messages.
    pub(crate) raw: String,
}

/// Which parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ParamName {
    Variable(String),
    Positional(usize),
    Special(char),
}

/// A subscript.
#[derive(Clone, Debug)]
pub(crate) enum Index {
    At,
    Star,
    Of(Word),
}

/// What is done with the value.
#[derive(Debug)]
pub(crate) enum ParamOp {
    None,
    Length,
    /// `-`, `=`, `?`, `+`; with a colon, empty counts as unset.
    Default {
        colon: bool,
        kind: char,
        word: Word,
    },
    Trim {
        suffix: bool,
        longest: bool,
        pattern: Word,
    },
    Replace {
        place: ReplacePlace,
        pattern: Word,
        with: Word,
    },
    Slice {
        offset: Word,
        length: Option<Word>,
    },
    /// `^`, `,`, `~`.
    Case {
        kind: char,
        all: bool,
        pattern: Word,
    },
    Transform(char),
    /// `${!prefix*}`, `${!prefix@}`.
    Names {
        star: bool,
    },
    /// `${!name[@]}`, `${!name[*]}`.
    Keys {
        star: bool,
    },
    /// Something bash calls a bad substitution, when it comes to it.
    Bad,
}

/// Where `${name/…}` looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReplacePlace {
    First,
    All,
    Prefix,
    Suffix,
}

/// A redirection.
#[derive(Debug)]
pub(crate) struct Redirect {
    pub(crate) to: RedirectFd,
    pub(crate) kind: RedirectKind,
}

/// What is redirected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RedirectFd {
    Default,
    Number(i32),
    /// `{name}>`
    Variable(String),
}

/// Where to.
#[derive(Debug)]
pub(crate) enum RedirectKind {
    Read(Word),
    Write(Word),
    Clobber(Word),
    Append(Word),
    ReadWrite(Word),
    /// `&>`, `>&word`; appending or not.
    Both {
        append: bool,
        word: Word,
    },
    DupIn(Word),
    DupOut(Word),
    HereString(Word),
    /// The body comes after the line.
    HereDoc(Rc<OnceCell<Word>>),
}
