//! Attacks by what is answered: lies, nonsense, floods.

use proofpress_plugin::bindings::checker::exports::proofpress::plugin::example_checker::Checked;
use proofpress_plugin::bindings::proofpress::plugin::types::{
    Applicability, Diagnostic, Edit, Example, Extra, Failure, Fix, Severity, Span, Target,
};

use crate::Answer;

/// Finds nothing.
pub(crate) fn nothing() -> Checked {
    Checked { diagnostics: Vec::new(), facts: Vec::new() }
}

/// Finds one thing: what it has to say.
pub(crate) fn said(message: &str) -> Checked {
    Checked { diagnostics: vec![finding("said", message, 0, 0)], facts: Vec::new() }
}

/// Does it, if it is one of these.
pub(crate) fn attack(name: &str, example: &Example) -> Option<Answer> {
    let end = u32::try_from(example.source.len()).unwrap_or(u32::MAX);
    let diagnostics = match name {
        "span-reversed" => vec![finding("said", "reversed", 1, 0)],
        "span-beyond" => vec![finding("said", "beyond", 0, end + 1)],
        "span-far-beyond" => vec![finding("said", "far beyond", u32::MAX, u32::MAX)],
        "span-in-character" => vec![finding("said", "half", 1, end)],
        "related-beyond" => vec![related(end + 1)],
        "unknown-rule" => vec![finding("someone-elses", "not mine", 0, 0)],
        "off-rule" => vec![finding("quiet", "although off", 0, 0)],
        "other-file" => vec![Diagnostic {
            target: Target::File("../../etc/passwd".into()),
            ..finding("said", "there", 0, 0)
        }],
        "overlapping-edits" => vec![fixed(vec![edit(0, 3, "a"), edit(2, 4, "b")])],
        "touching-edits" => vec![fixed(vec![edit(2, 3, "b"), edit(0, 2, "a"), edit(3, 3, "c")])],
        "edit-beyond" => vec![fixed(vec![edit(0, end + 1, "")])],
        "hidden-edit" => vec![fixed(vec![edit(0, 0, "\u{202e}")])],
        "million-edits" => {
            let edits = (0..1_000_000).map(|_| edit(0, 0, "")).collect();
            vec![fixed(edits)]
        }
        "many-edits" => vec![fixed((0..1001).map(|_| edit(0, 0, "")).collect())],
        "empty-fix" => vec![fixed(Vec::new())],
        "escapes" => vec![finding(
            "said",
            "\u{1b}[2J\u{1b}[31mred\u{1b}[0m \u{202e}turned\nnext\u{0} line\u{7}",
            0,
            0,
        )],
        "empty-message" => vec![finding("said", "\u{1b}[0m\n", 0, 0)],
        "long-message" => vec![finding("said", &"x".repeat(5000), 0, 0)],
        "flood-message" => vec![finding("said", &"x".repeat(9 << 20), 0, 0)],
        "many-findings" => vec![finding("said", "again", 0, 0); 1001],
        "flood-findings" => vec![finding("said", "again and again", 0, 0); 200_000],
        "unsorted" => {
            vec![finding("said", "b", 2, 3), finding("said", "c", 0, 2), finding("said", "a", 2, 3)]
        }
        "decline" => return Some(Err(Failure::Unsupported("not\u{7} for me".into()))),
        "config" => return Some(Err(Failure::Config("no good".into()))),
        "internal" => return Some(Err(Failure::Internal("gave up".into()))),
        "many-facts" => {
            let fact = Extra { key: "k".into(), value: "v".into() };
            return Some(Ok(Checked { diagnostics: Vec::new(), facts: vec![fact; 101] }));
        }
        _ => return None,
    };
    Some(Ok(Checked { diagnostics, facts: Vec::new() }))
}

pub(crate) fn finding(rule: &str, message: &str, start: u32, end: u32) -> Diagnostic {
    Diagnostic {
        rule: rule.into(),
        severity: Severity::Warning,
        message: message.into(),
        target: Target::Current,
        span: Span { start, end },
        help: None,
        related: Vec::new(),
        fixes: Vec::new(),
        extra: Vec::new(),
    }
}

fn related(end: u32) -> Diagnostic {
    let place = proofpress_plugin::bindings::proofpress::plugin::types::Related {
        target: Target::Current,
        span: Span { start: 0, end },
        message: "there".into(),
    };
    Diagnostic { related: vec![place], ..finding("said", "here", 0, 0) }
}

fn fixed(edits: Vec<Edit>) -> Diagnostic {
    let fix = Fix { title: "mend it".into(), applicability: Applicability::Safe, edits };
    Diagnostic { fixes: vec![fix], ..finding("said", "mendable", 0, 0) }
}

fn edit(start: u32, end: u32, replacement: &str) -> Edit {
    Edit { target: Target::Current, span: Span { start, end }, replacement: replacement.into() }
}
