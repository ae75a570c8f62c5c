//! Repetitions within repetitions that a backtracking engine tries in exponentially many ways:
//! `(a+)+`, `(a|a)*`, `(\w*)*`. Only those are found of which it can be shown: the repeated group is
//! nothing but a repetition of one character class, or an alternation of classes that share a
//! character, and something after the repetition can fail.

use proofpress_plugin::Span;
use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{Ast, RepetitionKind, RepetitionRange};
use regex_syntax::hir::{Class, Hir, HirKind};

use crate::pattern::Problem;

/// Finds them in a pattern that the parser of the other flavour can read; others are not judged.
pub(crate) fn find(pattern: &str) -> Vec<Problem> {
    let Ok(ast) = Parser::new().parse(pattern) else { return Vec::new() };
    let mut found = Vec::new();
    walk(&ast, pattern, false, &mut found);
    found
}

/// Walks a part of a pattern; `fails` says whether something that can fail comes after it.
fn walk(ast: &Ast, pattern: &str, fails: bool, found: &mut Vec<Problem>) {
    match ast {
        Ast::Concat(concat) => {
            for (at, part) in concat.asts.iter().enumerate() {
                let after = concat.asts.get(at + 1..).unwrap_or_default();
                walk(part, pattern, fails || after.iter().any(can_fail), found);
            }
        }
        Ast::Alternation(alternation) => {
            alternation.asts.iter().for_each(|part| walk(part, pattern, fails, found));
        }
        Ast::Group(group) => walk(&group.ast, pattern, fails, found),
        Ast::Repetition(repetition) => {
            if fails && is_unbounded(&repetition.op.kind) && is_ambiguous(&repetition.ast, pattern)
            {
                let span = Span::new(repetition.span.start.offset, repetition.span.end.offset);
                let text = pattern.get(span.start..span.end).unwrap_or_default();
                found.push(Problem {
                    span,
                    message: format!("`{text}` matches the same text in exponentially many ways"),
                });
                return;
            }
            walk(&repetition.ast, pattern, fails, found);
        }
        _ => {}
    }
}

/// Whether what comes after can fail, so that the engine goes back.
fn can_fail(ast: &Ast) -> bool {
    match ast {
        Ast::Empty(_) | Ast::Flags(_) => false,
        Ast::Repetition(repetition) => match &repetition.op.kind {
            RepetitionKind::ZeroOrOne | RepetitionKind::ZeroOrMore => false,
            RepetitionKind::OneOrMore => can_fail(&repetition.ast),
            RepetitionKind::Range(range) => match range {
                RepetitionRange::Exactly(0)
                | RepetitionRange::AtLeast(0)
                | RepetitionRange::Bounded(0, _) => false,
                _ => can_fail(&repetition.ast),
            },
        },
        Ast::Group(group) => can_fail(&group.ast),
        Ast::Concat(concat) => concat.asts.iter().any(can_fail),
        Ast::Alternation(alternation) => alternation.asts.iter().all(can_fail),
        _ => true,
    }
}

fn is_unbounded(kind: &RepetitionKind) -> bool {
    matches!(
        kind,
        RepetitionKind::ZeroOrMore
            | RepetitionKind::OneOrMore
            | RepetitionKind::Range(RepetitionRange::AtLeast(_))
    )
}

/// Whether a repetition of this can part the same text in more than one way.
fn is_ambiguous(ast: &Ast, pattern: &str) -> bool {
    match ast {
        Ast::Group(group) => is_ambiguous(&group.ast, pattern),
        Ast::Concat(concat) => match concat.asts.as_slice() {
            [only] => is_ambiguous(only, pattern),
            _ => false,
        },
        // `(a+)+`: any number of `a` is any number of runs of `a`.
        Ast::Repetition(repetition) => {
            is_unbounded(&repetition.op.kind) && class(&repetition.ast, pattern).is_some()
        }
        // `(a|\w)*`: an `a` is either.
        Ast::Alternation(alternation) => {
            let classes: Option<Vec<Class>> =
                alternation.asts.iter().map(|part| class(part, pattern)).collect();
            let Some(classes) = classes else { return false };
            let pairs = classes.iter().enumerate();
            pairs
                .flat_map(|(at, one)| classes.iter().skip(at + 1).map(move |other| (one, other)))
                .any(|(one, other)| shares(one, other))
        }
        _ => false,
    }
}

/// The characters that a part of exactly one character matches.
fn class(ast: &Ast, pattern: &str) -> Option<Class> {
    let single = matches!(
        ast,
        Ast::Literal(_)
            | Ast::Dot(_)
            | Ast::ClassUnicode(_)
            | Ast::ClassPerl(_)
            | Ast::ClassBracketed(_)
    );
    if !single {
        return match ast {
            Ast::Group(group) => class(&group.ast, pattern),
            _ => None,
        };
    }
    let span = ast.span();
    let text = pattern.get(span.start.offset..span.end.offset)?;
    let hir: Hir = regex_syntax::parse(text).ok()?;
    match hir.into_kind() {
        HirKind::Class(class) => Some(class),
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            let letter = text.chars().next()?;
            let range = regex_syntax::hir::ClassUnicodeRange::new(letter, letter);
            Some(Class::Unicode(regex_syntax::hir::ClassUnicode::new([range])))
        }
        _ => None,
    }
}

fn shares(one: &Class, other: &Class) -> bool {
    let (Class::Unicode(one), Class::Unicode(other)) = (one, other) else { return false };
    let mut both = one.clone();
    both.intersect(other);
    !both.ranges().is_empty()
}
