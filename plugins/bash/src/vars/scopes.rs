//! Scopes: the global one, and one for each function being run. A copy is cheap: it shares what
//! neither side has changed.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Value, Variable};

/// Variables by name.
pub(crate) type Scope = BTreeMap<String, Variable>;

/// All scopes, innermost last.
#[derive(Clone)]
pub(crate) struct Scopes(Vec<Rc<Scope>>);

impl Default for Scopes {
    fn default() -> Self {
        Self(vec![Rc::default()])
    }
}

impl Scopes {
    pub(crate) fn push(&mut self, scope: Scope) {
        self.0.push(Rc::new(scope));
    }

    pub(crate) fn pop(&mut self) {
        if self.0.len() > 1 {
            self.0.pop();
        }
    }

    pub(crate) fn depth(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Variable> {
        self.0.iter().rev().find_map(|scope| scope.get(name))
    }

    /// The variable in the innermost scope that has it, to be changed; made global if none has.
    pub(crate) fn change(&mut self, name: &str) -> &mut Variable {
        let at = self.0.iter().rposition(|scope| scope.contains_key(name)).unwrap_or(0);
        Rc::make_mut(&mut self.0[at]).entry(name.to_owned()).or_default()
    }

    /// The variable in the innermost scope, made there if need be.
    pub(crate) fn local(&mut self, name: &str) -> &mut Variable {
        let at = self.0.len() - 1;
        Rc::make_mut(&mut self.0[at]).entry(name.to_owned()).or_default()
    }

    /// The variable in the global scope, made there if need be.
    pub(crate) fn global(&mut self, name: &str) -> &mut Variable {
        Rc::make_mut(&mut self.0[0]).entry(name.to_owned()).or_default()
    }

    pub(crate) fn is_local(&self, name: &str) -> bool {
        self.0.last().is_some_and(|scope| scope.contains_key(name))
    }

    /// Takes a variable out of the innermost scope that has it. A local one stays as unset, so
    /// that it goes on hiding what is outside.
    pub(crate) fn remove(&mut self, name: &str) {
        let Some(at) = self.0.iter().rposition(|scope| scope.contains_key(name)) else { return };
        let innermost = at + 1 == self.0.len() && at > 0;
        let scope = Rc::make_mut(&mut self.0[at]);
        if innermost {
            scope.insert(name.to_owned(), Variable::default());
        } else {
            scope.remove(name);
        }
    }

    /// The variables that can be seen, by name.
    pub(crate) fn visible(&self) -> BTreeMap<&str, &Variable> {
        let mut all = BTreeMap::new();
        for scope in &self.0 {
            all.extend(scope.iter().map(|(name, variable)| (name.as_str(), variable)));
        }
        all
    }

    /// The variables of the innermost scope.
    pub(crate) fn innermost(&self) -> Option<&Scope> {
        self.0.last().map(Rc::as_ref)
    }

    /// What is handed to commands.
    pub(crate) fn exported(&self) -> BTreeMap<String, String> {
        self.visible()
            .into_iter()
            .filter(|(_, variable)| variable.attrs.export)
            .filter_map(|(name, variable)| match &variable.value {
                Value::Scalar(text) => Some((name.to_owned(), text.clone())),
                _ => None,
            })
            .collect()
    }
}
