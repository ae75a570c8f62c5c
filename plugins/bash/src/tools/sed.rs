//! `sed`.

mod parse;
mod replace;
mod run;

use super::options::read;
use super::regex::Matcher;
use crate::exec::external::{Cx, Ended};
use crate::os::bytes::decode;

/// Which lines a command is for.
enum Address {
    Line(usize),
    Last,
    Regex(Option<std::rc::Rc<Matcher>>),
    /// `first~step`
    Step(usize, usize),
}

/// The second address of a range.
enum Until {
    Address(Address),
    /// `,+N`
    Count(usize),
    /// `,~N`
    Multiple(usize),
}

/// A command.
struct Command {
    first: Option<Address>,
    second: Option<Until>,
    negated: bool,
    kind: Kind,
}

/// What a command does.
enum Kind {
    /// `{`, with the position of its `}`.
    Block(usize),
    End,
    Append(String),
    Insert(String),
    Change(String),
    Branch(String),
    BranchIf(String),
    BranchUnless(String),
    Label,
    Delete,
    DeleteFirst,
    Print,
    PrintFirst,
    Next,
    NextAppend,
    Quit(i32, bool),
    Number,
    List,
    Hold,
    HoldAppend,
    Get,
    GetAppend,
    Exchange,
    Read(String),
    Write(String),
    Translate(Vec<(char, char)>),
    Zap,
    Substitute(Box<Substitute>),
}

/// `s`.
struct Substitute {
    matcher: Option<std::rc::Rc<Matcher>>,
    with: Vec<Piece>,
    global: bool,
    /// Which match, from 1.
    nth: usize,
    print: bool,
    file: Option<String>,
}

/// A piece of a replacement.
enum Piece {
    Text(String),
    Group(usize),
    /// `\U`, `\L`, `\u`, `\l`, `\E`.
    Case(char),
}

/// A script, and where its labels are.
struct Script {
    commands: Vec<Command>,
    labels: std::collections::BTreeMap<String, usize>,
}

/// What the options ask for.
struct Manner {
    quiet: bool,
    separate: bool,
    /// Edit in place, keeping the old file under this suffix.
    in_place: Option<String>,
    zero: bool,
}

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let long = [
        ("expression", 'e'),
        ("file", 'f'),
        ("quiet", 'n'),
        ("silent", 'n'),
        ("regexp-extended", 'E'),
        ("in-place", 'i'),
        ("separate", 's'),
        ("null-data", 'z'),
    ];
    let mut options = match read(&cx.args, "ne:f:Eri::szu", &long) {
        Ok(options) => options,
        Err(mistake) => {
            let text = format!(
                "{mistake}\nUsage: sed [OPTION]... {{script-only-if-no-other-script}} [input-file]..."
            );
            return cx.fail(1, &text).await;
        }
    };
    let mut texts = Vec::new();
    for (letter, value) in options.given.clone() {
        match letter {
            'e' => texts.push(value),
            'f' => match cx.read(&value).await {
                Ok(text) => texts.push(decode(&text).trim_end_matches('\n').to_owned()),
                Err(errno) => {
                    return cx.fail(1, &format!("couldn't open file {value}: {errno}")).await;
                }
            },
            _ => {}
        }
    }
    if texts.is_empty() {
        if options.operands.is_empty() {
            cx.complain_raw(
                "Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n",
            )
            .await?;
            return Ok(1);
        }
        texts.push(options.operands.remove(0));
    }
    let text = texts.join("\n");
    let script = match parse::script(&text, options.has('E') || options.has('r')) {
        Ok(script) => script,
        Err((at, mistake)) => {
            return cx.fail(1, &format!("-e expression #1, char {at}: {mistake}")).await;
        }
    };
    let manner = Manner {
        quiet: options.has('n') || text.starts_with("#n\n"),
        separate: options.has('s') || options.has('i'),
        in_place: options.value('i').map(str::to_owned),
        zero: options.has('z'),
    };
    if manner.in_place.is_some() && options.operands.is_empty() {
        return cx.fail(4, "no input files").await;
    }
    run::run(cx, script, manner, options.files()).await
}
