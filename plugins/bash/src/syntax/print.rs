//! Commands back to text, as `declare -f` and `type` lay it out.

use std::fmt::Write as _;

use super::ast::{
    Arm, ArmEnd, Assign, AssignValue, Command, Item, Kind, List, Pipeline, Redirect, RedirectFd,
    RedirectKind, TestExpr, TimeFormat, Word,
};

/// A function's definition.
pub(crate) fn function(name: &str, body: &Command) -> String {
    let mut out = format!("{name} () \n");
    match &body.kind {
        Kind::Group(_) => command(&mut out, body, 0),
        _ => {
            out.push_str("{ \n    ");
            command(&mut out, body, 4);
            out.push_str("\n}");
        }
    }
    out
}

fn pad(out: &mut String, by: usize) {
    out.extend(std::iter::repeat_n(' ', by));
}

/// A list, each item on a line of its own.
fn list(out: &mut String, list: &List, by: usize) {
    for (n, each) in list.items.iter().enumerate() {
        pad(out, by);
        item(out, each, by);
        if each.background {
            out.push_str(" &");
        } else if n + 1 < list.items.len() && !out.ends_with('\n') {
            out.push(';');
        }
        if n + 1 < list.items.len() {
            out.push('\n');
        }
    }
}

/// A list on one line, as in conditions.
fn inline(out: &mut String, list: &List, by: usize) {
    for (n, each) in list.items.iter().enumerate() {
        if n > 0 {
            out.push_str("; ");
        }
        item(out, each, by);
    }
}

fn item(out: &mut String, item: &Item, by: usize) {
    pipeline(out, &item.chain.first, by);
    for (and, next) in &item.chain.rest {
        out.push_str(if *and { " && " } else { " || " });
        pipeline(out, next, by);
    }
}

fn pipeline(out: &mut String, pipeline: &Pipeline, by: usize) {
    match pipeline.timed {
        Some(TimeFormat::Bash) => out.push_str("time "),
        Some(TimeFormat::Posix) => out.push_str("time -p "),
        None => {}
    }
    if pipeline.negated {
        out.push_str("! ");
    }
    for (n, each) in pipeline.commands.iter().enumerate() {
        if n > 0 {
            out.push_str(if pipeline.with_stderr.get(n - 1) == Some(&true) {
                " 2>&1 | "
            } else {
                " | "
            });
        }
        command(out, each, by);
    }
}

/// The text of one command.
pub(crate) fn single(command: &Command) -> String {
    let mut out = String::new();
    self::command(&mut out, command, 0);
    out
}

/// The text of a pipeline.
pub(crate) fn commands(pipeline: &Pipeline) -> String {
    let mut out = String::new();
    self::pipeline(&mut out, pipeline, 0);
    out
}

/// The text of a command on its own, as `jobs` shows it.
pub(crate) fn chain(chain: &super::ast::Chain) -> String {
    let mut out = String::new();
    pipeline(&mut out, &chain.first, 0);
    for (and, next) in &chain.rest {
        out.push_str(if *and { " && " } else { " || " });
        pipeline(&mut out, next, 0);
    }
    out
}

fn block(out: &mut String, open: &str, body: &List, by: usize, close: &str) {
    out.push_str(open);
    out.push('\n');
    list(out, body, by + 4);
    out.push_str(";\n");
    pad(out, by);
    out.push_str(close);
}

fn command(out: &mut String, command: &Command, by: usize) {
    match &command.kind {
        Kind::Simple { assigns, words } => simple(out, assigns, words),
        Kind::Group(body) => {
            out.push_str("{ \n");
            list(out, body, by + 4);
            out.push('\n');
            pad(out, by);
            out.push('}');
        }
        Kind::Subshell(body) => {
            out.push_str("( ");
            list(out, body, 0);
            out.push_str(" )");
        }
        Kind::If { arms, otherwise } => conditional(out, arms, otherwise.as_ref(), by),
        Kind::While { until, condition, body } => {
            out.push_str(if *until { "until " } else { "while " });
            inline(out, condition, by);
            block(out, "; do", body, by, "done");
        }
        Kind::For { name, words, body } => looped(out, "for", name, words.as_deref(), body, by),
        Kind::Select { name, words, body } => {
            looped(out, "select", name, words.as_deref(), body, by)
        }
        Kind::ArithFor { init, condition, step, body } => {
            let (init, condition, step) = (init.raw.trim(), condition.raw.trim(), step.raw.trim());
            let _ = writeln!(out, "for (({init}; {condition}; {step}))");
            pad(out, by);
            block(out, "do", body, by, "done");
        }
        Kind::Case { word, arms } => case(out, word, arms, by),
        Kind::Arith(word) => {
            let _ = write!(out, "(({}))", word.raw);
        }
        Kind::Test(expr) => {
            out.push_str("[[ ");
            test(out, expr);
            out.push_str(" ]]");
        }
        Kind::Coproc { name, body } => {
            let _ = write!(out, "coproc {name} ");
            self::command(out, body, by);
        }
        Kind::Function { name, body } => {
            let _ = writeln!(out, "function {name} () ");
            pad(out, by);
            self::command(out, body, by);
        }
    }
    redirects(out, &command.redirects);
}

fn conditional(out: &mut String, arms: &[(List, List)], otherwise: Option<&List>, by: usize) {
    for (n, (condition, body)) in arms.iter().enumerate() {
        if n > 0 {
            // bash prints `elif` as an `if` inside the `else`; one level is enough to read.
            pad(out, by);
        }
        out.push_str(if n == 0 { "if " } else { "elif " });
        inline(out, condition, by);
        out.push_str("; then\n");
        list(out, body, by + 4);
        out.push_str(";\n");
    }
    if let Some(body) = otherwise {
        pad(out, by);
        out.push_str("else\n");
        list(out, body, by + 4);
        out.push_str(";\n");
    }
    pad(out, by);
    out.push_str("fi");
}

fn case(out: &mut String, word: &Word, arms: &[Arm], by: usize) {
    let _ = write!(out, "case {} in ", word.raw);
    for arm in arms {
        out.push('\n');
        pad(out, by + 4);
        let patterns: Vec<&str> = arm.patterns.iter().map(|word| word.raw.as_str()).collect();
        let _ = writeln!(out, "{})", patterns.join(" | "));
        list(out, &arm.body, by + 8);
        out.push('\n');
        pad(out, by + 4);
        out.push_str(match arm.end {
            ArmEnd::Leave => ";;",
            ArmEnd::FallThrough => ";&",
            ArmEnd::TryNext => ";;&",
        });
    }
    out.push('\n');
    pad(out, by);
    out.push_str("esac");
}

fn simple(out: &mut String, assigns: &[Assign], words: &[Word]) {
    let mut all: Vec<String> = assigns.iter().map(assignment).collect();
    all.extend(words.iter().map(|word| word.raw.clone()));
    out.push_str(&all.join(" "));
}

/// An assignment as it is shown.
pub(crate) fn assignment(assign: &Assign) -> String {
    let mut out = assign.name.clone();
    if let Some(index) = &assign.index {
        let _ = write!(out, "[{}]", index.raw);
    }
    out.push_str(if assign.append { "+=" } else { "=" });
    match &assign.value {
        AssignValue::Scalar(word) => out.push_str(&word.raw),
        AssignValue::Array(elements) => {
            let shown: Vec<String> = elements
                .iter()
                .map(|element| match &element.index {
                    Some(index) => format!("[{}]={}", index.raw, element.value.raw),
                    None => element.value.raw.clone(),
                })
                .collect();
            let _ = write!(out, "({})", shown.join(" "));
        }
    }
    out
}

fn looped(
    out: &mut String,
    keyword: &str,
    name: &str,
    words: Option<&[Word]>,
    body: &List,
    by: usize,
) {
    let words: Vec<&str> =
        words.map_or(vec!["\"$@\""], |words| words.iter().map(|word| word.raw.as_str()).collect());
    let _ = writeln!(out, "{keyword} {name} in {};", words.join(" "));
    pad(out, by);
    block(out, "do", body, by, "done");
}

fn test(out: &mut String, expr: &TestExpr) {
    match expr {
        TestExpr::And(left, right) | TestExpr::Or(left, right) => {
            test(out, left);
            out.push_str(if matches!(expr, TestExpr::And(..)) { " && " } else { " || " });
            test(out, right);
        }
        TestExpr::Not(inner) => {
            out.push_str("! ");
            test(out, inner);
        }
        TestExpr::Group(inner) => {
            out.push_str("( ");
            test(out, inner);
            out.push_str(" )");
        }
        TestExpr::Unary(op, word) => {
            let _ = write!(out, "{op} {}", word.raw);
        }
        TestExpr::Binary(op, left, right) => {
            let _ = write!(out, "{} {op} {}", left.raw, right.raw);
        }
        TestExpr::Single(word) => {
            let _ = write!(out, "-n {}", word.raw);
        }
    }
}

fn redirects(out: &mut String, all: &[Redirect]) {
    for redirect in all {
        let to = match &redirect.to {
            RedirectFd::Default => String::new(),
            RedirectFd::Number(number) => number.to_string(),
            RedirectFd::Variable(name) => format!("{{{name}}}"),
        };
        let (op, word) = match &redirect.kind {
            RedirectKind::Read(word) => ("< ", word.raw.as_str()),
            RedirectKind::Write(word) => ("> ", word.raw.as_str()),
            RedirectKind::Clobber(word) => (">| ", word.raw.as_str()),
            RedirectKind::Append(word) => (">> ", word.raw.as_str()),
            RedirectKind::ReadWrite(word) => ("<> ", word.raw.as_str()),
            RedirectKind::Both { append: false, word } => ("&> ", word.raw.as_str()),
            RedirectKind::Both { append: true, word } => ("&>> ", word.raw.as_str()),
            RedirectKind::DupIn(word) => ("<&", word.raw.as_str()),
            RedirectKind::DupOut(word) => (">&", word.raw.as_str()),
            RedirectKind::HereString(word) => ("<<< ", word.raw.as_str()),
            RedirectKind::HereDoc(body) => {
                let text = body.get().map(|word| word.raw.as_str()).unwrap_or_default();
                let _ = write!(out, " <<EOF\n{text}EOF\n");
                continue;
            }
        };
        let to = if op.ends_with('&') && to.is_empty() {
            String::from(if op == "<&" { "0" } else { "1" })
        } else {
            to
        };
        let _ = write!(out, " {to}{op}{word}");
    }
}
