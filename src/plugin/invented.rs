//! Answers of plugins made up from bytes, and what must hold of whatever is believed of them: for
//! fuzzing, and for the cases it left. No part of the program.

use super::bindings::exports::proofpress::plugin::{example_checker, meta};
use super::bindings::proofpress::plugin::types as wire;
use super::catalogue;
use super::contract::{Catalogue, EnabledRule, Interfaces, Session};
use super::text::is_hidden;
use super::validate;
use crate::source::Span;

/// Makes a catalogue, an example and an answer out of the bytes, and holds what is taken of them
/// against what the rest of proofpress may rely on.
///
/// # Panics
///
/// Where it does not hold.
pub fn take(bytes: &[u8]) {
    let mut from = Bytes(bytes);
    let rules = from.several(4, rule);
    let schema = if from.byte().is_multiple_of(4) { from.word() } else { "{}".into() };
    let Ok(catalogue) = catalogue::catalogue(info(&mut from), rules, schema, Interfaces::default())
    else {
        return;
    };
    one_line(&catalogue.version);
    for rule in &catalogue.rules {
        one_line(&rule.title);
    }

    let rules = catalogue.rules.iter().filter(|_| from.byte() % 8 != 0);
    let rules = rules.map(|rule| EnabledRule { name: rule.name.clone(), options: "{}".into() });
    let session = Session { config: "{}".into(), rules: rules.collect(), now: 0, seed: 0 };
    let source = from.text();
    let answer = example_checker::Checked {
        diagnostics: from.several(8, |from| diagnostic(from, &catalogue)),
        facts: from.several(3, extra),
    };
    let again = answer.clone();
    let checked = validate::checked(answer, &source, &catalogue, &session, 0);
    assert_eq!(checked, validate::checked(again, &source, &catalogue, &session, 0));
    let Ok(checked) = checked else { return };
    let within = |span: Span| assert!(source.get(span.start..span.end).is_some(), "{span:?}");
    assert!(checked.findings.is_sorted_by_key(|finding| finding.span));
    for finding in &checked.findings {
        assert!(session.rules.iter().any(|rule| rule.name == finding.rule));
        within(finding.span);
        one_line(&finding.message);
        finding.help.iter().for_each(|help| one_line(help));
        for related in &finding.related {
            within(related.span);
            one_line(&related.message);
        }
        for fix in &finding.fixes {
            let mut end = 0;
            for edit in &fix.edits {
                within(edit.span);
                assert!(edit.span.start >= end, "edits overlap");
                end = edit.span.end;
            }
        }
    }
}

fn one_line(text: &str) {
    assert!(!text.contains('\n') && !text.chars().any(is_hidden), "{text:?}");
}

fn info(from: &mut Bytes<'_>) -> meta::Info {
    meta::Info {
        id: if from.byte().is_multiple_of(8) { from.word() } else { "a:b".into() },
        version: from.word(),
        license: from.word(),
        homepage: (from.byte().is_multiple_of(2)).then(|| from.word()),
        languages: vec!["x".into()],
        facts: from.several(3, extra),
        capabilities: Vec::new(),
        extra: from.several(2, extra),
    }
}

fn rule(from: &mut Bytes<'_>) -> meta::Rule {
    meta::Rule {
        id: match from.byte() % 6 {
            0 => from.word(),
            which => format!("rule-{which}"),
        },
        title: from.word(),
        docs: from.text(),
        severity: severity(from),
        default_on: from.byte().is_multiple_of(2),
        fixable: from.byte().is_multiple_of(2),
        tags: from.several(2, Bytes::word),
        extra: Vec::new(),
    }
}

fn diagnostic(from: &mut Bytes<'_>, catalogue: &Catalogue) -> wire::Diagnostic {
    let known = catalogue.rules.get(usize::from(from.byte()) % 5);
    wire::Diagnostic {
        rule: known.map_or_else(|| from.word(), |rule| rule.name.clone()),
        severity: severity(from),
        message: from.word(),
        target: target(from),
        span: span(from),
        help: (from.byte().is_multiple_of(2)).then(|| from.word()),
        related: from.several(2, |from| wire::Related {
            target: target(from),
            span: span(from),
            message: from.word(),
        }),
        fixes: from.several(2, |from| wire::Fix {
            title: from.word(),
            applicability: wire::Applicability::Safe,
            edits: from.several(3, |from| wire::Edit {
                target: target(from),
                span: span(from),
                replacement: from.word(),
            }),
        }),
        extra: from.several(2, extra),
    }
}

fn severity(from: &mut Bytes<'_>) -> wire::Severity {
    match from.byte() % 3 {
        0 => wire::Severity::Error,
        1 => wire::Severity::Warning,
        _ => wire::Severity::Info,
    }
}

fn target(from: &mut Bytes<'_>) -> wire::Target {
    match from.byte() {
        0 => wire::Target::File(from.word()),
        _ => wire::Target::Current,
    }
}

fn span(from: &mut Bytes<'_>) -> wire::Span {
    let start = u32::from(from.byte());
    match from.byte() {
        u8::MAX => wire::Span { start, end: u32::MAX },
        length => wire::Span { start, end: start + u32::from(length % 16) },
    }
}

fn extra(from: &mut Bytes<'_>) -> wire::Extra {
    wire::Extra { key: from.word(), value: from.word() }
}

/// Bytes taken one after the other; zeros where there are no more.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        first
    }

    fn take(&mut self, length: usize) -> String {
        let (taken, rest) = self.0.split_at(length.min(self.0.len()));
        self.0 = rest;
        String::from_utf8_lossy(taken).into_owned()
    }

    fn word(&mut self) -> String {
        let length = usize::from(self.byte() % 16);
        self.take(length)
    }

    fn text(&mut self) -> String {
        let length = usize::from(self.byte());
        self.take(length)
    }

    fn several<T>(&mut self, most: u8, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.byte() % (most + 1);
        (0..count).map(|_| make(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "cases are files")]
    fn every_case() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/cases/answers");
        let mut count = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            super::take(&std::fs::read(entry.unwrap().path()).unwrap());
            count += 1;
        }
        assert!(count > 0);
    }
}
