//! Which definitions a filter calls. Compiling all of them takes far longer than most filters run.
//! A name counts wherever it stands, so at worst too many are kept.

use std::collections::{BTreeMap, BTreeSet};

use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::{BinaryOp, Def, Pattern, Term};
use jaq_core::path::{Part, Path};

type Text = &'static str;

/// The words of a filter: names of functions and formats among them.
pub(crate) fn words(filter: &str) -> impl Iterator<Item = &str> {
    let other = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '@'));
    filter.split(other).filter(|word| !word.is_empty())
}

/// The names of the definitions that a filter calls, directly or through others.
pub(crate) fn names<'a>(filter: &str, all: &'a [Def<Text>]) -> BTreeSet<&'a str> {
    let mut by_name: BTreeMap<&str, Vec<&Def<Text>>> = BTreeMap::new();
    for def in all {
        by_name.entry(def.name).or_default().push(def);
    }
    // The compiler calls this one by itself.
    let mut open: Vec<&str> = words(filter).chain(["empty"]).collect();
    let mut found = BTreeSet::new();
    while let Some(name) = open.pop() {
        let Some((name, defs)) = by_name.get_key_value(name) else { continue };
        if found.insert(*name) {
            for def in defs {
                term(&def.body, &mut open);
            }
        }
    }
    found
}

/// Adds what a term calls.
fn term<'a>(of: &'a Term<Text>, calls: &mut Vec<&'a str>) {
    match of {
        Term::Id | Term::Recurse | Term::Num(_) | Term::Break(_) | Term::Var(_) => {}
        Term::Str(format, parts) => {
            calls.extend(format.as_deref());
            for part in parts {
                if let StrPart::Term(inner) = part {
                    term(inner, calls);
                }
            }
        }
        Term::Arr(inner) => inner.iter().for_each(|inner| term(inner, calls)),
        Term::Obj(entries) => {
            for (key, value) in entries {
                term(key, calls);
                value.iter().for_each(|value| term(value, calls));
            }
        }
        Term::Neg(inner) | Term::Label(_, inner) => term(inner, calls),
        Term::BinOp(left, op, right) => {
            term(left, calls);
            if let BinaryOp::Pipe(Some(bound)) = op {
                pattern(bound, calls);
            }
            term(right, calls);
        }
        Term::Fold(_, from, bound, parts) => {
            term(from, calls);
            pattern(bound, calls);
            parts.iter().for_each(|part| term(part, calls));
        }
        Term::TryCatch(body, catch) => {
            term(body, calls);
            catch.iter().for_each(|catch| term(catch, calls));
        }
        Term::IfThenElse(arms, otherwise) => {
            for (condition, then) in arms {
                term(condition, calls);
                term(then, calls);
            }
            otherwise.iter().for_each(|otherwise| term(otherwise, calls));
        }
        Term::Def(defs, rest) => {
            defs.iter().for_each(|def| term(&def.body, calls));
            term(rest, calls);
        }
        Term::Call(name, arguments) => {
            calls.push(name);
            arguments.iter().for_each(|argument| term(argument, calls));
        }
        Term::Path(from, Path(parts)) => {
            term(from, calls);
            for (part, _) in parts {
                match part {
                    Part::Index(at) => term(at, calls),
                    Part::Range(from, to) => from.iter().chain(to).for_each(|end| term(end, calls)),
                }
            }
        }
    }
}

/// Adds what the keys of a pattern call.
fn pattern<'a>(of: &'a Pattern<Text>, calls: &mut Vec<&'a str>) {
    match of {
        Pattern::Var(_) => {}
        Pattern::Arr(all) => all.iter().for_each(|inner| pattern(inner, calls)),
        Pattern::Obj(all) => {
            for (key, inner) in all {
                term(key, calls);
                pattern(inner, calls);
            }
        }
    }
}
