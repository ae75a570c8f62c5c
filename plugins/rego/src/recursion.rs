//! Functions that come to call themselves, which Rego does not have. OPA refuses them before it
//! evaluates anything; the evaluator used here would not come back.

use std::collections::{BTreeMap, BTreeSet};

use proofpress_plugin::Span;
use regorus::unstable::Module;

use crate::calls::Names;

/// A function that is called by way of itself.
pub(crate) struct Recursion {
    /// The function.
    pub(crate) name: String,
    /// Where it is defined first.
    pub(crate) span: Span,
    /// The line of that.
    pub(crate) line: u32,
}

/// The functions of a module that come to call themselves by functions of the module, by name.
pub(crate) fn recursions(module: &Module) -> Vec<Recursion> {
    let mut calls: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut places: BTreeMap<String, (Span, u32)> = BTreeMap::new();
    for rule in &module.policy {
        let names = Names::of_rule(rule);
        for (name, _) in names.rules.iter().filter(|(_, arguments)| arguments.is_some()) {
            let span = rule.span();
            let first = Span::new(span.start as usize, span.start as usize + name.len());
            places.entry(name.clone()).or_insert((first, span.line));
            let called = names.calls.iter().map(|call| call.name.clone());
            calls.entry(name.clone()).or_default().extend(called);
        }
    }
    let recursive = |name: &String| reached(&calls, name).contains(name);
    places
        .into_iter()
        .filter(|(name, _)| recursive(name))
        .map(|(name, (span, line))| Recursion { name, span, line })
        .collect()
}

/// What is called by way of a function.
fn reached(calls: &BTreeMap<String, BTreeSet<String>>, name: &str) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut left = vec![name.to_owned()];
    while let Some(name) = left.pop() {
        for called in calls.get(&name).into_iter().flatten() {
            if reached.insert(called.clone()) {
                left.push(called.clone());
            }
        }
    }
    reached
}
