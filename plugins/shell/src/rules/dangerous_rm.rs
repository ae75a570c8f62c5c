//! `rm -r` of the root, a system folder or the home folder, or of what becomes one of these
//! where a variable is empty.

use proofpress_plugin::{Context, Finding, Rule, Severity, Span};

use crate::Shell;
use crate::word::{Form, Kind, Piece, Word};

pub(crate) const RULE: Rule<Shell> = Rule::new(Severity::Error, check).tags(&["safety"]);

/// Folders of the system, without the slash they start with.
const SYSTEM: &[&str] = &[
    "bin",
    "boot",
    "dev",
    "etc",
    "home",
    "lib",
    "lib64",
    "opt",
    "proc",
    "root",
    "sbin",
    "sys",
    "usr",
    "var",
    "usr/bin",
    "usr/lib",
    "usr/local",
    "usr/share",
    "var/lib",
    "var/log",
];

fn check(cx: &Context<'_, Shell>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for run in cx.tree.runs().filter(|run| run.name == "rm") {
        if !run.has('r', "recursive") && !run.has('R', "recursive") {
            continue;
        }
        for word in run.operands() {
            findings.extend(literal(cx, word).or_else(|| expanded(cx, word)));
        }
    }
    findings
}

/// `/`, `/*`, `/etc`, `~`.
fn literal(cx: &Context<'_, Shell>, word: &Word) -> Option<Finding> {
    let target = word.literal(&cx.tree.text)?;
    let place = target.trim_end_matches('*').trim_end_matches('/');
    let bare = word.is_bare();
    let what = match place.trim_start_matches('/') {
        "" if target.starts_with('/') => "the whole file system",
        "~" if bare => "the home folder",
        folder if place.starts_with('/') && SYSTEM.contains(&folder) => "a folder of the system",
        _ => return None,
    };
    let shown = cx.text(word.span);
    Some(
        Finding::new(word.span, format!("`rm -r` of `{shown}` removes {what}"))
            .help("name the folder that is to go"),
    )
}

/// `$HOME`, and `$DIR/` or `$DIR/*` or `$DIR/etc`, where nothing says that `DIR` is set.
fn expanded(cx: &Context<'_, Shell>, word: &Word) -> Option<Finding> {
    let (first, rest) = word.pieces.split_first()?;
    let Kind::Variable { name, form } = &first.kind else { return None };
    let said: Option<String> = rest.iter().map(|piece| plain(cx, piece)).collect();
    let said = said?;
    let shown = cx.text(word.span);
    if name == "HOME" && matches!(said.as_str(), "" | "/" | "/*") {
        let message = format!("`rm -r` of `{shown}` removes the home folder");
        return Some(Finding::new(word.span, message).help("name the folder that is to go"));
    }
    let folder = said.strip_prefix('/')?.trim_end_matches('*').trim_end_matches('/');
    let risky = folder.is_empty() || SYSTEM.contains(&folder);
    let settled = match form {
        Form::Value | Form::Alternative => cx.tree.is_plain(name, word.span.start),
        _ => true,
    };
    if !risky
        || settled
        || !name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
    {
        return None;
    }
    let message = format!("`rm -r` of `{shown}` removes `{said}` where `{name}` is empty");
    let help = format!("write `\"${{{name}:?}}\"`, which stops where the variable is empty");
    Some(Finding::new(word.span, message).severity(Severity::Warning).help(help))
}

fn plain(cx: &Context<'_, Shell>, piece: &Piece) -> Option<String> {
    let Span { start, end } = piece.inner;
    (piece.kind == Kind::Literal).then(|| cx.text(Span::new(start, end)).to_owned())
}
