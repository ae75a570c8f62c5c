//! Rules of one name that do not go together: a set and a value, a function and a rule, two
//! defaults.

use std::collections::BTreeMap;

use proofpress_plugin::{Context, Finding, Rule, Severity, Span};
use regorus::unstable::{Expr, Ref, Rule as Definition, RuleHead};

use crate::Rego;
use crate::calls::path;

pub(crate) const RULE: Rule<Rego> = Rule::new(Severity::Error, check).tags(&["correctness"]);

/// What a rule makes of its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Value,
    Set,
    Function(usize),
}

impl Sort {
    fn told(self) -> String {
        match self {
            Self::Value => "a value".into(),
            Self::Set => "a set".into(),
            Self::Function(1) => "a function of one argument".into(),
            Self::Function(count) => format!("a function of {count} arguments"),
        }
    }
}

fn check(cx: &Context<'_, Rego>) -> Vec<Finding> {
    let Some(module) = &cx.tree.module else { return Vec::new() };
    let mut sorts: BTreeMap<String, (Sort, Span)> = BTreeMap::new();
    let mut defaults: BTreeMap<String, Span> = BTreeMap::new();
    let mut findings = Vec::new();
    for rule in &module.policy {
        let Some((refr, sort, is_default)) = definition(rule) else { continue };
        let (name, span) = (path(refr), place(refr));
        if is_default && let Some(first) = defaults.insert(name.clone(), span) {
            let finding = Finding::new(span, format!("`{name}` has two defaults"));
            findings.push(finding.related(first, "the first one"));
        }
        match sorts.get(&name) {
            Some((other, first)) if *other != sort => {
                let (this, other) = (sort.told(), other.told());
                let finding =
                    Finding::new(span, format!("`{name}` is {this} here and {other} above"));
                findings
                    .push(finding.related(*first, "first defined here").help("rename one of them"));
            }
            Some(_) => {}
            None => {
                sorts.insert(name, (sort, span));
            }
        }
    }
    findings
}

/// The name of a rule, what it makes of it, and whether it is a default; none where the name has
/// variables in it.
fn definition(rule: &Definition) -> Option<(&Ref<Expr>, Sort, bool)> {
    let (refr, sort, is_default) = match rule {
        Definition::Default { refr, args, .. } if args.is_empty() => (refr, Sort::Value, true),
        Definition::Default { refr, args, .. } => (refr, Sort::Function(args.len()), true),
        Definition::Spec { head, .. } => match head {
            RuleHead::Compr { refr, .. } => (refr, Sort::Value, false),
            RuleHead::Set { refr, key: Some(_), .. } => (refr, Sort::Set, false),
            RuleHead::Set { .. } => return None,
            RuleHead::Func { refr, args, .. } => (refr, Sort::Function(args.len()), false),
        },
    };
    matches!(refr.as_ref(), Expr::Var { .. }).then_some((refr, sort, is_default))
}

fn place(refr: &Ref<Expr>) -> Span {
    let span = refr.span();
    Span::new(span.start as usize, span.end as usize)
}
