//! Characters that a word processor puts in the place of those the shell knows: curly quotes,
//! a dash for the hyphens of an option, a non-breaking space. Not inside quotes, where they are
//! text.

use proofpress_plugin::{Applicability, Context, Finding, Rule, Severity, Span};

use crate::Shell;

pub(crate) const RULE: Rule<Shell> =
    Rule::new(Severity::Error, check).on_broken().fixable().tags(&["copy-paste"]);

fn check(cx: &Context<'_, Shell>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for word in &cx.tree.words {
        for span in word.bare_literals() {
            let text = cx.tree.shown(span);
            if text.is_ascii() {
                continue;
            }
            for (offset, letter) in text.char_indices() {
                let at = span.start + offset;
                let after = &text[offset + letter.len_utf8()..];
                let first = at == word.span.start;
                findings.extend(finding(letter, at, after, first, &text[..offset]));
            }
        }
    }
    findings
}

fn finding(letter: char, at: usize, after: &str, first: bool, before: &str) -> Option<Finding> {
    let span = Span::new(at, at + letter.len_utf8());
    let (what, plain, message) = match letter {
        '\u{201c}' | '\u{201d}' => ("quote", "\"", "does not quote"),
        '\u{2018}' | '\u{2019}' if !is_apostrophe(before, after) => {
            ("quote", "'", "does not quote")
        }
        '\u{a0}' => ("space", " ", "does not separate words"),
        '\u{2013}' | '\u{2014}'
            if first && after.starts_with(|next: char| next.is_ascii_alphabetic()) =>
        {
            ("dash", hyphens(after), "does not start an option")
        }
        _ => return None,
    };
    let name = match letter {
        '\u{a0}' => "a non-breaking space".to_owned(),
        _ => format!("`{letter}`"),
    };
    let shown = if plain == " " { "a plain space".to_owned() } else { format!("`{plain}`") };
    Some(Finding::new(span, format!("{name} {message}")).help(format!("write {shown}")).fix(
        Applicability::Suggestion,
        format!("write a plain {what}"),
        span,
        plain,
    ))
}

/// Between two letters, as in `don’t`, it is text.
fn is_apostrophe(before: &str, after: &str) -> bool {
    before.ends_with(char::is_alphabetic) && after.starts_with(char::is_alphabetic)
}

/// One letter takes one hyphen, a name two.
fn hyphens(after: &str) -> &'static str {
    let name = after
        .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
        .unwrap_or(after.len());
    if name > 1 { "--" } else { "-" }
}
